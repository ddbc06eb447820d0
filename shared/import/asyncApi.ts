import { endpointSchema } from '../model/connection.ts';
import { noAuth } from './authentication.ts';
import {
  AsyncApiDocument,
  type AsyncChannel,
  type AsyncMessage,
  type AsyncServer,
  type AsyncVariable,
} from './asyncApiDocument.ts';
import { channelFields, messageFields, serverFields } from './asyncApiFields.ts';
import { isWebSocket, kindOfScheme, type EndpointKind } from '../model/endpointKinds.ts';
import type { Scheme } from '../model/schemes.ts';
import { Collector, sentenceOf, type ForeignMessage } from './collector.ts';
import { FolderBuilder } from './folderBuilder.ts';
import type { Dialect } from './foreignText.ts';
import type { ImportContext, ImportedCollection, ImportedConnection } from './importedTree.ts';
import { plainName } from './names.ts';
import { connectionOf } from './webSocketRequest.ts';

/** The protocols that we have, as documents name them, and their schemes. */
const protocols: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ['ws', 'ws'],
  ['wss', 'wss'],
  ['tcp', 'tcp'],
  ['tls', 'tls'],
  ['ssl', 'tls'],
  ['udp', 'udp'],
]);

/** `{name}` in an address. */
const dialect: Dialect = {
  pattern: /\{[\w.-]{1,200}\}/g,
  meaningOf: (written) => ({ kind: 'variable', name: written.slice(1, -1) }),
};

/** Reads a document of AsyncAPI 2 or 3: its servers become connections, over a WebSocket one for each of their channels. */
export function readAsyncApi(value: unknown, context: ImportContext): ImportedCollection {
  const collector = new Collector(dialect, context);
  const document = new AsyncApiDocument(value, collector);
  const [servers, channels] = withOwnVariables(document.servers(), document.channels(), collector);
  addVariables(
    [...servers, ...channels].flatMap(({ variables }) => variables),
    collector,
  );
  const root = new FolderBuilder(document.title || 'AsyncAPI', collector);
  for (const server of servers) new ServerReader(server, collector).read(channels, root);
  if (servers.length === 0)
    collector.left.add(
      document.title || 'AsyncAPI',
      'It names no server, so there is nothing to connect to.',
    );
  return collector.finish('AsyncAPI', root.finish());
}

/** Servers and channels may each give a variable another value: those after the first one get names of their own. */
function withOwnVariables(
  servers: readonly AsyncServer[],
  channels: readonly AsyncChannel[],
  collector: Collector,
): readonly [readonly AsyncServer[], readonly AsyncChannel[]] {
  const values = new Map<string, string | null>();
  const own = <Place extends AsyncServer | AsyncChannel>(place: Place): Place => {
    let { address } = place;
    const variables = place.variables.map(({ name, value }) => {
      const known = values.get(name) ?? value;
      values.set(name, known);
      if (known === value || value === null) return { name, value };
      const renamed = `${name}_${place.name.replace(/[^\w.-]+/g, '_')}`.slice(0, 200);
      address = address.replaceAll(`{${name}}`, `{${renamed}}`);
      collector.changed.add(
        `${place.name}/${name}`,
        `The variable is called “${renamed}” here. Another place has one of that name with another value.`,
      );
      return { name: renamed, value };
    });
    return { ...place, address, variables };
  };
  return [servers.map(own), channels.map(own)];
}

function addVariables(variables: readonly AsyncVariable[], collector: Collector): void {
  const values = new Map<string, string | null>();
  for (const { name, value } of variables) values.set(name, values.get(name) ?? value);
  collector.names.reserve(values.keys());
  for (const [name, value] of values)
    if (value === null)
      collector.changed.add(name, 'The document gives it no value. Enter one under Variables.');
  collector.addBase(
    [...values].map(([name, value]) => ({ name, value: value ?? '', isSecret: false, on: true })),
  );
}

class ServerReader {
  private readonly server: AsyncServer;
  private readonly collector: Collector;

  constructor(server: AsyncServer, collector: Collector) {
    this.server = server;
    this.collector = collector;
  }

  read(channels: readonly AsyncChannel[], root: FolderBuilder): void {
    const { name, protocol, address, hasSecurity } = this.server;
    const written = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
    const scheme = protocols.get(written ?? protocol) ?? protocols.get(protocol);
    const kind = scheme && kindOfScheme(scheme, 'client');
    if (!scheme || !kind) {
      this.collector.left.add(name, `Wirebench does not speak ${plainName(protocol, 'its protocol')}.`);
      return;
    }
    serverFields.tell(this.server.written, name, this.collector);
    if (hasSecurity)
      this.collector.left.add(name, 'Its security is not imported. Add the header that the service expects.');
    const own = channels.filter(({ servers }) => servers === null || servers.includes(name));
    const place = `${scheme}://${address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')}`;
    if (isWebSocket(kind)) this.readPaths(place, own, root);
    else root.add(this.plain(kind, place, own, root));
  }

  /** Over a WebSocket, a channel is a path of its own. */
  private readPaths(place: string, channels: readonly AsyncChannel[], root: FolderBuilder): void {
    const { name } = this.server;
    const [only] = channels;
    if (channels.length <= 1) root.add(this.webSocket(name, place, only, root));
    else {
      const folder = root.folder(name);
      for (const channel of channels)
        folder.add(this.webSocket(channel.address || channel.name, place, channel, folder));
    }
  }

  private webSocket(
    name: string,
    place: string,
    channel: AsyncChannel | undefined,
    into: FolderBuilder,
  ): ImportedConnection | null {
    const path = into.itemOf(name);
    channelFields.tell(channel?.written, path, this.collector);
    const valued = ({
      name: pair,
      value,
    }: AsyncVariable): readonly { name: string; value: string; on: boolean }[] => {
      if (value !== null) return [{ name: pair, value, on: true }];
      this.collector.left.add(
        `${path}/${pair}`,
        'The document gives it no value. Add it to the connection if it is needed.',
      );
      return [];
    };
    return connectionOf(
      {
        name,
        url: joined(place, channel?.address ?? ''),
        ...{
          query: (channel?.query ?? []).flatMap(valued),
          headers: (channel?.headers ?? []).flatMap(valued),
        },
        ...{ pathParameters: [], auth: noAuth },
        messages: channel ? this.messagesOf(channel, path) : [],
      },
      path,
      this.collector,
    );
  }

  private plain(
    kind: EndpointKind,
    place: string,
    channels: readonly AsyncChannel[],
    into: FolderBuilder,
  ): ImportedConnection | null {
    const { name } = this.server;
    const path = into.itemOf(name);
    if (!this.collector.mayAddConnection(path)) return null;
    const parsed = endpointSchema.safeParse({
      kind,
      address: this.collector.text(place.replace(/\/$/, ''), path),
    });
    if (!parsed.success) {
      this.collector.left.add(path, sentenceOf(parsed.error.issues[0]?.message));
      return null;
    }
    for (const channel of channels)
      channelFields.tell(channel.written, `${path}/${channel.name}`, this.collector);
    const messages = channels
      .flatMap((channel) => this.messagesOf(channel, path))
      .flatMap((message) => this.collector.message(message, `${path}/${message.name}`) ?? []);
    return { name: plainName(name, 'Untitled'), endpoint: parsed.data, messages };
  }

  private messagesOf({ name, received, sent }: AsyncChannel, path: string): readonly ForeignMessage[] {
    for (const each of sent)
      this.collector.left.add(`${path}/${each}`, 'It is sent by the service, not to it.');
    return received.flatMap((message) => {
      if (!this.collector.hasRoomForMessages) {
        this.collector.left.add(path, 'An import has at most 10,000 messages, and 64 MiB of them.');
        return [];
      }
      const known = message.name || name;
      messageFields.tell(message.written, `${path}/${known}`, this.collector);
      if (message.examples.length === 0)
        this.collector.left.add(`${path}/${known}`, 'The document has no example of this message.');
      return message.examples.map((example, index) => this.messageOf(message, known, example, index, path));
    });
  }

  private messageOf(
    { contentType, examples }: AsyncMessage,
    known: string,
    { name, note, payload }: AsyncMessage['examples'][number],
    index: number,
    path: string,
  ): ForeignMessage {
    const numbered = examples.length > 1 ? `${known} ${index + 1}` : known;
    const title = name === '' ? numbered : `${known}: ${name}`;
    const isJson = typeof payload !== 'string' || /json/i.test(contentType);
    if (hasRounded(payload))
      this.collector.changed.add(
        `${path}/${title}`,
        'A number in it has more than 15 digits, and was rounded. Check it.',
      );
    const text = typeof payload === 'string' && !isJson ? payload : JSON.stringify(payload, null, 2);
    return { name: title, text, note, mode: isJson ? 'json' : 'text', isText: true };
  }
}

/** The path of a channel behind the address of its server, with one slash between them. */
function joined(place: string, path: string): string {
  if (path === '') return place;
  return `${place.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}

/** True for a value with a whole number that JavaScript does not hold exactly. */
function hasRounded(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasRounded);
}
