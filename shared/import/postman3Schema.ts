import { z } from 'zod';
import { isTakenTimeout } from './brunoFields.ts';
import { FieldTable } from './fieldTable.ts';
import { losses } from './losses.ts';
import { valueText, writtenPairs } from './postmanSchema.ts';
import type { ForeignPair } from './webSocketRequest.ts';

const text = z.string().catch('');

/** Headers and the like: a list as in version 2, or an object of texts. */
const pairs = z
  .union([
    writtenPairs,
    z
      .record(z.string(), valueText)
      .transform((all): ForeignPair[] =>
        Object.entries(all).map(([name, value]) => ({ name, value, on: true })),
      ),
  ])
  .catch([]);

const auth = z.looseObject({ type: z.string(), credentials: pairs }).optional().catch(undefined);
const order = z.number().catch(Infinity);

/** `.resources/definition.yaml`: what holds for a folder, the outermost of which is the collection. */
export const definitionSchema = z.object({
  $kind: z.literal('collection'),
  ...{ name: text, order, auth },
  variables: pairs,
});

/** `*.request.yaml`. */
export const requestSchema = z.object({
  $kind: z.string(),
  ...{ name: text, order, auth, url: text, messages: text },
  ...{ headers: pairs, queryParams: pairs, pathVariables: pairs },
  body: z.object({ type: text, content: z.unknown() }).catch({ type: '', content: '' }),
  settings: z.object({ handshakeTimeout: z.number().catch(0) }).catch({ handshakeTimeout: 0 }),
});

/** `*.message.yaml`. */
export const messageSchema = z.object({
  $kind: z.string(),
  ...{ name: text, order, content: valueText, contentType: text },
});

const { description } = losses;
const pair = new FieldTable({ taken: 'key value disabled', immaterial: 'id type', lost: { description } });

export const definitionFields = new FieldTable({
  taken: '$kind name order auth',
  immaterial: 'id',
  lost: { description, scripts: losses.scripts },
  inside: { variables: pair },
});

const retries = 'Its retries are not imported. Set reconnecting in the options of the connection.';

export const requestFields = new FieldTable({
  taken: '$kind name order auth url body messages',
  immaterial: 'id',
  lost: {
    ...{ description, scripts: losses.scripts, examples: losses.responses },
    method: { text: losses.method, except: ['GET'] },
  },
  inside: {
    ...{ headers: pair, queryParams: pair, pathVariables: pair },
    settings: new FieldTable({
      immaterial: 'protocolVersion disabledSystemHeaders',
      lost: {
        handshakeTimeout: { text: losses.timeout, except: (value) => isTakenTimeout(value) || value === 0 },
        retryCount: { text: retries, except: [0] },
        retryDelay: { text: retries, except: [0] },
        maxPayload: 'Its limit for messages is not imported. Set it in the options of the connection.',
        strictSSL: { text: losses.tls, except: [true] },
        ...{ followRedirects: { text: losses.redirects, except: [false] }, maxRedirects: losses.redirects },
      },
    }),
  },
});

export const messageFields = new FieldTable({
  taken: '$kind name order content contentType',
  immaterial: 'id',
  lost: { description },
});

/** An object whose names are those of the file, such as headers, is told as a list. */
export function asWritten(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isNamed = (name: string): boolean =>
    ['headers', 'queryParams', 'pathVariables', 'variables'].includes(name);
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      isNamed(name) && !Array.isArray(field) ? null : field,
    ]),
  );
}
