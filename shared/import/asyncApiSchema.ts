import { z } from 'zod';

const text = z.string().catch('');
const record = z.record(z.string(), z.unknown()).catch({});
const texts = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).catch([]);
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String).optional().catch(undefined);

/** A server’s variable, a channel’s parameter, or the schema of one. */
export const variableSchema = z.object({
  default: scalar,
  const: scalar,
  enum: texts,
  examples: texts,
  schema: z.unknown().optional(),
});

export const serverSchema = z.object({
  ...{ url: text, host: text, pathname: text, protocol: text },
  variables: record,
  security: z.array(z.unknown()).catch([]),
});

const schemaSchema = z.object({ properties: record });
const wsBinding = z
  .object({ ws: z.object({ query: schemaSchema.optional(), headers: schemaSchema.optional() }) })
  .catch({ ws: {} });

export const channelSchema = z.object({
  address: z.string().optional().catch(undefined),
  servers: z.array(z.unknown()).optional().catch(undefined),
  parameters: record,
  bindings: wsBinding,
  messages: record,
  publish: z.object({ message: z.unknown() }).optional().catch(undefined),
  subscribe: z.object({ message: z.unknown() }).optional().catch(undefined),
});

export const messageSchema = z.object({
  ...{ name: text, title: text, contentType: text },
  examples: z.array(z.object({ name: text, summary: text, payload: z.unknown().optional() })).catch([]),
  payload: z.unknown().optional(),
  oneOf: z.array(z.unknown()).optional().catch(undefined),
});

export const documentSchema = z.object({
  asyncapi: z.string().regex(/^[23]\./),
  info: z.object({ title: text }).catch({ title: '' }),
  defaultContentType: text,
  servers: record,
  channels: record,
  operations: record,
});

export const operationSchema = z.object({
  action: text,
  channel: z.unknown().optional(),
  messages: z.array(z.unknown()).optional().catch(undefined),
});
