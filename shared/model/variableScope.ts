import type { Scope, ScopeLayer, ScopeVariable } from '../template/scope.ts';
import { baseEnvironmentId, type Environment } from './environment.ts';
import type { EnvironmentId } from './ids.ts';
import type { SecretRef } from './secret.ts';

/** Everything that variables can come from. A value is null where it is not told. */
interface VariableSources {
  /** Of a command line. */
  readonly given: ReadonlyMap<string, string | null>;
  /** `WIREBENCH_VAR_NAME` of the process. */
  readonly process: ReadonlyMap<string, string | null>;
  readonly environments: readonly Environment[];
  /** The active one; null for the base alone. */
  readonly environment: EnvironmentId | null;
  readonly secretOf: (name: string, ref: SecretRef) => ScopeVariable;
}

/**
 * The layers in which a variable is looked for, nearest first: the command line, the process, the active environment, the base. Engine and
 * window have them from here, so that both say the same. A name that is secret in any environment is secret in every layer: a value that is
 * given for it is another password, say.
 */
export function variableScope(sources: VariableSources): Scope {
  const { given, process, environments, environment, secretOf } = sources;
  const active = environments.find(({ id }) => id === environment && id !== baseEnvironmentId);
  const base = environments.find(({ id }) => id === baseEnvironmentId);
  const secrets = secretNamesIn(environments);
  const ofFiles = [
    ...(active ? [layerOf(`the environment “${active.name}”`, active, secretOf)] : []),
    ...(base ? [layerOf('the base environment', base, secretOf)] : []),
  ];
  const ofPrograms = [
    ...(given.size > 0 ? [plainLayer('the command line', given)] : []),
    ...(process.size > 0 ? [plainLayer('the process environment', process)] : []),
  ];
  return [
    ...ofPrograms.map((layer) => withSecrets(layer, secrets, false)),
    ...ofFiles.map((layer) => withSecrets(layer, secrets, true)),
  ];
}

function secretNamesIn(environments: readonly Environment[]): ReadonlySet<string> {
  const all = environments.flatMap(({ variables }) => variables);
  return new Set(all.flatMap(({ name, secret }) => (secret === null ? [] : [name])));
}

/** A value that was given for a secret is taken as it stands, as the secret is; one in an environment's file stays a template. */
function withSecrets(layer: ScopeLayer, secrets: ReadonlySet<string>, isTemplate: boolean): ScopeLayer {
  const variables = [...layer.variables].map(
    ([name, variable]) =>
      [
        name,
        secrets.has(name) && !variable.isSecret ? { ...variable, isSecret: true, isTemplate } : variable,
      ] as const,
  );
  return { origin: layer.origin, variables: new Map(variables) };
}

function plainLayer(origin: string, values: ReadonlyMap<string, string | null>): ScopeLayer {
  return {
    origin,
    variables: new Map([...values].map(([name, value]) => [name, { value, isSecret: false }])),
  };
}

function layerOf(
  origin: string,
  { variables }: Environment,
  secretOf: VariableSources['secretOf'],
): ScopeLayer {
  const found = new Map<string, ScopeVariable>();
  for (const { name, value, secret, on } of variables) {
    if (on) found.set(name, secret === null ? { value, isSecret: false } : secretOf(name, secret));
  }
  return { origin, variables: found };
}
