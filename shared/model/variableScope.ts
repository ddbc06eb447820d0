import type { Scope, ScopeLayer, ScopeVariable } from '../template/scope.ts';
import type { ConnectionFolder } from './connection.ts';
import { isWithinFolder, type FolderPath } from './connectionFolder.ts';
import { baseEnvironmentId, type Environment } from './environment.ts';
import type { EnvironmentId } from './ids.ts';
import type { SecretRef } from './secret.ts';
import type { Variable } from './variable.ts';

/** Everything that variables can come from. A value is null where it is not told. */
interface VariableSources {
  /** Of a command line. */
  readonly given: ReadonlyMap<string, string | null>;
  /** `WIREBENCH_VAR_NAME` of the process. */
  readonly process: ReadonlyMap<string, string | null>;
  readonly environments: readonly Environment[];
  /** The folders that the connection is in, the innermost first. */
  readonly folders: readonly ConnectionFolder[];
  /** The active one; null for the base alone. */
  readonly environment: EnvironmentId | null;
  /** `origin` names where it is defined, for a sentence. */
  readonly secretOf: (name: string, ref: SecretRef, origin: string) => ScopeVariable;
}

/** The folders that a place is in, the innermost first; the place itself may be one. */
export function foldersAround(
  place: FolderPath,
  folders: readonly ConnectionFolder[],
): readonly ConnectionFolder[] {
  return folders
    .filter(({ path }) => isWithinFolder(place, path))
    .toSorted((one, other) => other.path.length - one.path.length);
}

/**
 * The layers in which a variable is looked for, nearest first, those included that have none, since a sentence names them: the command line, the process, the folders of the connection, the active
 * environment, the base. Engine and window have them from here, so that both say the same. Before all of them come folders whose variables
 * could not be read: another value, or one that is not known to be secret, would go to the wrong place. A name that is secret in any environment, or in one
 * of the folders, is secret in every layer: a value that is given for it is another password, say.
 */
export function variableScope(sources: VariableSources): Scope {
  const { given, process, environments, folders, environment, secretOf } = sources;
  const active = environments.find(({ id }) => id === environment && id !== baseEnvironmentId);
  const base = environments.find(({ id }) => id === baseEnvironmentId);
  const secrets = secretNamesIn([...environments, ...folders]);
  const ofFiles = [
    ...folders.map((folder) => layerOf(`the folder “${folder.path}”`, folder, secretOf)),
    ...(active ? [layerOf(`the environment “${active.name}”`, active, secretOf)] : []),
    ...(base ? [layerOf('the base environment', base, secretOf)] : []),
  ];
  const ofPrograms = [
    ...(given.size > 0 ? [plainLayer('the command line', given)] : []),
    plainLayer('the process environment', process),
  ];
  return [
    ...folders.flatMap(unreadLayer),
    ...ofPrograms.map((layer) => withSecrets(layer, secrets, false)),
    ...ofFiles.map((layer) => withSecrets(layer, secrets, true)),
  ];
}

/** An environment or a folder. */
interface WithVariables {
  readonly variables?: readonly Variable[] | undefined;
}

function secretNamesIn(places: readonly WithVariables[]): ReadonlySet<string> {
  const all = places.flatMap(({ variables = [] }) => variables);
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

function unreadLayer({ path, unread }: ConnectionFolder): ScopeLayer[] {
  if (unread === undefined) return [];
  return [{ origin: `the folder “${path}”`, variables: new Map(), unread }];
}

function plainLayer(origin: string, values: ReadonlyMap<string, string | null>): ScopeLayer {
  return {
    origin,
    variables: new Map([...values].map(([name, value]) => [name, { value, isSecret: false }])),
  };
}

function layerOf(
  origin: string,
  { variables = [] }: WithVariables,
  secretOf: VariableSources['secretOf'],
): ScopeLayer {
  const found = new Map<string, ScopeVariable>();
  for (const { name, value, secret, on } of variables) {
    if (on) found.set(name, secret === null ? { value, isSecret: false } : secretOf(name, secret, origin));
  }
  return { origin, variables: found };
}
