import type { Environment } from '../../../shared/model/environment.ts';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import { isVariableName } from '../../../shared/template/parseTemplate.ts';
import type { Scope, ScopeLayer, ScopeVariable } from '../../../shared/template/scope.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';

/** Which variables apply: the environment that is active, and those of a command line. */
export interface VariableChoice {
  /** Null: only the base. */
  readonly environment: EnvironmentId | null;
  readonly given?: ReadonlyMap<string, string>;
}

interface ScopeSources {
  /** The base first. */
  readonly environments: readonly Environment[];
  readonly process: Readonly<Record<string, string | undefined>>;
  /** Null when this machine does not have the secret. */
  readonly secret: (ref: SecretRef) => Promise<string | null>;
}

const processPrefix = 'WIREBENCH_VAR_';

/**
 * The layers in which a variable is looked for, nearest first: the command line, `WIREBENCH_VAR_NAME` of the process, the active
 * environment, the base. Rejects with NOT_FOUND for an unknown environment: nothing is sent to the wrong place.
 */
export async function scopeOf(choice: VariableChoice, sources: ScopeSources): Promise<Scope> {
  const { environments, secret } = sources;
  const active = environments.find(({ id }) => id === choice.environment);
  if (choice.environment !== null && !active) throw new WirebenchError('NOT_FOUND', environmentGone);
  const base = environments.find(({ id }) => id === baseEnvironmentId);
  const given = choice.given ?? new Map<string, string>();
  const layers: ScopeLayer[] = [];
  if (given.size > 0) layers.push({ origin: 'the command line', variables: plainVariables(given) });
  const process = processVariables(sources.process);
  if (process.size > 0)
    layers.push({ origin: 'the process environment', variables: plainVariables(process) });
  if (active && active !== base)
    layers.push({ origin: `the environment “${active.name}”`, variables: await variablesOf(active, secret) });
  if (base) layers.push({ origin: 'the base environment', variables: await variablesOf(base, secret) });
  return layers;
}

const environmentGone = 'The chosen environment is no longer in the workspace. Choose another one.';

function plainVariables(values: ReadonlyMap<string, string>): ScopeLayer['variables'] {
  return new Map([...values].map(([name, value]) => [name, { value, isSecret: false }]));
}

/** `WIREBENCH_VAR_host=…` is `host`. Names differ by case, except on Windows, where the system has no difference. */
function processVariables(environment: ScopeSources['process']): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    const own = name.slice(processPrefix.length);
    if (name.startsWith(processPrefix) && value !== undefined && isVariableName(own)) values.set(own, value);
  }
  return values;
}

async function variablesOf(
  { variables }: Environment,
  secret: ScopeSources['secret'],
): Promise<ScopeLayer['variables']> {
  const found = new Map<string, ScopeVariable>();
  for (const { name, value, secret: ref, on } of variables) {
    if (!on) continue;
    found.set(name, ref === null ? { value, isSecret: false } : secretVariable(name, await secret(ref)));
  }
  return found;
}

function secretVariable(name: string, value: string | null): ScopeVariable {
  if (value !== null) return { value, isSecret: true };
  const missing = `This machine does not have the value of the secret variable “${name}”. Enter it in its environment.`;
  return { value: null, isSecret: true, missing };
}
