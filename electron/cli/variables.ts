import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fail } from '../../shared/base/result.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { ConnectionFolder } from '../../shared/model/connection.ts';
import { baseEnvironmentId, type Environment } from '../../shared/model/environment.ts';
import { secretsIn } from '../../shared/model/secret.ts';
import { isVariableName } from '../../shared/template/parseTemplate.ts';
import { nearestName } from '../../shared/template/scope.ts';
import { makeId } from '../engine/base/makeId.ts';
import { createSystemClock } from '../engine/base/systemClock.ts';
import { Secrets } from '../engine/secrets/secrets.ts';
import { readEnvironment, readFileWithin } from '../engine/template/outside.ts';
import { Templates } from '../engine/template/templates.ts';
import { scopeOf } from '../engine/workspace/variableScope.ts';
import { defaultWorkspace } from '../headless.ts';
import { UsageError } from './command.ts';
import { howToChoose, namedSo } from './namedSo.ts';
import { describeUnread, savedConnections, savedEnvironments } from './savedWorkspace.ts';

/** The options that say what variables stand for, for `parseCommandLine`. */
export const variableOptions = {
  env: { type: 'string' },
  'env-var': { type: 'string', multiple: true },
  workspace: { type: 'string' },
} as const;

interface VariableValues {
  readonly env?: string | undefined;
  readonly 'env-var'?: readonly string[] | undefined;
  readonly workspace?: string | undefined;
}

/**
 * The templates of a command line: its own variables, `WIREBENCH_VAR_NAME`, and with `--env` or `--workspace` those of a workspace, which is
 * only read. Whoever types a command may use the environment it runs in, but a file of the workspace gets only what the command names.
 * `args`: the whole command; `folders`: those of the saved connection that it opens. Throws a `UsageError`.
 */
export async function commandTemplates(
  values: VariableValues,
  args: readonly string[],
  folders: readonly ConnectionFolder[] = [],
): Promise<Templates> {
  const given = new Map((values['env-var'] ?? []).map(parseVariable));
  const folder = await workspaceFolder(values);
  const secrets = new Secrets({ folder: join(folder ?? '', 'secrets'), makeId });
  const environments = folder === null ? [] : await environmentsOf(folder);
  const active = values.env === undefined ? null : environmentNamed(values.env, environments);
  const scope = await scopeOf(
    { environment: active?.id ?? null, given },
    {
      environments,
      unread: null,
      folders,
      process: process.env,
      connectionSecrets: await connectionSecrets(folder, [environments, folders]),
      secret: (ref) => secrets.find(ref).then((bytes) => bytes && new TextDecoder().decode(bytes)),
    },
  );
  return new Templates(scope, {
    clock: createSystemClock(),
    environment: (name) =>
      Promise.resolve(
        folder === null || isNamed(name, args) ? readEnvironment(process.env, name, true) : notNamed(name),
      ),
    file: (path) => (folder === null ? Promise.resolve(noWorkspace) : readFileWithin(folder, path)),
  });
}

/** True when `{{$env:NAME}}` stands in the command itself. */
function isNamed(name: string, args: readonly string[]): boolean {
  return args.some((arg) => arg.includes(`$env:${name}}}`));
}

function notNamed(name: string): ReturnType<typeof readEnvironment> {
  const message = `A file of the workspace asks for “${name}” of this machine's environment, and gets only what the command names. Write {{$env:${name}}} in the command, if what is sent may contain it.`;
  return fail({ code: 'consent', message });
}

const noWorkspace = fail({
  code: 'unavailable',
  message: '$file reads files of a workspace. Name its folder with --workspace, or use --send-file.',
} as const);

/** Null where the command has nothing to do with a workspace. */
async function workspaceFolder({ workspace, env }: VariableValues): Promise<string | null> {
  if (workspace === undefined && env === undefined) return null;
  const folder = resolve(workspace ?? defaultWorkspace());
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return folder;
  throw new UsageError(`There is no workspace folder ${visibleLine(folder)}. Name it with --workspace.`);
}

async function environmentsOf(folder: string): Promise<readonly Environment[]> {
  const { environments, problems } = await savedEnvironments(folder);
  const [problem] = problems;
  // With a part of the variables missing, something else could be meant.
  if (problem) throw new UsageError(describeUnread('environments', problem));
  return environments;
}

/** The ids of secrets that connections use; looked for only where an environment or a folder names a secret. */
async function connectionSecrets(
  folder: string | null,
  variables: readonly unknown[],
): Promise<ReadonlySet<string>> {
  if (folder === null || secretsIn(variables).size === 0) return new Set();
  return new Set(secretsIn((await savedConnections(folder)).connections).keys());
}

/** By its name, in any case where that is clear. */
function environmentNamed(name: string, environments: readonly Environment[]): Environment {
  const found = namedSo(name.trim(), environments, (each) => each.name);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1)
    throw new UsageError(
      `--env: ${found.length} environments are called “${visibleLine(name)}”${howToChoose(found.map((each) => each.name))}`,
    );
  const names = environments.filter(({ id }) => id !== baseEnvironmentId).map((each) => each.name);
  const near = nearestName(name, names);
  const hint =
    near !== null
      ? ` Did you mean “${visibleLine(near)}”?`
      : names.length === 0
        ? ' The workspace has none.'
        : ` There are ${names.map(visibleLine).join(', ')}.`;
  throw new UsageError(`--env: there is no environment “${visibleLine(name)}”.${hint}`);
}

function parseVariable(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  const name = text.slice(0, equals);
  if (equals > 0 && isVariableName(name)) return [name, text.slice(equals + 1)];
  // What comes after the equals sign may be a password.
  throw new UsageError(
    '--env-var takes NAME=VALUE. A name begins with a letter or _, and has letters, digits, _ . and - only.',
  );
}
