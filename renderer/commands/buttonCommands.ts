import { hereIn } from './panes.ts';
import type { Command } from './command.ts';

type ButtonCommand = Omit<Command, 'run' | 'keys' | 'also'>;

const messages = 'Messages';
const records = 'Records';
const tab = 'This tab';
const replay = 'Replay';
const help = 'Help';

/**
 * Commands that press a button of the window, or go to a field or a form of it, which names them (`data-command`). They are possible while it is there
 * and can be pressed, and do just what it does. It is for what only the component knows: what was typed, what is being read, which view is
 * shown.
 */
export const buttonCommandList: readonly ButtonCommand[] = [
  {
    id: 'composer.send',
    title: 'Send the message',
    group: messages,
    detail: 'as it is in the composer',
    acts: true,
  },
  { id: 'composer.text', title: 'Write as text', group: messages },
  { id: 'composer.json', title: 'Write as JSON', group: messages },
  { id: 'composer.hex', title: 'Write as hex', group: messages },
  { id: 'composer.base64', title: 'Write as Base64', group: messages },
  { id: 'composer.file', title: 'Send a file', group: messages, words: 'attach upload' },
  { id: 'composer.format', title: 'Format the JSON', group: messages, words: 'pretty indent' },
  { id: 'composer.minify', title: 'Minify the JSON', group: messages, words: 'compact' },
  {
    id: 'composer.discard',
    title: 'Discard the changes of the message',
    group: messages,
    words: 'revert reset',
  },
  {
    id: 'composer.compare',
    title: 'Compare the message with its file…',
    group: messages,
    words: 'conflict diff',
  },
  { id: 'composer.cancelFile', title: 'Cancel sending the file', group: messages, acts: true },
  {
    id: 'connection.trust',
    title: 'Trust this certificate…',
    group: tab,
    words: 'TLS verify accept',
    acts: true,
  },
  { id: 'connection.chain', title: 'Show the certificate chain', group: tab, words: 'TLS refused' },
  { id: 'connection.copyAddress', title: 'Copy the address', group: tab, words: 'url clipboard' },
  { id: 'connection.environment', title: 'Switch back to the environment of this connection', group: tab },
  { id: 'peers.search', title: 'Search the peers', group: 'Peers', words: 'find filter clients' },
  { id: 'peers.add', title: 'Add a peer…', group: 'Peers', words: 'address udp' },
  { id: 'bytes.compose', title: 'Compose from the selected bytes', group: 'Bytes', words: 'edit message' },
  { id: 'bytes.copyHex', title: 'Copy the bytes as hex', group: 'Bytes', words: 'clipboard selected' },
  { id: 'bytes.copyText', title: 'Copy the bytes as text', group: 'Bytes', words: 'clipboard selected' },
  {
    id: 'bytes.more',
    title: 'More for these bytes…',
    group: 'Bytes',
    words: 'copy as base64 c python json save filter',
  },
  { id: 'bytes.nextMatch', title: 'Next match in these bytes', group: 'Bytes' },
  { id: 'bytes.previousMatch', title: 'Previous match in these bytes', group: 'Bytes' },
  { id: 'filter.clear', title: 'Clear the filter', group: records, words: 'show every record reset' },
  { id: 'filter.last', title: 'Last filters', group: records, words: 'history recent' },
  {
    id: 'window.dismiss',
    title: 'Dismiss the notification',
    group: 'View',
    words: 'close toast notification',
  },
  { id: 'search.cancel', title: 'Cancel the search', group: records },
  { id: 'search.again', title: 'Search again', group: records },
  { id: 'replay.start', title: 'Start the replay', group: replay, acts: true },
  { id: 'replay.pause', title: 'Pause the replay', group: replay, acts: true },
  { id: 'replay.continue', title: 'Continue the replay', group: replay, acts: true },
  { id: 'replay.stop', title: 'Stop the replay', group: replay, acts: true },
  { id: 'replay.nextDifference', title: 'Next difference of the replay', group: replay },
  { id: 'replay.session', title: 'Show the session of the replay', group: replay },
  { id: 'replay.close', title: 'Close the replay', group: replay },
  {
    id: 'storage.show',
    title: 'Storage of recordings…',
    group: 'Workspace',
    words: 'room disk space limit retention',
  },
  { id: 'tab.all', title: 'Find a tab…', group: 'View', words: 'all list open' },
  { id: 'updates.wanted', title: 'Look for new versions from now on', group: help },
  { id: 'updates.unwanted', title: 'Do not look for new versions', group: help },
  { id: 'updates.download', title: 'Download the new version', group: help, words: 'update upgrade' },
  { id: 'updates.page', title: 'Open the page of the new version', group: help, words: 'update download' },
  { id: 'updates.cancel', title: 'Cancel the download of the new version', group: help, words: 'update' },
  {
    id: 'updates.install',
    title: 'Restart and install the new version',
    group: help,
    words: 'update upgrade',
    acts: true,
  },
  { id: 'updates.again', title: 'Look for a new version again', group: help, words: 'update' },
  {
    id: 'transfer.cancel',
    title: 'Cancel the transfer',
    group: 'Workspace',
    words: 'import export copy',
    acts: true,
  },
];

/** Those that can be pressed now, in the tab that the person is in. */
export function buttonCommands(document: Document): Command[] {
  return buttonCommandList
    .filter(({ id }) => elementOf(document, id) !== undefined)
    .map((command) => asCommand(command, document));
}

function asCommand(command: ButtonCommand, document: Document): Command {
  return { ...command, run: () => press(document, command.id) };
}

/** Looks for it anew: it may be another element since the palette was opened. */
function press(document: Document, id: string): void {
  const element = elementOf(document, id);
  const field = element?.matches('form') ? element.querySelector<HTMLElement>('input') : element;
  if (field?.matches('input, textarea')) field.focus();
  else element?.click();
}

function elementOf(document: Document, id: string): HTMLElement | undefined {
  const named = `[data-command="${id}"]`;
  const all = [
    ...hereIn(document).querySelectorAll<HTMLElement>(named),
    ...document.querySelectorAll<HTMLElement>(named),
  ];
  return all.find(
    (element) =>
      !element.matches(':disabled, [data-disabled]') && element.checkVisibility({ visibilityProperty: true }),
  );
}
