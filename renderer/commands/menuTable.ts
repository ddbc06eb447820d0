import type { MenuName } from '../../shared/model/hostMenu.ts';

/** A command as a menu has it. */
export interface MenuEntry {
  readonly id: string;
  /** In the words of a menu. */
  readonly label: string;
  /** While the command is possible, its title is the label: it says which of two things it does. */
  readonly follows?: true;
  readonly under?: string;
}

/** What is chosen among, and differs from workspace to workspace; and what only some installations have. */
type MenuList = 'recent workspaces' | 'recent recordings' | 'themes' | 'environments' | 'updates';

/** The command that opens the palette is the window’s own. */
export const paletteCommand = 'palette';

const goTo = 'Go To';

/** The menu of the recent workspaces. */
export const recentMenu = 'Open Recent';

/** The commands in the menus of the desktop program, in sections. The palette has them all, and many more. */
export const menuTable: Readonly<Record<MenuName, readonly (readonly (MenuEntry | MenuList)[])[]>> = {
  application: [['updates'], [{ id: 'settings', label: 'Settings…' }]],
  file: [
    [
      { id: 'connection.new', label: 'New Connection' },
      { id: 'folder.new', label: 'New Folder of Connections' },
    ],
    [
      { id: 'workspace.new', label: 'New Workspace…' },
      { id: 'workspace.open', label: 'Open Workspace…' },
      'recent workspaces',
      { id: 'workspace.forgetAll', label: 'Clear This List', under: recentMenu },
      { id: 'workspace.reveal', label: 'Show Workspace in the File Manager' },
    ],
    [
      { id: 'recording.openFile', label: 'Open Recording…' },
      'recent recordings',
      { id: 'import.files', label: 'Import from Postman, Insomnia, Bruno…' },
      { id: 'import.folder', label: 'Import the Folder of a Collection…' },
    ],
    [
      { id: 'tab.save', label: 'Save the Message' },
      { id: 'recording.copy', label: 'Save a Copy of the Recording…' },
    ],
    [
      { id: 'tab.reopen', label: 'Reopen Closed Tab' },
      { id: 'tab.close', label: 'Close Tab' },
    ],
  ],
  edit: [
    [{ id: 'workspace.undo', label: 'Undo the Deletion' }],
    [
      { id: 'records.filter', label: 'Filter or Find' },
      { id: 'records.next', label: 'Next Match' },
      { id: 'records.previous', label: 'Previous Match' },
      { id: 'records.goTo', label: 'Go to a Number or Time…' },
    ],
    [
      { id: 'rows.copy', label: 'Copy Records' },
      { id: 'records.mark', label: 'Mark Records' },
    ],
    [{ id: 'environments.edit', label: 'Variables and Environments…' }],
  ],
  view: [
    [{ id: paletteCommand, label: 'Search or Run a Command…' }],
    [
      { id: 'sidebar.toggle', label: 'Hide the Sidebar', follows: true },
      { id: 'records.chart', label: 'Hide the Traffic Chart', follows: true },
      { id: 'records.clear', label: 'Clear the View' },
      { id: 'records.follow', label: 'Follow the Newest' },
    ],
    [
      { id: 'tab.next', label: 'Next Tab' },
      { id: 'tab.previous', label: 'Previous Tab' },
      { id: 'tab.otherSide', label: 'Open This Tab to the Side', follows: true },
      { id: 'focus.sidebar', label: 'Search Field', under: goTo },
      { id: 'focus.address', label: 'Address', under: goTo },
      { id: 'focus.timeline', label: 'Timeline', under: goTo },
      { id: 'focus.inspector', label: 'Inspector', under: goTo },
      { id: 'focus.composer', label: 'Composer', under: goTo },
      { id: 'pane.next', label: 'Next Pane', under: goTo },
      { id: 'pane.previous', label: 'Previous Pane', under: goTo },
    ],
    ['themes'],
  ],
  connection: [
    [
      { id: 'connection.toggle', label: 'Connect', follows: true },
      { id: 'link.retryNow', label: 'Connect Now' },
    ],
    [
      { id: 'composer.send', label: 'Send the Message' },
      { id: 'connection.preview', label: 'Show What Will Be Sent' },
      { id: 'message.repeat', label: 'Repeat the Message…' },
      { id: 'message.stopRepeating', label: 'Stop Repeating the Message' },
      { id: 'message.sentHistory', label: 'Sent Messages…' },
    ],
    ['environments'],
    [
      { id: 'connection.options', label: 'Options…' },
      { id: 'link.copyCommand', label: 'Copy as Command…' },
    ],
    [
      { id: 'connection.rename', label: 'Rename' },
      { id: 'connection.duplicate', label: 'Duplicate' },
      { id: 'connection.delete', label: 'Delete…' },
    ],
  ],
  help: [[{ id: 'help.keys', label: 'Keyboard Shortcuts' }], ['updates']],
};
