import type { Endpoint } from '../model/connection.ts';
import { joinFolders } from '../model/connectionFolder.ts';
import { longestImportList } from '../model/importReport.ts';
import { shortestSecret } from '../model/resolveOptions.ts';
import { isTemplate, parseTemplate } from '../template/parseTemplate.ts';
import { wordOf } from './authentication.ts';
import type {
  ImportContext,
  ImportedCollection,
  ImportedConnection,
  ImportedFolder,
  ImportedVariable,
} from './importedTree.ts';
import { NoteList } from './noteList.ts';

/** As many variables as the base takes. */
const mostVariables = 500;

/** RFC 9110, sections 11.6.2 and 11.7.2: what stands in these is a credential. */
const credentialHeaders: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization']);

/** What headers, parameters and cookies are called that have a credential as a rule, but not surely. */
const likelyName =
  /^(?:set-)?cookie$|token|secret|passw|api[-_]?key|^(?:x-)?(?:auth|key|sig|signature|session(?:[-_]?id)?)$/i;

/**
 * Puts secret variables into the place of credentials that are written out in headers and addresses, since git sees the files of connections:
 * the value of an `Authorization` header, and the password before the host of an address. What only looks like one, also as
 * a variable that is not secret, is told, item by item, and stays.
 */
export function withoutCredentials(
  collection: ImportedCollection,
  context: ImportContext,
): ImportedCollection {
  const hiding = new Hiding(collection, context);
  const root = hiding.folder(collection.root, '');
  hiding.tellOfVariables();
  return { ...collection, root, ...hiding.finish() };
}

class Hiding {
  private readonly collection: ImportedCollection;
  private readonly notes = new NoteList();
  private readonly base: ImportedVariable[];
  private readonly names: Set<string>;
  private readonly references = new Map<string, string>();
  private room: number;

  constructor(collection: ImportedCollection, { baseVariables }: ImportContext) {
    this.collection = collection;
    this.base = [...collection.base];
    this.room = mostVariables - baseVariables.size - collection.base.length;
    const others = [...collection.environments, ...foldersIn(collection.root)];
    this.names = new Set([
      ...baseVariables.keys(),
      ...[...collection.base, ...others.flatMap(({ variables }) => variables)].map(({ name }) => name),
    ]);
  }

  folder(folder: ImportedFolder, path: string): ImportedFolder {
    return {
      ...folder,
      folders: folder.folders.map((each) => this.folder(each, joinFolders(path, each.name))),
      connections: folder.connections.map((each) => this.connection(each, joinFolders(path, each.name))),
    };
  }

  /** Those that are not secret, since other programs have few that are. */
  tellOfVariables(): void {
    const { base, environments, root } = this.collection;
    this.tellOf(base, '');
    for (const { name, variables } of environments) this.tellOf(variables, name);
    this.tellWithin(root, '');
  }

  private tellWithin({ variables, folders }: ImportedFolder, path: string): void {
    this.tellOf(variables, path);
    for (const each of folders) this.tellWithin(each, joinFolders(path, each.name));
  }

  private tellOf(variables: readonly ImportedVariable[], place: string): void {
    for (const { name, value, isSecret } of variables)
      if (
        !isSecret &&
        likelyName.test(name) &&
        value !== null &&
        value.length >= shortestSecret &&
        isWrittenOut(value)
      )
        this.tell(joinFolders(place, name), 'variable', 'make it secret');
  }

  finish(): Pick<ImportedCollection, 'base' | 'changed'> {
    const { notes, count } = this.notes.finish();
    const { changed } = this.collection;
    return {
      base: this.base,
      changed: {
        notes: [...changed.notes, ...notes].slice(0, longestImportList),
        count: changed.count + count,
      },
    };
  }

  private connection(connection: ImportedConnection, item: string): ImportedConnection {
    const { endpoint } = connection;
    const address = this.address(endpoint.address, item);
    return { ...connection, endpoint: this.withHeaders({ ...endpoint, address }, item) };
  }

  private withHeaders(endpoint: Endpoint, item: string): Endpoint {
    if (!('headers' in endpoint)) return endpoint;
    const headers = endpoint.headers.map(({ name, value }) => ({
      name,
      value: this.header(name, value, item),
    }));
    return { ...endpoint, headers };
  }

  private header(name: string, value: string, item: string): string {
    const credential = value.trim();
    if (!isWrittenOut(value)) return value;
    // The scheme is no secret (RFC 9110, section 11.4).
    const [, scheme = '', secret = ''] = /^(\S+\s+)?(.*)$/s.exec(credential) ?? [];
    const isSure =
      credentialHeaders.has(name.toLowerCase()) && secret.length >= shortestSecret && !isTemplate(value);
    if (!isSure) {
      if (credentialHeaders.has(name.toLowerCase()) || likelyName.test(name))
        this.tell(`${item}/${name}`, 'header');
      return value;
    }
    return scheme + this.hidden(secret, 'token', `${item}/${name}`, item);
  }

  /** The password before the host is hidden; parameters that look like a credential are told. */
  private address(address: string, item: string): string {
    const [, query = ''] = address.split('?', 2);
    for (const parameter of (query.split('#', 1)[0] ?? '').split('&')) {
      const [name = '', value = ''] = parameter.split('=', 2);
      if (isWrittenOut(value) && likelyName.test(name)) this.tell(`${item}?${name}`, 'parameter');
    }
    const [, userInfo = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)@/i.exec(address) ?? [];
    if (isTemplate(userInfo) && isWrittenOut(userInfo)) this.tell(item, 'name or password before the host');
    return address.replace(
      /^([a-z][a-z0-9+.-]*:\/\/[^/?#@:]*:)([^/?#]+)@/i,
      (whole, before: string, password: string) =>
        isTemplate(password) || password.length < shortestSecret
          ? whole
          : `${before}${this.hidden(password, 'password', item, item)}@`,
    );
  }

  /** The reference to the secret variable with this value, for which `item` is named. */
  private hidden(value: string, what: string, place: string, item: string): string {
    const known = this.references.get(value);
    if (known === undefined && this.room <= 0) {
      this.notes.add(place, `Its ${what} stands in a file that git sees: there is no room for a variable.`);
      return value;
    }
    const reference = known ?? this.newSecret(value, `${wordOf(item)}_${what}`);
    this.notes.add(
      place,
      `Its ${what} is the secret variable ${reference} now, so that no file that git sees has it.`,
    );
    return reference;
  }

  private newSecret(value: string, wanted: string): string {
    let name = wanted;
    for (let number = 2; this.names.has(name); number += 1) name = `${wanted}_${number}`;
    this.names.add(name);
    this.room -= 1;
    this.base.push({ name, value, isSecret: true, on: true });
    this.references.set(value, `{{${name}}}`);
    return `{{${name}}}`;
  }

  private tell(place: string, what: string, advice = 'put a secret variable in its place'): void {
    this.notes.add(
      place,
      `This ${what} looks like a credential, and its value stands in a file that git sees. If it is one, ${advice}.`,
    );
  }
}

/** As much text beside a reference as a token has: what is shorter is the word before one, or the name of a part. */
const longStretch = /[^\s"',;=]{12,}/;

/** False for what is empty, and for what stands for something else, with no more than a few words around it. */
function isWrittenOut(value: string): boolean {
  if (!isTemplate(value)) return value.trim() !== '';
  const parsed = parseTemplate(value);
  return parsed.ok && parsed.value.some((part) => part.kind === 'text' && longStretch.test(part.text));
}

function foldersIn(folder: ImportedFolder): readonly ImportedFolder[] {
  return [folder, ...folder.folders.flatMap(foldersIn)];
}
