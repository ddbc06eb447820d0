import { z } from 'zod';
import { deletionSchema } from '../model/deletion.ts';
import { workspaceProblemSchema } from '../model/connection.ts';
import { environmentSchema, savedEnvironmentSchema } from '../model/environment.ts';
import { connectionIdSchema, environmentIdSchema } from '../model/ids.ts';
import { secretRefSchema } from '../model/secret.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';
import { withSecretsSchema } from './secrets.ts';

const { name, colour, variables } = environmentSchema.shape;
const content = z.strictObject({ name, colour, variables, withSecrets: withSecretsSchema });
const environment = environmentIdSchema;
const { revision } = savedEnvironmentSchema.shape;

/** The environment that applies to a call; null for the base alone. NOT_FOUND for one that is gone: nothing goes to the wrong place. */
export const chosenEnvironmentSchema = environmentIdSchema.nullable().default(null);

/** The saved connection, whose folders have variables, too; null for none. */
export const ownConnectionSchema = connectionIdSchema.nullable().default(null);

/** The environments of the workspace, and what their variables may use of this machine. */
export const environmentsContract = {
  /**
   * The environments, the base first and then in the order that a person gave them, or by name, and the files that could not be read; and the names of the variables that the process
   * was given. Values of secrets and of the process are not in it.
   */
  'environments.list': subscription(
    nothing,
    z.strictObject({
      environments: z.array(savedEnvironmentSchema).readonly(),
      problems: z.array(workspaceProblemSchema).readonly(),
      processVariables: z.array(z.string()).readonly(),
    }),
  ),
  /** HAS_SECRETS as for `withSecrets`. */
  'environments.create': call(content, savedEnvironmentSchema),
  /**
   * Replaces name, colour and variables. HAS_SECRETS; NOT_FOUND when its file is gone, WRONG_STATE when another revision stands in it; the base
   * gets a file when it has none.
   */
  'environments.update': call(content.extend({ environment, revision }), savedEnvironmentSchema),
  /** Puts it before another one, or behind all (null). NOT_FOUND when a file is gone. */
  'environments.move': call(
    z.strictObject({ environment, before: environmentIdSchema.nullable() }),
    savedEnvironmentSchema,
  ),
  /** WRONG_STATE when another revision stands in its file than this, if it is given: a person agreed to delete what they saw. */
  'environments.remove': call(z.strictObject({ environment, revision: revision.optional() }), deletionSchema),
  /** The value of a secret variable, for a person who wants to look. Only secrets of variables, of folders too, are told; NOT_FOUND for any other, and for one that a connection uses. */
  'environments.reveal': call(
    z.strictObject({ secret: secretRefSchema }),
    z.strictObject({ value: z.string() }),
  ),
  /** A person agrees that templates of this workspace use a variable of this machine's environment. */
  'environments.allow': call(z.strictObject({ name: z.string().min(1).max(200) }), nothing),
} as const;
