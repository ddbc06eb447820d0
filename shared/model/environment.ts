import { z } from 'zod';
import { isVariableName } from '../template/parseTemplate.ts';
import { environmentIdSchema, type EnvironmentId } from './ids.ts';
import { optionalSecretSchema } from './secret.ts';

/** 64 KiB: a variable holds a name, a token or a short text; larger texts are files (`{{$file:…}}`). */
const longestVariableValue = 65_536;

/** 500 variables in a table are more than anybody looks through. */
const mostVariables = 500;

const variableNameSchema = z
  .string()
  .max(100)
  .refine(isVariableName, 'A name begins with a letter or _, and has letters, digits, _ . and - only.');

/**
 * A variable: what `{{name}}` stands for. The value of a secret one is in `secret`, and `value` is empty then. One that is not `on` does
 * not exist for those who refer to it.
 */
const variableSchema = z.strictObject({
  name: variableNameSchema,
  value: z.string().max(longestVariableValue).default(''),
  secret: optionalSecretSchema,
  on: z.boolean().default(true),
});

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
export const environmentSchema = z
  .strictObject({
    version: z.literal(1),
    id: environmentIdSchema,
    name: environmentNameSchema,
    /** Shown wherever something is sent. */
    colour: environmentColourSchema.default('none'),
    variables: z.array(variableSchema).max(mostVariables).default([]),
  })
  .superRefine(({ variables }, context) => {
    const names = new Set<string>();
    for (const [index, { name }] of variables.entries()) {
      if (names.has(name))
        context.addIssue({
          code: 'custom',
          message: `“${name}” is here twice. Rename or remove one of them.`,
          path: ['variables', index, 'name'],
        });
      names.add(name);
    }
  });
export type Environment = z.infer<typeof environmentSchema>;

/** What a person can change of an environment. */
export type EnvironmentContent = Pick<Environment, 'name' | 'colour' | 'variables'>;

/** The base as it is while it has no file. */
export const emptyBase: Environment = environmentSchema.parse({
  version: 1,
  id: baseEnvironmentId,
  name: 'Base',
});
