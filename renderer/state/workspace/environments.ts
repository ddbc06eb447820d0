import type { DeletionId } from '../../../shared/model/ids.ts';
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { ConnectionFolder, WorkspaceProblem } from '../../../shared/model/connection.ts';
import {
  baseEnvironmentId,
  emptyBase,
  type SavedEnvironment,
  type Environment,
  type EnvironmentContent,
} from '../../../shared/model/environment.ts';
import { environmentIdSchema, type EnvironmentId } from '../../../shared/model/ids.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import { variableScope } from '../../../shared/model/variableScope.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import type { WirebenchClient } from '../base/client.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import { AgreedWrites } from './agreedWrites.ts';

interface EnvironmentsState {
  /** The base first. */
  readonly environments: readonly SavedEnvironment[];
  readonly problems: readonly WorkspaceProblem[];
  /** The one that applies to what this window opens and sends; null for the base alone. */
  readonly active: EnvironmentId | null;
  /** What a template can refer to outside of all folders, without the values that a window is not told. */
  readonly scope: Scope;
}

/** Stands for the base until it is known; it has no revision that could be replaced. */
export const unreadBase: SavedEnvironment = { ...emptyBase, revision: '' };

/** The environments of the workspace, and the active one, which each window chooses for itself. */
export interface EnvironmentStore extends Disposable {
  readonly store: StoreApi<EnvironmentsState>;
  /** The choice of this workspace is known from here on, and kept for this window; a new one begins with what was chosen last. */
  remember(workspace: string): void;
  choose(environment: EnvironmentId | null): void;
  /** What templates can refer to within these folders, the innermost first; with `edited`, if that were saved as it is here, and chosen. */
  scopeWith(folders: readonly ConnectionFolder[], edited?: Environment): Scope;
  /** Each rejects with a sentence. */
  create(content: EnvironmentContent): Promise<Environment>;
  /** Rejects with WRONG_STATE when its file has another revision by now. Returns the new one. */
  update(environment: EnvironmentId, content: EnvironmentContent, revision: string): Promise<string>;
  /** Puts it before another one, or behind all (null). */
  move(environment: EnvironmentId, before: EnvironmentId | null): Promise<void>;
  remove(environment: EnvironmentId): Promise<DeletionId>;
  /** Keeps the value of a secret variable where no window can list it. */
  keepSecret(name: string, value: string): Promise<SecretRef>;
  revealSecret(secret: SecretRef): Promise<string>;
  /** Agrees that `{{$env:NAME}}` is used in this workspace. */
  allow(name: string): Promise<void>;
}

const storageKey = 'wirebench.environments';
const choicesSchema = z.record(z.string(), environmentIdSchema.nullable());

/** What is chosen is kept: by the window itself (a tab of a browser), and by the browser, for a window that has chosen nothing yet. */
interface ChoiceStorage {
  readonly window: KeyStorage;
  readonly browser: KeyStorage;
}

export function createEnvironmentStore(client: WirebenchClient, storage: ChoiceStorage): EnvironmentStore {
  let process: ReadonlyMap<string, null> = new Map();
  let workspace: string | null = null;
  const writes = new AgreedWrites();
  const store = createStore<EnvironmentsState>(() =>
    withScope({ environments: [unreadBase], problems: [], active: null }, process),
  );
  const change = (changes: Partial<Omit<EnvironmentsState, 'scope'>>): void =>
    store.setState(withScope({ ...store.getState(), ...changes }, process), true);
  const subscription = client.subscribe('environments.list', {}, ({ processVariables, ...listed }) => {
    process = new Map(processVariables.map((name) => [name, null]));
    change(listed);
  });
  return {
    store,
    remember(folder) {
      workspace = folder;
      const chosen = choicesIn(storage.window)[folder];
      const active = chosen === undefined ? choicesIn(storage.browser)[folder] : chosen;
      if (active === undefined) return;
      change({ active });
      // From here on, what another window chooses is of no concern here.
      keepChoice(storage.window, folder, active);
    },
    choose(environment) {
      const active = environment === baseEnvironmentId ? null : environment;
      change({ active });
      if (workspace === null) return;
      keepChoice(storage.window, workspace, active);
      keepChoice(storage.browser, workspace, active);
    },
    scopeWith(folders, edited) {
      const { active } = store.getState();
      if (!edited) return scopeIn(store.getState().environments, active, process, folders);
      const environments = store
        .getState()
        .environments.map((each) => (each.id === edited.id ? edited : each));
      return scopeIn(environments, edited.id, process, folders);
    },
    create: (content) =>
      writes.write(content.name, (withSecrets) =>
        client.call('environments.create', { ...content, withSecrets }),
      ),
    update: async (environment, content, revision) => {
      const saved = await writes.write(environment, (withSecrets) =>
        client.call('environments.update', { environment, ...content, revision, withSecrets }),
      );
      return saved.revision;
    },
    move: async (environment, before) =>
      void (await client.call('environments.move', { environment, before })),
    async remove(environment) {
      const revision = store.getState().environments.find(({ id }) => id === environment)?.revision;
      const { deletion } = await client.call('environments.remove', { environment, revision });
      if (store.getState().active === environment) this.choose(null);
      return deletion;
    },
    keepSecret: (name, value) =>
      client.call('secrets.keep', { name }, { body: new TextEncoder().encode(value) }),
    revealSecret: async (secret) => (await client.call('environments.reveal', { secret })).value,
    allow: async (name) => void (await client.call('environments.allow', { name })),
    dispose: () => subscription.dispose(),
  };
}

type Choices = Readonly<Partial<z.infer<typeof choicesSchema>>>;

function choicesIn(storage: KeyStorage): Choices {
  return readStored(storage, storageKey, choicesSchema) ?? {};
}

function keepChoice(storage: KeyStorage, workspace: string, active: EnvironmentId | null): void {
  writeStored(storage, storageKey, { ...choicesIn(storage), [workspace]: active });
}

function withScope(
  state: Omit<EnvironmentsState, 'scope'>,
  process: ReadonlyMap<string, null>,
): EnvironmentsState {
  const { environments, problems, active } = state;
  return { environments, problems, active, scope: scopeIn(environments, active, process) };
}

function scopeIn(
  environments: readonly Environment[],
  environment: EnvironmentId | null,
  process: ReadonlyMap<string, null>,
  folders: readonly ConnectionFolder[] = [],
): Scope {
  return variableScope({
    ...{ given: new Map(), process, environments, environment, folders },
    secretOf: () => ({ value: null, isSecret: true }),
  });
}
