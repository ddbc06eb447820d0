import { z } from 'zod';
import { namedAuth, noAuth, type ForeignAuth } from './authentication.ts';
import { Collector, type ForeignMessage } from './collector.ts';
import { FolderBuilder } from './folderBuilder.ts';
import type { ImportContext, ImportedCollection } from './importedTree.ts';
import { collectionFields, environmentFields, folderFields, requestFields } from './postmanFields.ts';
import { collectionSchema, environmentSchema, itemSchema, valueText, type Item } from './postmanSchema.ts';
import { postmanDialect } from './postmanText.ts';
import { connectionOf } from './webSocketRequest.ts';

/** True for the content of a collection of Postman, version 2. */
export function isPostmanCollection(value: unknown): boolean {
  return collectionSchema.safeParse(value).success;
}

/** True for the content of an environment of Postman, or of its globals. */
export function isPostmanEnvironment(value: unknown): boolean {
  return environmentSchema.safeParse(value).success;
}

/** Reads an environment of Postman, or its globals, which become variables of the base. */
export function readPostmanEnvironment(value: unknown, context: ImportContext): ImportedCollection {
  const { name, values, _postman_variable_scope: scope } = environmentSchema.parse(value);
  const collector = new Collector(postmanDialect, context);
  collector.names.reserve(values.map((each) => each.name));
  environmentFields.tell(value, name || 'Postman', collector);
  if (scope === 'globals') collector.addBase(values);
  else collector.addEnvironment(name, values);
  return collector.finish('Postman', new FolderBuilder(name || 'Postman', collector).finish());
}

/**
 * Reads a collection of Postman, version 2.0 or 2.1 (https://schema.postman.com). Postman does not export its WebSocket requests in it; what is
 * taken over is every request with the address of a socket.
 */
export function readPostmanCollection(value: unknown, context: ImportContext): ImportedCollection {
  const { info, item, variable, auth } = collectionSchema.parse(value);
  const collector = new Collector(postmanDialect, context);
  collector.names.reserve(variable.map((each) => each.name));
  collector.addBase(variable);
  collectionFields.tell(value, info.name || 'Postman', collector);
  const root = new FolderBuilder(info.name || 'Postman', collector);
  const values = new Map(variable.map((each) => [each.name, each.value ?? '']));
  new ItemReader(collector, values).read(item, root, inherited(auth, noAuth));
  return collector.finish('Postman', root.finish());
}

class ItemReader {
  private readonly collector: Collector;
  private readonly values: ReadonlyMap<string, string>;

  constructor(collector: Collector, values: ReadonlyMap<string, string>) {
    this.collector = collector;
    this.values = values;
  }

  read(items: readonly unknown[], into: FolderBuilder, auth: ForeignAuth): void {
    for (const each of items) {
      const { success, data } = itemSchema.safeParse(each);
      if (!success) this.collector.left.add(into.itemOf('?'), 'It is not an item of a collection.');
      else if (data.item !== undefined) {
        const folder = into.folder(data.name);
        folderFields.tell(each, into.itemOf(data.name), this.collector);
        folder.addVariables(data.variable);
        this.read(data.item, folder, inherited(data.auth, auth));
      } else this.readRequest(each, data, into, auth);
    }
  }

  private readRequest(written: unknown, item: Item, into: FolderBuilder, auth: ForeignAuth): void {
    const { name, request } = item;
    const path = into.itemOf(name);
    if (request === undefined || !this.isSocket(request.url.raw)) {
      this.collector.left.add(path, this.whyOther(request?.url.raw ?? ''));
      return;
    }
    requestFields.tell(written, path, this.collector);
    const { url, header } = request;
    const foreign = {
      name,
      url: url.raw,
      query: url.query,
      pathParameters: url.variable,
      headers: header,
      messages: this.messagesOf(request, path),
    };
    into.add(connectionOf({ ...foreign, auth: inherited(request.auth, auth) }, path, this.collector));
  }

  private messagesOf({ body }: NonNullable<Item['request']>, path: string): readonly ForeignMessage[] {
    const { mode, raw, disabled, options } = body;
    if (mode !== '' && mode !== 'raw') {
      this.collector.left.add(path, `Its body (${mode}) is not imported: it is not text.`);
      return [];
    }
    if (raw === '') return [];
    if (disabled) {
      this.collector.left.add(path, 'Its body is not imported: it is disabled.');
      return [];
    }
    return [{ name: 'Body', text: raw, mode: options?.raw.language === 'json' ? 'json' : 'text' }];
  }

  private whyOther(url: string): string {
    const name = variableAtStart(url);
    return name === null || this.values.has(name)
      ? 'It is an HTTP request, not a socket.'
      : `Its address begins with {{${name}}}, which has no value in the file, so it was taken for an HTTP request.`;
  }

  /** Also where the address begins with a variable whose value does. */
  private isSocket(url: string): boolean {
    const name = variableAtStart(url);
    const beginning = name === null ? url : (this.values.get(name) ?? '');
    return /^\s*wss?:/i.test(beginning);
  }
}

/** The name of the variable that an address begins with; null where it begins with something else. */
function variableAtStart(url: string): string | null {
  return /^\s*\{\{([^{}]{1,200})\}\}/.exec(url)?.[1]?.trim() ?? null;
}

/** A list of `{key, value}` in version 2.1, an object in version 2.0. */
const fieldsSchema = z
  .union([
    z
      .array(z.object({ key: z.string(), value: valueText }))
      .transform((all) => new Map(all.map(({ key, value }) => [key, value]))),
    z.record(z.string(), valueText).transform((all) => new Map(Object.entries(all))),
  ])
  .catch(new Map<string, string>());

const authSchema = z.looseObject({ type: z.string() });

/** What a request or folder says of its authentication; `around` where it says nothing. */
function inherited(value: unknown, around: ForeignAuth): ForeignAuth {
  const { success, data } = authSchema.safeParse(value);
  if (!success) return around;
  const fields = fieldsSchema.parse(data[data.type]);
  const field = (name: string): string => fields.get(name) ?? '';
  return namedAuth(data.type === 'noauth' ? 'none' : data.type, field, field('in') === 'query');
}
