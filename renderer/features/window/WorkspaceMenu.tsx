import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { shellsOf } from '../../../shared/command/shellText.ts';
import type { RecentWorkspace } from '../../../shared/model/recentWorkspace.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { nameOfWorkspace, serveCommand } from '../../state/workspace/recentWorkspaces.ts';
import { copyText } from '../../ui/copyText.ts';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface WorkspaceMenuProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
}

/** The name of the workspace, and all that can be done with workspaces as a whole. */
export function WorkspaceMenu({ state, actions }: WorkspaceMenuProps): ReactNode {
  const { app, recentWorkspaces } = state;
  const info = useStore(app);
  const { workspaces, problem } = useStore(recentWorkspaces.store);
  if (!info) return <span className="top-workspace" />;
  const name = nameOfWorkspace(info.workspace);
  return (
    <h1 className="top-workspace">
      <Menu
        label={`Workspace ${visibleLine(name)}`}
        onOpen={() => void recentWorkspaces.load()}
        trigger={
          <button type="button" className="top-workspace-button" title={visibleLine(info.workspace)}>
            <strong>
              <VisibleText text={name} />
            </strong>
            <ChevronDown size={14} aria-hidden />
          </button>
        }
        items={[
          ...ownItems(info, state, actions),
          ...otherItems(info.otherWorkspaces, state),
          ...workspaces.map((each, index) => recentItem(each, index === 0, info.otherWorkspaces, state)),
          ...clearItems(workspaces.length, state),
          ...problemItems(problem, state),
        ]}
      />
    </h1>
  );
}

function clearItems(count: number, { recentWorkspaces, toasts }: WorkbenchState): MenuItem[] {
  if (count === 0) return [];
  return [
    { label: 'Clear this list', separated: true, run: () => toasts.run(() => recentWorkspaces.forgetAll()) },
  ];
}

/** A sentence is longer than a menu is wide. */
function problemItems(problem: string | null, { toasts }: WorkbenchState): MenuItem[] {
  if (problem === null) return [];
  const run = (): void => toasts.failed(new Error(problem));
  return [{ label: 'Why this workspace is not listed…', separated: true, run }];
}

function ownItems(
  { workspace, otherWorkspaces }: { readonly workspace: string; readonly otherWorkspaces: boolean },
  { recentWorkspaces, toasts }: WorkbenchState,
  actions: WorkbenchActions,
): MenuItem[] {
  return [
    { label: 'Copy path', heading: workspace, run: () => toasts.run(() => copyText(workspace)) },
    ...(otherWorkspaces
      ? [{ label: 'Show in file manager', run: () => toasts.run(() => recentWorkspaces.reveal()) }]
      : []),
    { label: 'Add examples', run: () => actions.addExamples() },
  ];
}

/** A browser has the workspace that is served to it: another one needs another host. */
function otherItems(isPossible: boolean, { recentWorkspaces, toasts }: WorkbenchState): MenuItem[] {
  if (!isPossible) return [];
  return [
    {
      label: 'Open a workspace…',
      separated: true,
      run: () => toasts.run(() => recentWorkspaces.openDialog('existing')),
    },
    { label: 'New workspace…', run: () => toasts.run(() => recentWorkspaces.openDialog('new')) },
  ];
}

function recentItem(
  workspace: RecentWorkspace,
  isFirst: boolean,
  canOpen: boolean,
  state: WorkbenchState,
): MenuItem {
  const { path, isGone } = workspace;
  const first = isFirst ? { separated: true, heading: canOpen ? 'Open recent' : 'Copy the command for' } : {};
  if (isGone) return { ...first, label: `${path} is not there`, run: () => askToForget(workspace, state) };
  return {
    ...first,
    label: path,
    run: () =>
      state.toasts.run(() =>
        canOpen ? state.recentWorkspaces.open(workspace.id) : copyServeCommand(path, state),
      ),
  };
}

async function copyServeCommand(path: string, { toasts }: WorkbenchState): Promise<void> {
  const command = serveCommand(path, shellsOf(navigator.platform)[0]);
  await copyText(command);
  toasts.say(`Copied: ${visibleLine(command)}`);
}

function askToForget({ id, path }: RecentWorkspace, { questions, recentWorkspaces }: WorkbenchState): void {
  questions.setState({
    title: 'Remove it from the list?',
    text: `There is no folder ${visibleLine(path)}. It may have been moved or deleted, or its disk is not connected.`,
    action: 'Remove',
    isHarmless: true,
    run: () => recentWorkspaces.forget(id),
  });
}
