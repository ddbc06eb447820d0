import { z } from 'zod';
import { environmentIdSchema, type EnvironmentId } from './ids.ts';
import { orderKeySchema } from './siblingOrder.ts';
import { variablesSchema } from './variable.ts';

export const environmentColours = [
  'none',
  'grey',
  'blue',
  'green',
  'yellow',
  'orange',
  'red',
  'purple',
] as const;
const environmentColourSchema = z.enum(environmentColours);

const environmentNameSchema = z.string().trim().min(1, 'An environment needs a name.').max(100);

/** The id of the environment that every other one stands on, and that applies by itself. Its file is `environments/base.json`. */
export const baseEnvironmentId: EnvironmentId = environmentIdSchema.parse('base');

/** The variables of one place that a service runs at, such as staging, and the content of their file (`version` is that of the format). */
export const environmentSchema = z.strictObject({
  version: z.literal(1),
  id: environmentIdSchema,
  name: environmentNameSchema,
  /** The place that a person gave it among the others; the base has none. */
  order: orderKeySchema.optional(),
  /** Shown wherever something is sent. */
  colour: environmentColourSchema.default('none'),
  variables: variablesSchema.default([]),
});
export type Environment = z.infer<typeof environmentSchema>;

/** An environment as it is listed: `revision` differs when anything that a person can change of it does. */
export const savedEnvironmentSchema = environmentSchema.extend({ revision: z.string().max(64) });
export type SavedEnvironment = z.infer<typeof savedEnvironmentSchema>;

/** What a person can change of an environment. */
export type EnvironmentContent = Pick<Environment, 'name' | 'colour' | 'variables'>;

/** The base as it is while it has no file. */
export const emptyBase: Environment = environmentSchema.parse({
  version: 1,
  id: baseEnvironmentId,
  name: 'Base',
});
