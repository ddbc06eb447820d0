import { z } from 'zod';
import { folderName, joinFolders, parentFolder } from '../model/connectionFolder.ts';
import {
  brunoAuth,
  brunoMessage,
  emptyFile,
  optionsOf,
  whyOther,
  type BrunoFile,
  type PlacedFile,
} from './brunoFile.ts';
import { environmentFields, openCollectionFields } from './brunoFields.ts';
import { colourNear } from './colourNear.ts';
import type { ForeignVariable } from './collector.ts';
import { parseDocument } from './documentText.ts';
import type { ForeignPair } from './webSocketRequest.ts';

const text = z.string().catch('');
const scalarText = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const valueText = scalarText.catch('');
/** A value may have a type beside it. */
const typedText = z
  .union([scalarText, z.object({ data: valueText }).transform(({ data }) => data)])
  .catch('');
/** Or it is one of several, of which one is selected. */
const variableValue = z.union([
  z
    .array(z.object({ selected: z.boolean().catch(false), value: typedText }))
    .transform((all) => (all.find(({ selected }) => selected) ?? all[0])?.value ?? ''),
  typedText,
]);

const pairs = z
  .array(z.object({ name: text, value: valueText, disabled: z.boolean().catch(false), type: text }))
  .catch([])
  .transform((all) =>
    all.map(({ name, value, disabled, type }): ForeignPair & { readonly type: string } => ({
      name,
      value,
      on: !disabled,
      type,
    })),
  );

const variables = z
  .array(
    z.object({
      name: text,
      value: variableValue,
      secret: z.boolean().catch(false),
      disabled: z.boolean().catch(false),
    }),
  )
  .catch([])
  .transform((all): ForeignVariable[] =>
    all.map(({ name, value, secret, disabled }) => ({
      ...{ name, value: secret && value === '' ? null : value, isSecret: secret, on: !disabled },
    })),
  );

/** `inherit`, or an object with a type and its fields. */
const auth = z
  .union([
    z.string().transform((type) => brunoAuth(type, () => '')),
    z
      .looseObject({ type: z.string() })
      .transform((fields) => brunoAuth(fields.type, (name) => valueText.parse(fields[name]))),
  ])
  .catch({ type: 'inherit' });

const message = z.object({ type: text, data: text });
const messages = z
  .union([
    message.transform((one) => [{ title: '', message: one }]),
    z.array(z.object({ title: text, message })),
  ])
  .catch([]);

const shared = { headers: pairs, auth, variables };

const fileSchema = z.object({
  opencollection: z.unknown().optional(),
  info: z.object({ name: text, type: text, seq: z.number().catch(0) }).catch({ name: '', type: '', seq: 0 }),
  websocket: z
    .object({ url: text, headers: pairs, auth, message: messages, params: pairs })
    .optional()
    .catch(undefined),
  /** Of a folder and a collection: what holds for all requests in it. */
  request: z.object(shared).optional().catch(undefined),
  /** Of a request. */
  runtime: z.object({ variables }).optional().catch(undefined),
  settings: z.object({ timeout: z.number().catch(0) }).catch({ timeout: 0 }),
  items: z.array(z.unknown()).catch([]),
  config: z.object({ environments: z.array(z.unknown()).catch([]) }).catch({ environments: [] }),
});
type Content = z.infer<typeof fileSchema>;

const environmentSchema = z.object({
  name: z.string(),
  color: z.string().nullable().catch(null),
  variables: z.array(z.unknown()).pipe(variables),
});

/**
 * Reads a file of Bruno’s YAML (https://www.opencollection.com): a request, `folder.yml`, an environment, or `opencollection.yml`, which may
 * have the whole collection in it. Empty for any other text.
 */
export function readOpenCollectionFile(path: string, written: string): readonly PlacedFile[] {
  const parsed = parseDocument(written);
  return parsed.ok ? filesIn(path, parsed.value) : [];
}

function filesIn(path: string, value: unknown): readonly PlacedFile[] {
  const environment = environmentSchema.safeParse(value).data;
  if (environment && /(?:^|\/)environments\/[^/]+$/.test(path))
    return [{ path, file: { ...environmentOf(environment), written: { value, fields: environmentFields } } }];
  const content = fileSchema.safeParse(value).data;
  if (!content) return [];
  const { info, request, opencollection } = content;
  const base = {
    ...{ name: info.name || folderName(path).replace(/\.ya?ml$/i, ''), order: info.seq },
    written: { value, fields: openCollectionFields },
  };
  const isCollection = opencollection !== undefined;
  if (isCollection || info.type === 'folder') {
    const kind = isCollection ? 'collection' : 'folder';
    const file = { ...emptyFile(kind, base.name), ...base, ...partsOf(request) };
    return [{ path, file }, ...filesBelow(parentFolder(path), content)];
  }
  if (info.type === '') return [];
  return [{ path, file: requestOf(content, base) }];
}

/** What a file brings along that others have in files of their own. */
function filesBelow(folder: string, { items, config }: Content): readonly PlacedFile[] {
  const environments = config.environments.flatMap((each, index) =>
    filesIn(joinFolders(folder, `environments/${index}`), each),
  );
  const inside = items.flatMap((item, index) => {
    const isFolder = fileSchema.safeParse(item).data?.info.type === 'folder';
    return filesIn(joinFolders(folder, isFolder ? `${index}/folder` : `${index}`), item);
  });
  return [...environments, ...inside];
}

function environmentOf({ name, color, variables: own }: z.infer<typeof environmentSchema>): BrunoFile {
  return { ...emptyFile('environment', name), variables: own, colour: colourNear(color) };
}

function partsOf(request: Content['request']): Partial<BrunoFile> {
  if (!request) return {};
  const { headers, auth: own, variables: ofAll } = request;
  return { headers, auth: own, variables: ofAll };
}

function requestOf(
  { info, websocket, runtime, settings }: Content,
  base: Pick<BrunoFile, 'name' | 'order' | 'written'>,
): BrunoFile {
  if (!websocket) return { ...emptyFile('other', base.name), ...base, why: whyOther(info.type) };
  const { url, headers, auth: own, message: written, params } = websocket;
  return {
    ...emptyFile('request', base.name),
    ...base,
    ...{ url, headers, auth: own, variables: runtime?.variables ?? [] },
    pathParameters: params.filter(({ type }) => type === 'path'),
    query: params.filter(({ type, on }) => type !== 'path' && !on),
    messages: written.map(({ title, message: { type, data } }, index) =>
      brunoMessage(title, type, data, index),
    ),
    options: optionsOf(settings.timeout),
  };
}
