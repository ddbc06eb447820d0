import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import type { ConnectionFolder, WorkspaceProblem } from '../../../shared/model/connection.ts';
import type { ConnectionId, EnvironmentId } from '../../../shared/model/ids.ts';
import { secretsIn, type SecretRef } from '../../../shared/model/secret.ts';
import { variableScope } from '../../../shared/model/variableScope.ts';
import { isVariableName } from '../../../shared/template/parseTemplate.ts';
import type { Scope, ScopeVariable } from '../../../shared/template/scope.ts';
import { notRead } from './fileRefusals.ts';

/** Which variables apply: the environment that is active, and those of a command line. */
export interface VariableChoice {
  /** Null: only the base. */
  readonly environment: EnvironmentId | null;
  /** The saved connection that is opened or sent to, whose folders have variables, too; null for none. */
  readonly connection?: ConnectionId | null;
  readonly given?: ReadonlyMap<string, string>;
}

interface ScopeSources {
  /** The base first. */
  readonly environments: readonly Environment[];
  /** The first of them that could not be read; null when all were. */
  readonly unread: WorkspaceProblem | null;
  /** Those of the connection, the innermost first. */
  readonly folders: readonly ConnectionFolder[];
  readonly process: Readonly<Record<string, string | undefined>>;
  /** The ids of the secrets that connections use: a variable that names one has no value, so that no file of environments gives it away. */
  readonly connectionSecrets: ReadonlySet<string>;
  /** Null when this machine does not have the secret. Rejects with a sentence when it cannot be read. */
  readonly secret: (ref: SecretRef) => Promise<string | null>;
}

const processPrefix = 'WIREBENCH_VAR_';

/**
 * The scope with the values of secrets. Rejects with NOT_FOUND for an unknown environment, and with WRONG_STATE where it may be one that could
 * not be read: nothing is sent to the wrong place.
 */
export async function scopeOf(choice: VariableChoice, sources: ScopeSources): Promise<Scope> {
  const { environments, unread, folders, connectionSecrets, secret } = sources;
  const { environment, given = new Map<string, string>() } = choice;
  if (environment !== null && !environments.some(({ id }) => id === environment))
    throw unread
      ? notRead('The chosen environment', unread)
      : new WirebenchError('NOT_FOUND', environmentGone);
  const values = new Map<string, Result<string | null, string>>();
  for (const [id, ref] of secretsIn([environments, folders]))
    if (!connectionSecrets.has(id))
      values.set(id, await secret(ref).then(ok, (error: unknown) => fail(messageOf(error))));
  return variableScope({
    ...{ environments, folders, environment, given, process: processVariables(sources.process) },
    secretOf: (name, { id }, origin) =>
      connectionSecrets.has(id)
        ? { value: null, isSecret: true, missing: ofConnection(name, origin) }
        : secretVariable(name, origin, values.get(id) ?? ok(null)),
  });
}

const environmentGone = 'The chosen environment is no longer in the workspace. Choose another one.';

/** Why a variable does not stand for the key or password of a connection. */
export function ofConnection(name: string, origin?: string): string {
  return `The secret variable ${named(name, origin)} names a key or password of a connection, which no variable can stand for. Enter a value of its own.`;
}

/** `WIREBENCH_VAR_host=…` is `host`. */
export function processVariables(environment: ScopeSources['process']): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    const own = name.slice(processPrefix.length);
    if (name.startsWith(processPrefix) && value !== undefined && isVariableName(own)) values.set(own, value);
  }
  return values;
}

function named(name: string, origin?: string): string {
  return origin === undefined ? `“${name}”` : `“${name}” of ${origin}`;
}

function secretVariable(name: string, origin: string, read: Result<string | null, string>): ScopeVariable {
  if (!read.ok)
    return {
      value: null,
      isSecret: true,
      missing: `The secret variable ${named(name, origin)} has no value here. ${read.problem}`,
      mayMend: true,
    };
  const { value } = read;
  if (value !== null) return { value, isSecret: true };
  const missing = `This machine does not have the value of the secret variable ${named(name, origin)}. Enter it there.`;
  return { value: null, isSecret: true, missing };
}
