import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buttonCommandList } from '../../../renderer/commands/buttonCommands.ts';

const root = join(import.meta.dirname, '../../../renderer');
const sources = globSync('**/*.{ts,tsx}', { cwd: root }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  text: readFileSync(join(root, file), 'utf8'),
}));
const commandSources = sources.filter(({ file }) => file.startsWith('commands/'));
const others = sources.filter(({ file }) => !file.startsWith('commands/'));

const ofDialog = 'It is a part of a dialog, a popover or a form, which a command opens.';
const ofRow = 'It is about the row at which the menu was opened; the keys of the row do it, too.';
const editing = 'Every editor has it, with the keys of the system.';
const again = 'It repeats what failed, where that is told.';

/** Why a button or an item of a menu has no command of its own, or which command does it under another title. */
const told: Readonly<Record<string, string>> = {
  'Open a workspace…': 'workspace.open',
  'New workspace…': 'workspace.new',
  Find: 'records.mode',
  Open: ofRow,
  Keep: 'recording.keep',
  'Save a copy…': 'recording.copy',
  'Sent messages': 'message.sentHistory',
  'Repeat…': 'message.repeat',
  Replay: 'recording.replay',
  Send: 'composer.send',
  'Open in the composer': ofDialog,
  'Add a group': ofDialog,
  'Add a header': ofDialog,
  'Add a message': ofDialog,
  'Add a variable': ofDialog,
  'Add examples': 'workspace.addExamples',
  'Add peer': 'peers.add',
  All: 'filter.clear',
  'All tabs': 'tab.all',
  Allow: ofDialog,
  'Also send to this peer': ofRow,
  'As wide as its content': 'It is about a column; its head has keys for it.',
  Cancel: ofDialog,
  'Choose a file…': ofDialog,
  'Clear this list': 'workspace.forgetAll',
  'Clear or keep': 'records.keepNewest',
  Close: ofDialog,
  'Close all': 'tab.closeAll',
  'Close all folders': 'folder.closeAll',
  'Close others': 'tab.closeOthers',
  'Close to the right': 'tab.closeToTheRight',
  Collapse: ofRow,
  'Compare…': 'composer.compare',
  Compose: 'bytes.compose',
  Connect: 'connection.toggle',
  Continue: 'replay.continue',
  Copy: editing,
  'Copy address': ofRow,
  'Copy all facts': 'It is in the tab “Connection”, too.',
  'Copy all fields': ofRow,
  'Copy the selection': editing,
  'Copy value': ofRow,
  'Copy all values': ofRow,
  'Copy as hex': 'bytes.copyHex',
  'Copy as text': 'bytes.copyText',
  'Copy path': 'workspace.copyPath',
  'Create a connection': 'connection.new',
  Cut: editing,
  Delete: ofRow,
  'Delete this environment': ofDialog,
  'Delete…': ofRow,
  'Delete those not kept…': 'storage.deleteUnnamed',
  Disconnect: 'connection.toggle',
  Dismiss: 'window.dismiss',
  'Dismiss this result': 'It goes with the next repetition.',
  Documentation: 'help.docs',
  Duplicate: ofRow,
  Expand: ofRow,
  'Exclude like this': ofRow,
  'Files of Postman, Insomnia, Bruno…': 'import.files',
  'Filter like this': ofRow,
  'Folder of a collection…': 'import.folder',
  Forget: ofDialog,
  Format: 'composer.format',
  Go: ofDialog,
  'Go to…': 'records.goTo',
  'Hide column': 'It is about a column; its head has keys for it.',
  'Import here…': ofRow,
  'Import…': 'import.files',
  'Join…': 'link.joinGroup',
  Listen: 'connection.toggle',
  Minify: 'composer.minify',
  'More actions for this connection': 'Its items are commands.',
  'More for these bytes': 'bytes.more',
  'Move down': ofRow,
  'Move left': 'It is about a column; its head has keys for it.',
  'Move right': 'It is about a column; its head has keys for it.',
  'Move to the other side': 'tab.otherSide',
  'Move up': ofRow,
  'Name and note…': ofRow,
  'New connection here': ofRow,
  'New environment': ofDialog,
  'New folder': 'folder.new',
  'New folder here': ofRow,
  'Next difference': 'replay.nextDifference',
  'Open to the side': 'tab.otherSide',
  Paste: editing,
  Pause: 'replay.pause',
  Rename: ofRow,
  'Reopen closed tab': 'tab.reopen',
  Replace: ofDialog,
  'Reply to sender': 'records.reply',
  'Reset columns': 'table.columns',
  Density: 'table.density.compact',
  Save: ofDialog,
  'Save again': again,
  'Save the record to a file…': 'rows.save.bytes',
  'Save as PEM': 'It is about one certificate of a chain.',
  'Save the authority…': ofDialog,
  'Select all': editing,
  'Select its bytes': ofRow,
  'Send to this peer': ofRow,
  Set: ofDialog,
  'Show connection details': 'It is the tab “Connection” of the inspector.',
  'Show chain': 'connection.chain',
  'Show every record': 'filter.clear',
  'Show in file manager': 'workspace.reveal',
  'Show its session': 'replay.session',
  Start: ofDialog,
  'Start with examples': 'workspace.addExamples',
  Stop: 'message.stopRepeating',
  'Stop listening': 'connection.toggle',
  'Stop sending to this peer': ofRow,
  'Stop trusting it': ofDialog,
  'Show time as': 'table.time.utc',
  'Trust…': 'connection.trust',
  'Reload the window': again,
  'Try again': again,
  Undo: 'workspace.undo',
  'Usual width': 'It is about a column; its head has keys for it.',
  Values: 'records.values',
  'Values of the bytes': 'records.values',
  'Variables…': 'environments.edit',
  'Why this workspace is not listed…': 'It tells what the menu that has it cannot show.',
};

/** What stands on buttons and in menus, where it is written in the source. */
function labelsIn(text: string): string[] {
  const patterns = [
    /<IconButton\b[^>]*?\blabel="([^"]+)"/gs,
    /<Button\b(?:[^<>]|=>|<[A-Z][^<>]*\/>)*>\s*([A-Z][^<>{}]*?)\s*<\/Button>/gs,
  ];
  const onButtons = patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ([, label = '']) => label.replace(/\s+/g, ' ')),
  );
  return [...onButtons, ...(/MenuItem|items=\{/.test(text) ? labelsOfItems(text) : [])];
}

/** `label: 'Copy'`, and both of `label: isOpen ? 'Collapse' : 'Expand'`. */
function labelsOfItems(text: string): string[] {
  const pattern = /\blabel:\s*(?:[^'`\n]*\?\s*)?'([^']+)'(?:\s*:\s*'([^']+)')?/g;
  return Array.from(text.matchAll(pattern), ([, one = '', two = one]) => [one, two]).flat();
}

function isSameWord(left: string, right: string): boolean {
  return left.replace('…', '').toLowerCase() === right.replace('…', '').toLowerCase();
}

const titles = commandSources
  .flatMap(({ text }) =>
    Array.from(text.matchAll(/title:[^'\n]*'([^']+)'(?: : '([^']+)')?/g), ([, one = '', two = one]) => [
      one,
      two,
    ]),
  )
  .flat();
const labels = [...new Set(others.flatMap(({ text }) => labelsIn(text)))];

describe('the palette', () => {
  it('has a command for every button and item of a menu, or a reason why not', () => {
    expect(labels.length).toBeGreaterThan(80);
    const untold = labels.filter(
      (label) => told[label] === undefined && !titles.some((title) => isSameWord(title, label)),
    );
    expect(untold).toEqual([]);
  });

  it('has reasons only for what is there', () => {
    expect(Object.keys(told).filter((label) => !labels.includes(label))).toEqual([]);
  });

  it('names commands that there are', () => {
    const ids = Object.values(told).filter((reason) => /^[a-z]+\.\w+$/i.test(reason));
    const written = commandSources.map(({ text }) => text).join('\n');
    const isThere = (id: string): boolean =>
      written.includes(`'${id}'`) || written.includes(`\`${id.replace(/\.\w+$/, '')}.\${`);
    expect(ids.filter((id) => !isThere(id))).toEqual([]);
  });

  it('presses each button that names a command, and no others', () => {
    const named = others.flatMap(({ text }) =>
      Array.from(text.matchAll(/(?:data-command="|\bcommand: ')([\w.]+)/g), ([, id = '']) => id),
    );
    expect([...new Set(named)].toSorted()).toEqual(buttonCommandList.map(({ id }) => id).toSorted());
  });
});
