import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import { formatCommand, type Shell } from '../../../shared/command/shellText.ts';
import type { RecentWorkspace, RecentWorkspaceId } from '../../../shared/model/recentWorkspace.ts';
import type { WirebenchClient } from '../base/client.ts';

interface RecentWorkspacesState {
  /** The one that was opened last first; without this one. */
  readonly workspaces: readonly RecentWorkspace[];
  /** A sentence: why they cannot be listed, or this one not be added to them. */
  readonly problem: string | null;
}

/** The other workspaces of this machine. Each of the other calls rejects with a sentence. */
export interface RecentWorkspaceStore {
  readonly store: StoreApi<RecentWorkspacesState>;
  /** Looks again: other programs open workspaces, too. A failure is the `problem`. */
  load(): Promise<void>;
  /** Takes one from the list; its folder stays. */
  forget(workspace: RecentWorkspaceId): Promise<void>;
  /** Takes all of them from the list. */
  forgetAll(): Promise<void>;
  /** Opens one in a window of its own; on the desktop only, as the following. */
  open(workspace: RecentWorkspaceId): Promise<void>;
  /** Asks for a folder, and opens it. */
  openDialog(folder: 'existing' | 'new'): Promise<void>;
  /** Shows the folder of this workspace in the file manager. */
  reveal(): Promise<void>;
}

export function createRecentWorkspaceStore(client: WirebenchClient): RecentWorkspaceStore {
  const store = createStore<RecentWorkspacesState>(() => ({ workspaces: [], problem: null }));
  const load = async (): Promise<void> => {
    try {
      store.setState(await client.call('workspace.recent', {}), true);
    } catch (error) {
      store.setState({ workspaces: [], problem: messageOf(error) });
    }
  };
  return {
    store,
    load,
    async forget(workspace) {
      await client.call('workspace.forget', { workspace });
      await load();
    },
    async forgetAll() {
      await client.call('workspace.forgetAll', {});
      await load();
    },
    open: async (workspace) => void (await client.call('workspace.open', { workspace })),
    openDialog: async (folder) => void (await client.call('workspace.openDialog', { folder })),
    reveal: async () => void (await client.call('workspace.reveal', {})),
  };
}

/** The command that serves a workspace to a browser. */
export function serveCommand(folder: string, shell: Shell): string {
  const words = ['wirebench', 'serve', '--workspace', folder];
  return formatCommand({ tool: 'wirebench', arguments: words, notes: [] }, shell);
}

/** The name of a workspace is that of its folder: the last part of a path from any system. */
export function nameOfWorkspace(folder: string): string {
  return folder.split(/[/\\]/).findLast((part) => part !== '') ?? folder;
}
