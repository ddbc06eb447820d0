import { WirebenchError } from '../../../shared/base/errors.ts';
import { baseEnvironmentId } from '../../../shared/model/environment.ts';
import { secretsIn, type SecretRef } from '../../../shared/model/secret.ts';
import type { Clock } from '../base/deps.ts';
import { readEnvironment, readFileWithin } from '../template/outside.ts';
import { Templates, type TemplateSources } from '../template/templates.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { foldersAround } from '../../../shared/model/variableScope.ts';
import { AllowedNames } from './allowedNames.ts';
import type { ConnectionFiles } from './connectionFiles.ts';
import type { EnvironmentFiles } from './environmentFiles.ts';
import { ofConnection, processVariables, scopeOf, type VariableChoice } from './variableScope.ts';

/** 1,000 names of variables: more than a workspace uses. */
const mostNames = 1000;

interface WorkspaceVariablesParts {
  readonly folder: string;
  /** The folder of this person's own files. */
  readonly configFolder: string | null;
  readonly environments: EnvironmentFiles;
  readonly connections: Pick<ConnectionFiles, 'all' | 'list' | 'folderOf'>;
  readonly secrets: Secrets;
  readonly makeId: () => string;
  readonly clock: Clock;
  readonly process: Readonly<Record<string, string | undefined>>;
}

/** What templates of the workspace stand for: its environments, its secrets and files, and what a person allowed it of this machine. */
export class WorkspaceVariables {
  readonly allowed: AllowedNames;
  private readonly parts: WorkspaceVariablesParts;
  private looked: { readonly at: readonly object[]; readonly found: ReadonlySet<string> } | null = null;

  constructor(parts: WorkspaceVariablesParts) {
    this.parts = parts;
    const { folder, configFolder, makeId } = parts;
    const list = 'allowed-environment';
    this.allowed = new AllowedNames({ workspace: folder, configFolder, makeId, list, most: mostNames });
  }

  /** The names of the variables that the process was given. */
  get processVariables(): readonly string[] {
    return [...processVariables(this.parts.process).keys()];
  }

  /** The templates of what is opened, checked or sent with this choice. Rejects with NOT_FOUND for an unknown environment. */
  async templates(choice: VariableChoice): Promise<Templates> {
    const { environments, connections, process, folder, clock } = this.parts;
    const { connection = null } = choice;
    // The folders are known once the connections were read.
    const connectionSecrets = await this.connectionSecrets();
    const place = connection === null ? '' : connections.folderOf(connection);
    const scope = await scopeOf(choice, {
      ...environments.list.value,
      folders: foldersAround(place, connections.list.value.folders),
      process,
      connectionSecrets,
      secret: (ref) => this.secretText(ref),
    });
    const sources: TemplateSources = {
      clock,
      file: (path) => readFileWithin(folder, path),
      environment: async (name) => readEnvironment(process, name, await this.allowed.has(name)),
    };
    return new Templates(scope, sources);
  }

  /** What applies in each of the other environments, the base alone among them. */
  elsewhere(choice: VariableChoice): Promise<readonly Templates[]> {
    const { environments } = this.parts.environments.list.value;
    const others = environments
      .map(({ id }) => (id === baseEnvironmentId ? null : id))
      .filter((id) => id !== choice.environment);
    return Promise.all(others.map((environment) => this.templates({ ...choice, environment })));
  }

  /** The value of a secret variable, to be looked at. Rejects with NOT_FOUND for a secret that no variable has, or a connection. */
  async reveal(ref: SecretRef): Promise<string> {
    const { environments } = this.parts.environments.list.value;
    const connectionSecrets = await this.connectionSecrets();
    const { folders } = this.parts.connections.list.value;
    const known = secretsIn([environments, folders]).get(ref.id);
    if (known && connectionSecrets.has(known.id))
      throw new WirebenchError('NOT_FOUND', ofConnection(known.name));
    const value = known ? await this.secretText(known) : null;
    if (value !== null) return value;
    throw new WirebenchError('NOT_FOUND', 'This machine does not have the value of this variable. Enter it.');
  }

  /** The value of a secret variable; null when this machine does not have it. Rejects with a sentence when it cannot be read. */
  async secretText(ref: SecretRef): Promise<string | null> {
    const bytes = await this.parts.secrets.find(ref);
    return bytes && new TextDecoder().decode(bytes);
  }

  /** Thousands of connections are looked through once, not for each message that is sent. */
  private async connectionSecrets(): Promise<ReadonlySet<string>> {
    const at = await this.parts.connections.all();
    if (this.looked?.at !== at) this.looked = { at, found: new Set(secretsIn(at).keys()) };
    return this.looked.found;
  }
}
