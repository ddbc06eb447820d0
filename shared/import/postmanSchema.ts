import { z } from 'zod';
import type { ForeignVariable } from './collector.ts';
import type { ForeignPair } from './webSocketRequest.ts';

const text = z.string().catch('');
/** Postman allows numbers and booleans as values. */
export const valueText = z.union([z.string(), z.number(), z.boolean()]).catch('').transform(String);

const variables = z
  .array(
    z.object({
      key: text,
      value: valueText,
      type: text,
      disabled: z.boolean().catch(false),
      enabled: z.boolean().catch(true),
    }),
  )
  .catch([])
  .transform((all): ForeignVariable[] =>
    all.map(({ key, value, type, disabled, enabled }) => {
      const isSecret = type === 'secret';
      return {
        name: key,
        value: isSecret && value === '' ? null : value,
        isSecret,
        on: enabled && !disabled,
      };
    }),
  );

/** A list of headers, parameters or variables. */
export const writtenPairs = z
  .array(z.object({ key: text, value: valueText, disabled: z.boolean().catch(false) }))
  .transform((all): ForeignPair[] =>
    all.map(({ key, value, disabled }) => ({ name: key, value, on: !disabled })),
  );
const pairList = writtenPairs.catch([]);

/** Headers may be a text, as they are on the wire. */
const headers = z.union([z.string().transform(headersIn), pairList]).catch([]);

function headersIn(written: string): ForeignPair[] {
  return written.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0
      ? []
      : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim(), on: true }];
  });
}

/** Parts of an address that are a text or a list of such. */
const parts = (between: string): z.ZodType<string> =>
  z
    .union([
      z.string(),
      z
        .array(z.union([z.string(), z.object({ value: text }).transform(({ value }) => value)]))
        .transform((all) => all.join(between)),
    ])
    .catch('');

const urlSchema = z
  .union([
    z.string().transform((raw) => ({ raw, variable: [], query: [] })),
    z
      .object({
        ...{ raw: text, variable: pairList, query: pairList },
        ...{ protocol: text, host: parts('.'), port: text, path: parts('/') },
      })
      .transform(({ raw, variable, query, ...own }) =>
        raw === ''
          ? { raw: joinedAddress(own), variable, query }
          : // Those that are on are in the address already.
            { raw, variable, query: query.filter(({ on }) => !on) },
      ),
  ])
  .catch({ raw: '', variable: [], query: [] });

function joinedAddress(own: { protocol: string; host: string; port: string; path: string }): string {
  const protocol = own.protocol === '' ? '' : `${own.protocol.replace(/:?\/*$/, '')}://`;
  const port = own.port === '' ? '' : `:${own.port}`;
  return `${protocol}${own.host}${port}${own.path === '' ? '' : `/${own.path.replace(/^\//, '')}`}`;
}

const requestSchema = z.object({
  url: urlSchema,
  header: headers,
  auth: z.unknown().optional(),
  body: z
    .object({
      ...{ mode: text, raw: text, disabled: z.boolean().catch(false) },
      options: z
        .object({ raw: z.object({ language: text }) })
        .optional()
        .catch(undefined),
    })
    .catch({ mode: '', raw: '', disabled: false, options: undefined }),
});

export const itemSchema = z.object({
  name: text,
  item: z.array(z.unknown()).optional().catch(undefined),
  request: z
    .union([z.string().transform((url) => requestSchema.parse({ url })), requestSchema])
    .optional()
    .catch(undefined),
  auth: z.unknown().optional(),
  variable: variables,
});
export type Item = z.infer<typeof itemSchema>;

export const collectionSchema = z.object({
  info: z.object({ name: text, schema: z.string().includes('schema.getpostman.com') }),
  item: z.array(z.unknown()).catch([]),
  variable: variables,
  auth: z.unknown().optional(),
});

export const environmentSchema = z.object({
  name: text,
  values: z.array(z.unknown()).pipe(variables),
  _postman_variable_scope: z.enum(['environment', 'globals']).optional(),
});
