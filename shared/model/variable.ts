import { z } from 'zod';
import { isVariableName } from '../template/parseTemplate.ts';
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
export type Variable = z.infer<typeof variableSchema>;

/** The variables of an environment or a folder; each name stands once. */
export const variablesSchema = z
  .array(variableSchema)
  .max(mostVariables)
  .superRefine((variables, context) => {
    const names = new Set<string>();
    for (const [index, { name }] of variables.entries()) {
      if (names.has(name))
        context.addIssue({
          code: 'custom',
          message: `“${name}” is here twice. Rename or remove one of them.`,
          path: [index, 'name'],
        });
      names.add(name);
    }
  });
