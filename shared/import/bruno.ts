import { folderName, isWithinFolder, parentFolder } from '../model/connectionFolder.ts';
import { noAuth, type ForeignAuth } from './authentication.ts';
import { z } from 'zod';
import { readBruFile } from './bruFile.ts';
import { brunoJsonFields } from './brunoFields.ts';
import { emptyFile, type BrunoFile, type PlacedFile } from './brunoFile.ts';
import { Collector, type ForeignVariable } from './collector.ts';
import { parseDocument } from './documentText.ts';
import { FolderBuilder } from './folderBuilder.ts';
import { bracesDialect, type Meaning } from './foreignText.ts';
import type { ImportContext, ImportedCollection, ImportFile } from './importedTree.ts';
import { readOpenCollectionFile } from './openCollectionFile.ts';
import { connectionOf, type ForeignPair } from './webSocketRequest.ts';

/** What a folder hands on to what is in it. */
interface Surroundings {
  readonly auth: ForeignAuth;
  readonly headers: readonly ForeignPair[];
}

/** The language of Bruno: Postman's, with the environment of the machine and questions to the person. */
export const brunoDialect = bracesDialect('Bruno', (inside): Meaning | null => {
  const name = /^process\.env\.([A-Za-z_]\w*)$/.exec(inside)?.[1];
  if (name !== undefined) return { kind: 'template', text: `{{$env:${name}}}` };
  if (inside.startsWith('?'))
    return { kind: 'unknown', why: `Bruno asks for {{${inside}}} when it sends; here it stays as text.` };
  return null;
});

/** Reads a collection of Bruno, or files of one; null when there are none among them. */
export function readBruno(files: readonly ImportFile[], context: ImportContext): ImportedCollection | null {
  const read = files.flatMap(filesFrom);
  if (read.length === 0) return null;
  const readPaths = new Set(read.map(({ path }) => path));
  const roots = read
    .filter(({ file }) => file.kind === 'collection' && file.name !== '')
    .map(({ path, file }) => ({ folder: parentFolder(path), name: file.name }))
    .toSorted((left, right) => left.folder.length - right.folder.length);
  const root = roots[0] ?? { folder: '', name: '' };
  const collector = new Collector(brunoDialect, context);
  for (const file of files) {
    const problem = readPaths.has(file.path) ? null : whyUnread(file);
    if (problem !== null) collector.left.add(file.path, problem);
  }
  const others = new Set(roots.map(({ folder }) => folder).filter((folder) => folder !== root.folder));
  const isInAnother = (path: string): boolean => foldersAround(path).some((folder) => others.has(folder));
  for (const { path } of read)
    if (!isWithinFolder(parentFolder(path), root.folder) && !isInAnother(path))
      collector.left.add(path, 'It is not in the folder of the collection.');
  const within = read.filter(({ path }) => isWithinFolder(parentFolder(path), root.folder));
  for (const { folder, name } of roots)
    if (folder !== root.folder)
      collector.left.add(folder, `It is a collection of its own, “${name}”. Import its folder separately.`);
  const own = within.filter(({ path }) => !isInAnother(path));
  return new BrunoReader(own, collector).read(root.folder, root.name || folderName(root.folder));
}

function filesFrom({ path, text }: ImportFile): readonly PlacedFile[] {
  if (/(?:^|\/)bruno\.json$/i.test(path)) return collectionFrom(path, text);
  const bru = readBruFile(path, text);
  return bru === null ? readOpenCollectionFile(path, text) : [{ path, file: bru }];
}

/** Why nothing was found in a file; null for one that has no need to be of Bruno. */
function whyUnread({ path, text }: ImportFile): string | null {
  if (/\.bru$/i.test(path))
    return text.trim() === '' ? null : 'It is not a request, folder, collection or environment of Bruno.';
  const parsed = parseDocument(text);
  return parsed.ok ? null : parsed.problem;
}

/** `bruno.json`: the name of a collection, and the mark of its folder. */
function collectionFrom(path: string, text: string): readonly PlacedFile[] {
  const parsed = parseDocument(text);
  const value = parsed.ok ? parsed.value : null;
  const name = z.object({ name: z.string() }).safeParse(value).data?.name;
  if (name === undefined) return [];
  return [{ path, file: { ...emptyFile('collection', name), written: { value, fields: brunoJsonFields } } }];
}

class BrunoReader {
  private readonly files: readonly PlacedFile[];
  private readonly collector: Collector;
  private readonly byFolder: ReadonlyMap<string, readonly PlacedFile[]>;
  private readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
  private title = '';

  constructor(files: readonly PlacedFile[], collector: Collector) {
    this.files = files;
    this.byFolder = Map.groupBy(files, ({ path }) => parentFolder(path));
    this.folders = foldersOf(files);
    this.collector = collector;
  }

  read(folder: string, name: string): ImportedCollection {
    this.readVariables();
    const first = this.files.find(({ file }) => file.kind === 'request')?.file.name;
    this.title = name || first || 'Bruno';
    const root = new FolderBuilder(this.title, this.collector);
    this.readFolder(folder, root, { auth: noAuth, headers: [] });
    return this.collector.finish('Bruno', root.finish());
  }

  private readVariables(): void {
    const environments = this.files.filter(({ file }) => file.kind === 'environment');
    const base = new Map<string, ForeignVariable>();
    for (const { path, file } of this.files) {
      // Those of a folder or request win over an environment, those of a collection do not.
      if (file.kind !== 'collection') continue;
      for (const variable of file.variables) {
        if (base.has(variable.name))
          this.collector.left.add(
            `${path}/${variable.name}`,
            'The collection has another variable of this name.',
          );
        else base.set(variable.name, variable);
      }
    }
    this.collector.names.reserve([
      ...base.keys(),
      ...environments.flatMap(({ file }) => file.variables.map((each) => each.name)),
    ]);
    this.collector.addBase([...base.values()]);
    for (const { file } of environments) {
      this.tellOfFields(file, file.name);
      this.collector.addEnvironment(file.name, file.variables, file.colour);
    }
  }

  private readFolder(folder: string, into: FolderBuilder, around: Surroundings): void {
    const here = this.filesIn(folder);
    const own = here
      .filter(({ file }) => file.kind === 'folder' || file.kind === 'collection')
      .map(({ file }) => file);
    const auth = own.map((file) => file.auth).find(({ type }) => type !== 'inherit') ?? around.auth;
    const inherited = { auth, headers: [...around.headers, ...own.flatMap(({ headers }) => headers)] };
    for (const file of own) if (file.kind === 'folder') into.addVariables(file.variables);
    for (const file of own) this.tellOfFields(file, into.path || this.title);
    const requests = here.filter(({ file }) => file.kind === 'request' || file.kind === 'other');
    for (const { file } of requests.toSorted(inOrder)) this.readRequest(file, into, inherited);
    for (const { path, file } of this.foldersIn(folder))
      this.readFolder(path, into.folder(file.name), inherited);
  }

  /** Folders have a file of their own in which their name and place is, or none. */
  private foldersIn(folder: string): readonly PlacedFile[] {
    return [...(this.folders.get(folder) ?? [])]
      .map((path) => {
        const own = this.filesIn(path).find(({ file }) => file.kind === 'folder')?.file;
        return { path, file: own ?? emptyFile('folder', folderName(path)) };
      })
      .toSorted(inOrder);
  }

  private filesIn(folder: string): readonly PlacedFile[] {
    return this.byFolder.get(folder) ?? [];
  }

  private readRequest(file: BrunoFile, into: FolderBuilder, around: Surroundings): void {
    const path = into.itemOf(file.name);
    if (file.kind !== 'request') {
      this.collector.left.add(path, file.why);
      return;
    }
    this.tellOfFields(file, path);
    into.addVariables(file.variables);
    for (const { name } of file.variables)
      this.collector.changed.add(
        `${path}/${name}`,
        'It was a variable of this request alone, and now belongs to its folder.',
      );
    into.add(
      connectionOf(
        {
          ...{
            name: file.name,
            url: file.url,
            query: file.query,
            pathParameters: file.pathParameters,
            messages: file.messages,
          },
          headers: [...around.headers, ...file.headers],
          auth: file.auth.type === 'inherit' ? around.auth : file.auth,
          options: file.options,
        },
        path,
        this.collector,
      ),
    );
  }

  private tellOfFields({ written: { value, fields } }: BrunoFile, item: string): void {
    fields.tell(value, item, this.collector);
  }
}

/** The folders that a path is in, the nearest one first; not the outermost. */
function foldersAround(path: string): readonly string[] {
  const found: string[] = [];
  for (let folder = parentFolder(path); folder !== ''; folder = parentFolder(folder)) found.push(folder);
  return found;
}

/** The folders in each folder. Environments alone make none. */
function foldersOf(files: readonly PlacedFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { path, file } of files) {
    if (file.kind === 'environment') continue;
    for (const folder of foldersAround(path)) {
      const beside = found.get(parentFolder(folder)) ?? new Set<string>();
      found.set(parentFolder(folder), beside.add(folder));
    }
  }
  return found;
}

function inOrder(left: PlacedFile, right: PlacedFile): number {
  return left.file.order - right.file.order || (left.file.name < right.file.name ? -1 : 1);
}
