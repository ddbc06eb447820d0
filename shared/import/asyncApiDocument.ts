import { z } from 'zod';
import { formatCount } from '../base/quantity.ts';
import { documentFields, operationFields } from './asyncApiFields.ts';
import {
  channelSchema,
  documentSchema,
  messageSchema,
  operationSchema,
  serverSchema,
  variableSchema,
} from './asyncApiSchema.ts';
import type { Collector } from './collector.ts';
import { LocalReferences, referenceIn } from './localReferences.ts';

/** A server of a document, whichever of the two versions that is of. */
export interface AsyncServer {
  readonly name: string;
  readonly protocol: string;
  /** Without its scheme; `{name}` stands for a variable. */
  readonly address: string;
  readonly variables: readonly AsyncVariable[];
  readonly hasSecurity: boolean;
  /** As it stands in the document. */
  readonly written: unknown;
}

/** What `{name}` stands for in an address; null where the document does not say. */
export interface AsyncVariable {
  readonly name: string;
  readonly value: string | null;
}

/** Where messages are exchanged: over a WebSocket a path of the server. */
export interface AsyncChannel {
  readonly name: string;
  readonly address: string;
  /** The names of the servers that have it; null for all. */
  readonly servers: readonly string[] | null;
  readonly variables: readonly AsyncVariable[];
  readonly query: readonly AsyncVariable[];
  readonly headers: readonly AsyncVariable[];
  /** What the service receives. */
  readonly received: readonly AsyncMessage[];
  /** The names of what it sends. */
  readonly sent: readonly string[];
  readonly written: unknown;
}

export interface AsyncMessage {
  readonly written: unknown;
  readonly name: string;
  readonly contentType: string;
  readonly examples: readonly { readonly name: string; readonly note: string; readonly payload: unknown }[];
}

interface ReadMessage extends Pick<AsyncMessage, 'contentType' | 'examples' | 'written'> {
  readonly title: string;
  readonly oneOf: readonly unknown[] | undefined;
}

/** Twice as many as a workspace may have: each channel may refer to the same ones. */
const mostReadMessages = 20_000;

/** True for the content of a document of AsyncAPI 2 or 3. */
export function isAsyncApi(value: unknown): boolean {
  return documentSchema.safeParse(value).success;
}

/** A document (https://www.asyncapi.com/docs/reference/specification) with its references followed. */
export class AsyncApiDocument {
  readonly title: string;
  private readonly document: z.infer<typeof documentSchema>;
  private readonly references: LocalReferences;
  private readonly collector: Collector;
  /** The operations of each channel. */
  private operations: ReadonlyMap<string, readonly z.infer<typeof operationSchema>[]> | null = null;
  /** What many channels refer to is read once. */
  private readonly known = new Map<unknown, ReadMessage | null>();
  private messageCount = 0;

  constructor(value: unknown, collector: Collector) {
    this.document = documentSchema.parse(value);
    this.title = this.document.info.title;
    this.collector = collector;
    this.references = new LocalReferences(value, collector);
    documentFields.tell(value, this.title || 'AsyncAPI', collector);
  }

  servers(): readonly AsyncServer[] {
    return this.all(this.document.servers, serverSchema).map(([name, server, written]) => ({
      name,
      written,
      protocol: server.protocol.toLowerCase(),
      address: server.host === '' ? server.url : server.host + server.pathname,
      variables: this.variables(server.variables),
      hasSecurity: server.security.length > 0,
    }));
  }

  channels(): readonly AsyncChannel[] {
    return this.all(this.document.channels, channelSchema).map(([name, channel, written]) =>
      this.channel(name, channel, written),
    );
  }

  private channel(name: string, channel: z.infer<typeof channelSchema>, written: unknown): AsyncChannel {
    const { servers, parameters, bindings, address } = channel;
    return {
      name,
      written,
      address: address ?? (this.isVersion2 ? name : ''),
      servers: servers === undefined || servers.length === 0 ? null : servers.map(nameOf),
      variables: this.variables(parameters),
      query: this.variables(bindings.ws.query?.properties ?? {}),
      headers: this.variables(bindings.ws.headers?.properties ?? {}),
      ...(this.isVersion2 ? this.exchanged2(channel, name) : this.exchanged3(channel, name)),
    };
  }

  private get isVersion2(): boolean {
    return this.document.asyncapi.startsWith('2');
  }

  /** Version 2 says what others do: they publish what the service receives. */
  private exchanged2(
    { publish, subscribe }: z.infer<typeof channelSchema>,
    name: string,
  ): Pick<AsyncChannel, 'received' | 'sent'> {
    return {
      received: publish ? this.messages(publish.message, name) : [],
      sent: subscribe ? this.messages(subscribe.message, name).map((message) => message.name) : [],
    };
  }

  /** Version 3 says what the service itself does. A message of no operation goes either way. */
  private exchanged3(
    { messages }: z.infer<typeof channelSchema>,
    name: string,
  ): Pick<AsyncChannel, 'received' | 'sent'> {
    const all = Object.entries(messages).flatMap(([key, value]) =>
      this.messages(value, key).map((message) => ({
        key,
        message: { ...message, name: message.name || key },
      })),
    );
    this.operations ??= Map.groupBy(
      this.all(this.document.operations, operationSchema).map(([key, operation, written]) => {
        operationFields.tell(written, key, this.collector);
        return operation;
      }),
      ({ channel }) => nameOf(channel),
    );
    const operations = this.operations.get(name) ?? [];
    const named = (action: string): ReadonlySet<string> =>
      new Set(
        operations
          .filter((operation) => operation.action === action)
          .flatMap((operation) => operation.messages?.map(nameOf) ?? Object.keys(messages)),
      );
    const [received, sent] = [named('receive'), named('send')];
    const isSentOnly = (key: string): boolean => sent.has(key) && !received.has(key);
    return {
      received: all.filter(({ key }) => !isSentOnly(key)).map(({ message }) => message),
      sent: Object.keys(messages).filter(isSentOnly),
    };
  }

  /** One message, or those of which each may come. */
  private messages(value: unknown, item: string): readonly AsyncMessage[] {
    const oneOf = this.read(value, item)?.oneOf;
    return oneOf ? oneOf.flatMap((each) => this.oneMessage(each, item)) : this.oneMessage(value, item);
  }

  private oneMessage(value: unknown, item: string): readonly AsyncMessage[] {
    const found = this.read(value, item);
    if (!found) return [];
    this.messageCount += 1;
    if (this.messageCount > mostReadMessages) {
      this.collector.left.add(
        item,
        `It is beyond the ${formatCount(mostReadMessages)} messages that are read.`,
      );
      return [];
    }
    const { title, contentType, examples, written } = found;
    const name = title || (referenceIn(value) === null ? '' : nameOf(value));
    return [{ name, contentType, examples, written }];
  }

  private read(value: unknown, item: string): ReadMessage | null {
    const target = this.references.follow(value, item);
    const known = this.known.get(target);
    if (known !== undefined) return known;
    const { success, data } = messageSchema.safeParse(target);
    const made = success ? { ...this.messageFrom(data, item), written: target } : null;
    this.known.set(target, made);
    return made;
  }

  private messageFrom(message: z.infer<typeof messageSchema>, item: string): Omit<ReadMessage, 'written'> {
    const own = message.examples.flatMap(({ name, summary, payload }) =>
      payload === undefined ? [] : [{ name: name || summary, note: name === '' ? '' : summary, payload }],
    );
    return {
      title: message.title || message.name,
      oneOf: message.oneOf,
      contentType: message.contentType || this.document.defaultContentType,
      examples: own.length > 0 ? own : this.examplesOfSchema(message.payload, item),
    };
  }

  private examplesOfSchema(value: unknown, item: string): AsyncMessage['examples'] {
    const schema = z
      .object({ examples: z.array(z.unknown()).catch([]) })
      .safeParse(this.references.follow(value, item)).data;
    return (schema?.examples ?? []).map((payload) => ({ name: '', note: '', payload }));
  }

  private variables(values: Readonly<Record<string, unknown>>): readonly AsyncVariable[] {
    return this.all(values, variableSchema).map(([name, own]) => {
      const schema = variableSchema.safeParse(this.references.follow(own.schema, name)).data;
      const known = [own, schema].flatMap((each) => (each ? valuesIn(each) : []));
      return { name, value: known.find((each) => each !== undefined) ?? null };
    });
  }

  private all<Value>(
    values: Readonly<Record<string, unknown>>,
    schema: z.ZodType<Value>,
  ): readonly (readonly [name: string, value: Value, written: unknown])[] {
    return Object.entries(values).flatMap(([name, value]) => {
      const written = this.references.follow(value, name);
      const parsed = schema.safeParse(written);
      return parsed.success ? [[name, parsed.data, written] as const] : [];
    });
  }
}

/** The values that a variable may have, the most likely one first. */
function valuesIn(variable: z.infer<typeof variableSchema>): readonly (string | undefined)[] {
  return [variable.default, variable.const, ...variable.examples, ...variable.enum];
}

/** The last part of a reference; a text itself. */
function nameOf(value: unknown): string {
  const reference = typeof value === 'string' ? value : (referenceIn(value) ?? '');
  return reference
    .slice(reference.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}
