import { folderName, isWithinFolder, joinFolders, parentFolder } from '../model/connectionFolder.ts';
import { namedAuth, noAuth, type ForeignAuth } from './authentication.ts';
import { optionsOf } from './brunoFile.ts';
import { Collector, type ForeignMessage, type ForeignVariable } from './collector.ts';
import { parseDocument } from './documentText.ts';
import { FolderBuilder } from './folderBuilder.ts';
import type { ImportContext, ImportedCollection, ImportFile } from './importedTree.ts';
import { plainName } from './names.ts';
import {
  asWritten,
  definitionFields,
  definitionSchema,
  messageFields,
  messageSchema,
  requestFields,
  requestSchema,
} from './postman3Schema.ts';
import { environmentFields } from './postmanFields.ts';
import { environmentSchema } from './postmanSchema.ts';
import { postmanDialect } from './postmanText.ts';
import { connectionOf, type ForeignPair } from './webSocketRequest.ts';
import type { z } from 'zod';

type Request = z.infer<typeof requestSchema>;
type Definition = z.infer<typeof definitionSchema>;

/** A file, and what is in it. `folder` is the one of the collection that it belongs to. */
interface Placed {
  readonly path: string;
  readonly folder: string;
  readonly value: unknown;
}

const ending = /\.(request|message|environment|globals|example)\.ya?ml$/i;
const definitionEnding = /(?:^|\/)\.resources\/definition\.ya?ml$/i;

/** True for files of a collection of version 3, of which each request has one of its own. */
export function isPostman3(files: readonly ImportFile[]): boolean {
  return files.some(
    ({ path, text }) =>
      (/\.request\.ya?ml$/i.test(path) || definitionEnding.test(path)) &&
      /^\s*["']?\$kind["']?\s*:/m.test(text),
  );
}

/** Reads a collection of version 3 (https://learning.postman.com/docs/collections/collections-schemas): a folder of YAML files. */
export function readPostman3(files: readonly ImportFile[], context: ImportContext): ImportedCollection {
  const collector = new Collector(postmanDialect, context);
  const placed = files.flatMap((file) => placedFrom(file, collector));
  return new Reader(placed, collector).read();
}

function placedFrom({ path, text }: ImportFile, collector: Collector): readonly Placed[] {
  const isDefinition = definitionEnding.test(path);
  if (!isDefinition && !ending.test(path)) return [];
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    collector.left.add(path, parsed.problem);
    return [];
  }
  const folder = isDefinition ? parentFolder(parentFolder(path)) : parentFolder(path);
  return [{ path, folder, value: parsed.value }];
}

class Reader {
  private readonly collector: Collector;
  private readonly messages: ReadonlyMap<string, readonly Placed[]>;
  private readonly requests: ReadonlyMap<string, readonly Placed[]>;
  private readonly environments: readonly Placed[];
  private readonly definitions = new Map<
    string,
    { readonly definition: Definition; readonly value: unknown }
  >();

  constructor(files: readonly Placed[], collector: Collector) {
    this.collector = collector;
    const of = (kind: string): readonly Placed[] =>
      files.filter(({ path }) => ending.exec(path)?.[1]?.toLowerCase() === kind);
    this.requests = Map.groupBy(of('request'), ({ folder }) => folder);
    this.messages = Map.groupBy(of('message'), ({ folder }) => folder);
    this.environments = [...of('environment'), ...of('globals')];
    for (const { path, folder, value } of files) {
      const definition = definitionEnding.test(path) ? definitionSchema.safeParse(value).data : undefined;
      if (definition) this.definitions.set(folder, { definition, value });
    }
  }

  read(): ImportedCollection {
    const folders = [...this.requests.keys(), ...this.definitions.keys()];
    const outermost = folders.reduce(commonFolder, folders[0] ?? '');
    const own = this.definitions.get(outermost)?.definition;
    const variables = variablesOf(own);
    const environments = this.environments.map(({ path, value }) => ({
      isGlobal: /\.globals\./i.test(path),
      value,
      parsed: environmentSchema.safeParse(value).data,
    }));
    this.collector.names.reserve([
      ...variables.map(({ name }) => name),
      ...environments.flatMap(({ parsed }) => parsed?.values.map(({ name }) => name) ?? []),
    ]);
    this.collector.addBase(variables);
    for (const { isGlobal, value, parsed } of environments) {
      if (!parsed) continue;
      environmentFields.tell(value, parsed.name || 'Postman', this.collector);
      if (isGlobal) this.collector.addBase(parsed.values);
      else this.collector.addEnvironment(parsed.name, parsed.values);
    }
    const root = new FolderBuilder(own?.name || folderName(outermost) || 'Postman', this.collector);
    this.readFolder(outermost, root, noAuth, own?.name || 'The collection');
    return this.collector.finish('Postman', root.finish());
  }

  private readFolder(folder: string, into: FolderBuilder, around: ForeignAuth, item: string): void {
    const own = this.definitions.get(folder);
    definitionFields.tell(asWritten(own?.value), item, this.collector);
    const auth = authOf(own?.definition.auth, around);
    const requests = (this.requests.get(folder) ?? []).flatMap(({ path, value }) => {
      const request = requestSchema.safeParse(value).data;
      if (request)
        return [{ path, value, request, name: request.name || nameOf(path), order: request.order }];
      this.collector.left.add(path, 'It is not a request of Postman.');
      return [];
    });
    for (const each of requests.toSorted(inOrder)) this.readRequest(each, folder, into, auth);
    const inside = this.foldersIn(folder).map((path) => {
      const definition = this.definitions.get(path)?.definition;
      return {
        path,
        definition,
        name: definition?.name || folderName(path),
        order: definition?.order ?? Infinity,
      };
    });
    for (const { path, definition, name } of inside.toSorted(inOrder)) {
      const below = into.folder(name);
      below.addVariables(variablesOf(definition));
      this.readFolder(path, below, auth, into.itemOf(name));
    }
  }

  private foldersIn(folder: string): readonly string[] {
    const below = [...this.requests.keys()].filter((path) => path !== folder && isWithinFolder(path, folder));
    const depth = folder === '' ? 0 : folder.split('/').length;
    return [
      ...new Set(
        below.map((path) =>
          path
            .split('/')
            .slice(0, depth + 1)
            .join('/'),
        ),
      ),
    ];
  }

  private readRequest(
    { path, value, request, name }: { path: string; value: unknown; request: Request; name: string },
    folder: string,
    into: FolderBuilder,
    around: ForeignAuth,
  ): void {
    const item = into.itemOf(name);
    const isSocket = request.$kind === 'websocket-request';
    if (!isSocket && !(request.$kind === 'http-request' && /^\s*wss?:/i.test(request.url))) {
      this.collector.left.add(item, whyOther(request.$kind));
      return;
    }
    requestFields.tell(asWritten(value), item, this.collector);
    const place = joinFolders(
      folder,
      request.messages.replace(/^(?:\.\/)+|\/+$/g, '') || `.resources/${nameOf(path)}.resources/messages`,
    );
    const foreign = {
      ...{ name, url: request.url, headers: request.headers, pathParameters: request.pathVariables },
      // Those that are on are in the address already, where it has any.
      query: request.queryParams.filter(({ on }) => !on || !request.url.includes('?')),
      messages: [...this.messagesIn(place, item), ...this.bodyOf(request, item)],
      // Postman has no authentication for WebSocket requests, also where the folder around them has one.
      auth: authOf(request.auth, isSocket ? noAuth : around),
      options: optionsOf(request.settings.handshakeTimeout),
    };
    into.add(connectionOf(foreign, item, this.collector));
  }

  private messagesIn(folder: string, item: string): readonly ForeignMessage[] {
    const found = (this.messages.get(folder) ?? []).flatMap(({ path, value }) => {
      const message = messageSchema.safeParse(value).data;
      const name = message?.name || nameOf(path);
      messageFields.tell(value, `${item}/${name}`, this.collector);
      return message ? [{ message, name, order: message.order }] : [];
    });
    return found.toSorted(inOrder).map(({ message, name }) => messageOf(message, name));
  }

  private bodyOf({ body: { type, content } }: Request, item: string): readonly ForeignMessage[] {
    if (type === '' || type === 'none' || content === '') return [];
    if (typeof content === 'string')
      return [{ name: 'Body', text: content, mode: type === 'json' ? 'json' : 'text' }];
    this.collector.left.add(
      item,
      `Its body (${plainName(type, 'of no type')}) is not imported: it is not text.`,
    );
    return [];
  }
}

function messageOf({ content, contentType }: z.infer<typeof messageSchema>, name: string): ForeignMessage {
  if (contentType === 'hex' || contentType === 'base64')
    return { name, text: content, mode: contentType, kind: 'binary' };
  return { name, text: content, mode: contentType === 'json' ? 'json' : 'text' };
}

function variablesOf(definition: Definition | undefined): readonly ForeignVariable[] {
  return (definition?.variables ?? []).map(({ name, value, on }) => ({ name, value, isSecret: false, on }));
}

function authOf(auth: Definition['auth'], around: ForeignAuth): ForeignAuth {
  if (auth === undefined || auth.type === 'inherit') return around;
  const fields = new Map(auth.credentials.map(({ name, value }: ForeignPair) => [name, value]));
  const field = (name: string): string => fields.get(name) ?? '';
  return namedAuth(auth.type === 'noauth' ? 'none' : auth.type, field, field('in') === 'query');
}

function whyOther(kind: string): string {
  const name = kind.replace(/-request$/, '');
  if (name === 'http' || name === 'graphql') return 'It is an HTTP request, not a socket.';
  return `It is a request of the kind “${plainName(name, 'unknown')}”, which Wirebench does not speak.`;
}

function nameOf(path: string): string {
  return folderName(path).replace(ending, '');
}

function commonFolder(left: string, right: string): string {
  let folder = left;
  while (!isWithinFolder(right, folder)) folder = parentFolder(folder);
  return folder;
}

function inOrder(
  left: { readonly order: number; readonly name: string },
  right: { readonly order: number; readonly name: string },
): number {
  if (left.order !== right.order) return left.order < right.order ? -1 : 1;
  return left.name < right.name ? -1 : 1;
}
