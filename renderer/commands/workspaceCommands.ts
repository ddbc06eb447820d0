import type { Command } from './command.ts';
import { onDesktop } from './tabCommands.ts';
import { copyText } from '../ui/copyText.ts';
import { baseEnvironmentId } from '../../shared/model/environment.ts';
import { endpointKinds, factsOf, isConnectionless } from '../../shared/model/endpointKinds.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';

/** The commands of the workspace as a whole, whatever tab is shown. */
export function workspaceCommands({ state, actions }: WindowParts): Command[] {
  const group = 'Workspace';
  return [
    {
      id: 'connection.new',
      title: 'New connection',
      group,
      keys: 'Alt+N',
      also: onDesktop(state, 'Mod+N'),
      run: () => actions.newConnection(),
    },
    {
      id: 'workspace.tryEcho',
      title: 'Try an echo server',
      group,
      acts: true,
      words: 'start first demo sample tcp loopback hello',
      run: () => actions.tryEcho(),
    },
    {
      id: 'workspace.addExamples',
      title: 'Add examples to learn from',
      group,
      words: 'tour tutorial echo chat redis mqtt dns demo samples start',
      run: () => actions.addExamples(),
    },
    ...pathCommand(state, group),
    ...undoCommand(state, group),
    ...otherWorkspaceCommands(state, group),
    ...clearCommand(state, group),
    {
      id: 'import.files',
      title: 'Import from Postman, Insomnia, Bruno…',
      group,
      words: 'insomnia postman packet sender asyncapi bruno file',
      run: () => actions.importCollection('files'),
    },
    {
      id: 'import.folder',
      title: 'Import the folder of a collection…',
      group,
      words: 'bruno insomnia postman',
      run: () => actions.importCollection('folder'),
    },
    { id: 'folder.new', title: 'New folder of connections', group, run: () => actions.newFolder('') },
    ...(state.openFolders.store.getState().size > 0
      ? [
          {
            id: 'folder.closeAll',
            title: 'Close all folders of connections',
            group,
            words: 'fold collapse tree sidebar',
            run: () => state.openFolders.closeAll(),
          },
        ]
      : []),
    ...endpointKinds.map((kind): Command => ({
      id: `connection.new.${kind}`,
      title: `New ${factsOf(kind).name}${isConnectionless(kind) ? ' socket' : ''}`,
      group,
      run: () => actions.newConnection(kind),
    })),
    {
      id: 'environments.edit',
      title: 'Edit variables and environments…',
      group,
      keys: 'Alt+V',
      words: 'settings secrets environment env',
      run: () => state.dialogs.setState({ kind: 'environments' }, true),
    },
    ...environmentCommands(state, group),
    {
      id: 'recording.openFile',
      title: 'Open a .wbs file…',
      group,
      also: onDesktop(state, 'Mod+O'),
      words: 'import recording session',
      run: () => actions.openRecordingFile(),
    },
  ];
}

function pathCommand({ app, toasts }: WindowParts['state'], group: string): Command[] {
  const workspace = app.getState()?.workspace;
  if (workspace === undefined) return [];
  return [
    {
      id: 'workspace.copyPath',
      title: 'Copy the path of the workspace',
      group,
      words: 'folder clipboard',
      run: () => toasts.run(() => copyText(workspace)),
    },
  ];
}

/** While something that was deleted can come back. */
function undoCommand({ undo }: WindowParts['state'], group: string): Command[] {
  const newest = undo.isDeleting() ? undefined : undo.store.getState().at(-1);
  if (!newest && !undo.isDeleting()) return [];
  return [
    {
      id: 'workspace.undo',
      title: newest ? `Undo the deletion of ${newest.what}` : 'Undo the deletion',
      group,
      keys: 'Mod+Z',
      notWhileTyping: true,
      acts: true,
      words: 'restore bring back',
      run: () => undo.undo(),
    },
  ];
}

/** Only a host that can open other workspaces has them. */
function otherWorkspaceCommands(
  { app, recentWorkspaces, toasts }: WindowParts['state'],
  group: string,
): Command[] {
  if (app.getState()?.otherWorkspaces !== true) return [];
  const command = (name: string, title: string, run: () => Promise<void>): Command => ({
    id: `workspace.${name}`,
    title,
    group,
    run: () => toasts.run(run),
  });
  const openable = recentWorkspaces.store.getState().workspaces.filter(({ isGone }) => !isGone);
  return [
    command('open', 'Open a workspace…', () => recentWorkspaces.openDialog('existing')),
    command('new', 'New workspace…', () => recentWorkspaces.openDialog('new')),
    command('reveal', 'Show this workspace in the file manager', () => recentWorkspaces.reveal()),
    ...openable.map(({ id, path }) =>
      command(`open.${id}`, `Open the workspace ${path}`, () => recentWorkspaces.open(id)),
    ),
  ];
}

/** While there is something to forget. */
function clearCommand({ recentWorkspaces, toasts }: WindowParts['state'], group: string): Command[] {
  if (recentWorkspaces.store.getState().workspaces.length === 0) return [];
  return [
    {
      id: 'workspace.forgetAll',
      title: 'Clear the list of recent workspaces',
      group,
      words: 'forget remove history',
      run: () => toasts.run(() => recentWorkspaces.forgetAll()),
    },
  ];
}

/** Alt E takes the next environment; the palette has each of them. */
function environmentCommands({ environments }: WindowParts['state'], group: string): Command[] {
  const { environments: all, active } = environments.store.getState();
  const ids = all.map(({ id }) => id);
  const next = ids[(ids.indexOf(active ?? baseEnvironmentId) + 1) % ids.length] ?? baseEnvironmentId;
  return [
    {
      id: 'environment.next',
      title: 'Choose the next environment',
      group,
      keys: 'Alt+E',
      run: () => environments.choose(next),
    },
    ...all.map(({ id, name }): Command => ({
      id: `environment.${id}`,
      title: id === baseEnvironmentId ? 'No environment' : `Environment: ${name}`,
      group,
      run: () => environments.choose(id),
    })),
  ];
}
