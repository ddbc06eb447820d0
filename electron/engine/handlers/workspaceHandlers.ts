import { WirebenchError } from '../../../shared/base/errors.ts';
import type { AddedExamples } from '../../../shared/contract/workspace.ts';
import type { OtherWorkspaces } from '../base/deps.ts';
import { addExamples } from '../workspace/addExamples.ts';
import type { RecentWorkspaces } from '../workspace/recentWorkspaces.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

interface WorkspaceHandlerParts {
  readonly workspace: Workspace;
  readonly recentWorkspaces: RecentWorkspaces;
  readonly others: OtherWorkspaces | undefined;
}

/** The workspace as a whole, and the others of this machine. */
export function createWorkspaceHandlers(parts: WorkspaceHandlerParts): HandlersOf<'workspace'> {
  const { workspace, recentWorkspaces } = parts;
  let adding: Promise<AddedExamples> | null = null;
  /** Two clicks make them once. */
  const addOnce = (): Promise<AddedExamples> => {
    adding ??= addExamples(workspace).finally(() => {
      adding = null;
    });
    return adding;
  };
  return {
    'workspace.addExamples': () => addOnce(),
    'workspace.recent': async () => {
      const problem = await recentWorkspaces.problem();
      return { workspaces: await recentWorkspaces.list(), problem };
    },
    'workspace.forget': async ({ workspace: id }) => {
      await recentWorkspaces.forget(id);
      parts.others?.listChanged();
      return {};
    },
    'workspace.forgetAll': async () => {
      await recentWorkspaces.forgetAll();
      parts.others?.listChanged();
      return {};
    },
    'workspace.open': async ({ workspace: id }) => {
      await othersOf(parts).open(await recentWorkspaces.folderOf(id));
      return {};
    },
    'workspace.openDialog': async ({ folder }) => {
      const others = othersOf(parts);
      const path = await (folder === 'new' ? others.chooseNew() : others.chooseExisting());
      if (path !== null) await others.open(path);
      return { isOpened: path !== null };
    },
    'workspace.reveal': async () => {
      await othersOf(parts).reveal(workspace.folder);
      return {};
    },
  };
}

function othersOf({ others }: WorkspaceHandlerParts): OtherWorkspaces {
  if (others) return others;
  throw new WirebenchError(
    'UNSUPPORTED',
    'A browser shows the one workspace that is served to it. Serve another one with wirebench serve --workspace FOLDER.',
  );
}
