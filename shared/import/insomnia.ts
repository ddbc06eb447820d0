import { z } from 'zod';
import { namedAuth, noAuth, type ForeignAuth } from './authentication.ts';
import { Collector, type ForeignMessage } from './collector.ts';
import { colourNear } from './colourNear.ts';
import { FolderBuilder } from './folderBuilder.ts';
import type { ImportContext, ImportedCollection } from './importedTree.ts';
import {
  authenticationFields,
  environmentFields,
  fileFields,
  folderFields,
  requestFields,
} from './insomniaFields.ts';
import { insomniaDialect } from './insomniaText.ts';
import { insomniaVariables } from './insomniaVariables.ts';
import { connectionOf, type ForeignPair } from './webSocketRequest.ts';

const text = z.string().catch('');
const pairs = z
  .array(z.object({ name: text, value: text, disabled: z.boolean().catch(false) }))
  .catch([])
  .transform((all): ForeignPair[] =>
    all.map(({ name, value, disabled }) => ({ name, value, on: !disabled })),
  );

const environmentSchema = z.object({
  name: text,
  data: z.unknown().optional(),
  kvPairData: z.unknown().optional(),
  color: z.string().nullable().catch(null),
  subEnvironments: z.array(z.unknown()).catch([]),
});

/** An item of a collection of version 5; one of version 4 is brought into the same form. */
const itemSchema = z.object({
  name: text,
  meta: z.object({ id: text, sortKey: z.number().catch(0) }).catch({ id: '', sortKey: 0 }),
  url: z.string().optional().catch(undefined),
  method: z.string().optional().catch(undefined),
  children: z.array(z.unknown()).optional().catch(undefined),
  headers: pairs,
  parameters: pairs,
  pathParameters: pairs,
  authentication: z.unknown().optional(),
  environment: z.unknown().optional(),
  kvPairData: z.unknown().optional(),
  payloads: z.array(z.object({ name: text, value: text, mode: text })).catch([]),
});
type Item = z.infer<typeof itemSchema>;

/** An item, and how it is written in the file. */
interface ReadItem {
  readonly item: Item;
  readonly written: unknown;
}

const fileSchema = z.object({
  name: text,
  collection: z.array(z.unknown()).catch([]),
  environments: z.unknown().optional(),
});

/** What a folder hands on to what is in it. */
interface Surroundings {
  readonly auth: ForeignAuth;
  readonly headers: readonly ForeignPair[];
}

/** True for the content of a file of Insomnia's version 5. */
export function isInsomnia5(value: unknown): boolean {
  return z.object({ type: z.string().regex(/^[a-zA-Z]+\.insomnia(?:\.rest)?\/5\.\d+$/) }).safeParse(value)
    .success;
}

/** Reads a file of Insomnia's version 5: https://github.com/Kong/insomnia, packages/insomnia/src/common/import-v5-parser.ts. */
export function readInsomnia5(value: unknown, context: ImportContext): ImportedCollection {
  return readInsomnia(value, context, (collector, hasSockets) => {
    if (hasSockets)
      collector.left.add(
        'Messages of WebSocket requests',
        'Insomnia does not write them into a file of version 5. Export version 4 (JSON) to have them, too.',
      );
  });
}

/** Reads a collection in the form of version 5; `told` has the last word, and is told whether there was a WebSocket request. */
export function readInsomnia(
  value: unknown,
  context: ImportContext,
  told: (collector: Collector, hasSockets: boolean) => void,
): ImportedCollection {
  const file = fileSchema.parse(value);
  const collector = new Collector(insomniaDialect, context);
  const root = new FolderBuilder(file.name || 'Insomnia', collector);
  const items = parsed(file.collection);
  fileFields.tell(value, file.name || 'Insomnia', collector);
  readVariables(file.environments, collector);
  const reader = new ItemReader(collector);
  reader.read(items, root, { auth: noAuth, headers: [] });
  told(collector, reader.hasSockets);
  return collector.finish('Insomnia', root.finish());
}

function parsed(items: readonly unknown[]): readonly ReadItem[] {
  return items
    .flatMap((written): readonly ReadItem[] => {
      const item = itemSchema.safeParse(written).data;
      return item === undefined ? [] : [{ item, written }];
    })
    .toSorted((left, right) => left.item.meta.sortKey - right.item.meta.sortKey);
}

function readVariables(environments: unknown, collector: Collector): void {
  const { success, data } = environmentSchema.safeParse(environments);
  const base = success ? insomniaVariables(data.data, data.kvPairData, data.name, collector) : [];
  environmentFields.tell(environments, success && data.name !== '' ? data.name : 'Environments', collector);
  const others = (success ? data.subEnvironments : []).flatMap(
    (each) => environmentSchema.safeParse(each).data ?? [],
  );
  const read = others.map(({ name, color, data: values, kvPairData }) => ({
    name,
    color,
    variables: insomniaVariables(values, kvPairData, name, collector),
  }));
  collector.names.reserve([...base, ...read.flatMap(({ variables }) => variables)].map(({ name }) => name));
  collector.addBase(base);
  for (const { name, color, variables } of read) collector.addEnvironment(name, variables, colourNear(color));
}

class ItemReader {
  hasSockets = false;
  private readonly collector: Collector;

  constructor(collector: Collector) {
    this.collector = collector;
  }

  read(items: readonly ReadItem[], into: FolderBuilder, around: Surroundings): void {
    for (const { item, written } of items) {
      const place = into.itemOf(item.name);
      if (item.children === undefined) this.readRequest(item, written, into, around);
      else {
        folderFields.tell(written, place, this.collector);
        const own = authOf(item.authentication, place, this.collector);
        const auth = own.type === 'inherit' ? around.auth : own;
        const headers = [...around.headers, ...item.headers];
        const folder = into.folder(item.name);
        folder.addVariables(insomniaVariables(item.environment, item.kvPairData, place, this.collector));
        this.read(parsed(item.children), folder, { auth, headers });
      }
    }
  }

  private readRequest(item: Item, written: unknown, into: FolderBuilder, around: Surroundings): void {
    const path = into.itemOf(item.name);
    const other = otherKind(item);
    if (other !== null) {
      this.collector.left.add(path, other);
      return;
    }
    this.hasSockets = true;
    requestFields.tell(written, path, this.collector);
    const own = authOf(item.authentication, path, this.collector);
    into.add(
      connectionOf(
        {
          name: item.name,
          url: item.url ?? '',
          query: item.parameters,
          pathParameters: item.pathParameters,
          headers: [...around.headers, ...item.headers],
          auth: own.type === 'inherit' ? around.auth : own,
          messages: item.payloads.map((payload, index) => messageOf(payload, index)),
        },
        path,
        this.collector,
      ),
    );
  }
}

/** Why an item is no WebSocket request; null for one that is. */
function otherKind({ meta, url, method }: Item): string | null {
  if (meta.id.startsWith('ws-req')) return null;
  if (meta.id.startsWith('socketio-req'))
    return 'It is a Socket.IO request, and Wirebench does not speak Socket.IO.';
  if (meta.id.startsWith('greq')) return 'It is a gRPC request, and Wirebench does not speak gRPC.';
  if (method === undefined && /^\s*wss?:/i.test(url ?? '')) return null;
  return 'It is an HTTP request, not a WebSocket.';
}

function messageOf({ name, value, mode }: Item['payloads'][number], index: number): ForeignMessage {
  return { name: name || `Message ${index + 1}`, text: value, mode: /json/i.test(mode) ? 'json' : 'text' };
}

const authSchema = z.looseObject({ type: text, disabled: z.boolean().catch(false) });

/** An empty object is that of the folder around it. */
function authOf(value: unknown, item: string, collector: Collector): ForeignAuth {
  const { success, data } = authSchema.safeParse(value);
  if (!success || data.type === '') return { type: 'inherit' };
  if (data.disabled) {
    collector.left.add(item, 'Its authentication is not imported: it is disabled.');
    return noAuth;
  }
  const field = (name: string): string => text.parse(data[name]);
  const auth = namedAuth(data.type, field, field('addTo') === 'queryParams');
  if (auth.type !== 'other') authenticationFields.tell(value, item, collector);
  return auth;
}
