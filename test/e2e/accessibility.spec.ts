import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import {
  compose,
  composeAs,
  createConnection,
  expectState,
  filterField,
  messageList,
  messageRow,
  open,
  payloads,
  recordings,
  runCommand,
  showChart,
  storageMeter,
} from './actions.ts';
import { takeFreePorts } from './examplePorts.ts';
import { expect, test } from './fixtures.ts';
import { row } from './treeRows.ts';
import { expectToldApart, look, lookAtDialog, lookAtMenuOf, lookAtPopover } from './looks.ts';

/** The examples, with a connection that is open, its messages, and a record in the inspector. */
async function showExamples(page: Page, workspace: string): Promise<void> {
  await runCommand(page, 'Add examples to learn from');
  await expect(page.getByRole('tab', { name: /^TCP server/, selected: true })).toBeVisible();
  await takeFreePorts(page, workspace);
  await open(page, 'Listen');
  await expectState(page, 'listening');
  await row(page, 'TCP client').click();
  await open(page);
  await expectState(page, 'open');
  await page.keyboard.press('Alt+1');
  await expect(payloads(page, 'in', '')).toHaveCount(1);
  await messageList(page).getByRole('treeitem').nth(1).click();
  await payloads(page, 'out', '').click();
  await expect(page.getByRole('grid', { name: 'Hex dump' })).toBeVisible();
}

/** What is chosen, open, pressed or sent is told from what is not. */
async function expectStatesToldApart(page: Page): Promise<void> {
  const rowOf = (name: string): Locator => row(page, name);
  await expectToldApart(page, rowOf('TCP client'), rowOf('TLS client'));
  const dot = (name: string): Locator => rowOf(name).locator('.status-dot');
  await expectToldApart(page, dot('TCP client'), dot('TLS client'));
  await expectToldApart(
    page,
    messageList(page).getByRole('treeitem', { selected: true }),
    messageRow(page, 'JSON with variables'),
  );
  await page.getByRole('tree', { name: 'Connections' }).focus();
  await page.keyboard.press('Home');
  await expectToldApart(page, rowOf('Echo'), rowOf('Chat'));
  const tab = (name: RegExp): Locator => page.locator('.tab', { has: page.getByRole('tab', { name }) });
  await expectToldApart(page, tab(/^TCP client/), tab(/^TCP server/));
  const record = (direction: 'in' | 'out'): Locator => payloads(page, direction, '');
  await expectToldApart(page, record('out'), record('in'));
  const icons = page.getByRole('main').locator('.icon-button');
  await expectToldApart(
    page,
    icons.and(page.locator('[aria-pressed=true]')).first(),
    icons.and(page.locator('[aria-pressed=false]')).first(),
  );
  const modes = page.getByRole('group', { name: 'Write as' }).getByRole('button');
  await expectToldApart(page, modes.and(page.locator('[aria-pressed=true]')), modes.last());
}

/** The system’s colours do not hide the marks of references. */
async function expectMarksShown(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  // The marks are behind the field: it must not be painted over them.
  const address = page.getByRole('textbox', { name: 'Address' });
  await expect(address).toHaveCSS('forced-color-adjust', 'none');
  await expect(address).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await expect(page.locator('.address-bar .template-variable').first()).toHaveCSS(
    'text-decoration-line',
    'underline',
  );
  await page.emulateMedia({ forcedColors: null });
}

/** What a command of the palette opens, by the name that the dialog has. */
const dialogsOfCommands = [
  ['Settings…', 'Settings'],
  ['Show the keys…', 'Keys'],
  ['Show what will be sent', 'What will be sent'],
  ['Edit variables and environments…', 'Variables'],
  ['Copy as command…', 'Copy as command'],
  ['Save as message…', 'Save as message'],
  ['Keep only the newest…', 'Keep only the newest'],
  ['Mark with a colour and a note…', 'Mark record 2'],
] as const;

/** What opens beside its button. */
const popoversOfCommands = [
  ['Repeat the message…', 'Repeat'],
  ['Show the history of sent messages…', 'Sent over this connection'],
  ['Go to a number or time…', 'Go to'],
] as const;

/** The palette, with nothing and with something typed. */
async function lookAtPalette(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await page.keyboard.type('tcp');
  await lookAtDialog(page, 'Commands');
}

/** A menu, of whose items one is lit. */
async function lookAtWorkspaceMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'workspace', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await look(page, 'menu of the workspace', '.popup');
  const item = page.getByRole('menuitem');
  const isLit = page.locator('[data-highlighted]');
  await expectToldApart(page, item.and(isLit), item.and(page.locator(':not([data-highlighted])')).first());
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** The report of an import. */
async function lookAtImport(page: Page): Promise<void> {
  page.once('filechooser', (chooser) =>
    chooser.setFiles(join(import.meta.dirname, '../fixtures/imports/insomnia4.json')),
  );
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('menuitem', { name: 'Files of Postman, Insomnia, Bruno…' }).click();
  await lookAtDialog(page, 'What was imported');
}

/** The room for recordings, and a bar in the colours of the system. */
async function lookAtStorage(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(page.locator('.storage-fill')).toHaveCSS('forced-color-adjust', 'none');
  await page.emulateMedia({ forcedColors: null });
  await storageMeter(page).click();
  await lookAtPopover(page, 'Storage');
}

/** The other readings of a record, and the list with chart, filter and no match. */
async function lookAtRecords(page: Page): Promise<void> {
  const reading = (name: string): Locator => page.locator('[data-pane=inspector]').getByRole('tab', { name });
  await reading('Text').click();
  await showChart(page);
  await filterField(page).fill('kind:');
  await look(page, 'text, chart and completion');
  await filterField(page).fill('“nothing like it”');
  await filterField(page).press('Enter');
  await expect(page.getByText('Show every record')).toBeVisible();
  await look(page, 'no match', 'main');
  await filterField(page).fill('');
  await filterField(page).press('Enter');
  await reading('Hex').click();
}

test('everybody can use the window and its dialogs', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await look(page, 'nothing yet');
  await showExamples(page, workspace);
  await look(page, 'examples with folders, messages and records');
  await expectStatesToldApart(page);
  await expectMarksShown(page);
  await lookAtPalette(page);
  for (const [title, name] of dialogsOfCommands) {
    await runCommand(page, title, false);
    await lookAtDialog(page, name);
  }
  await runCommand(page, 'Delete this connection…', false);
  await lookAtDialog(page, 'Delete “TCP client”?', 'alertdialog');
  for (const [title, name] of popoversOfCommands) {
    await runCommand(page, title, false);
    await lookAtPopover(page, name);
  }
  await row(page, 'Chat').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Variables…' }).click();
  await lookAtDialog(page, 'Variables of the folder');
  await lookAtImport(page);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
});

test('everybody can use the menus of the window, and what its records show', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showExamples(page, workspace);
  await lookAtWorkspaceMenu(page);
  const inTree = (name: string): Locator => row(page, name);
  await lookAtMenuOf(page, 'a connection', inTree('Redis'));
  await lookAtMenuOf(page, 'a folder', inTree('Chat'));
  await lookAtMenuOf(page, 'a named message', messageList(page).getByRole('treeitem').nth(1));
  await lookAtMenuOf(page, 'a recording', recordings(page).first());
  await lookAtMenuOf(page, 'a tab', page.getByRole('tab', { name: 'TCP client', exact: true }));
  await lookAtMenuOf(page, 'a record', payloads(page, 'in', ''));
  await lookAtMenuOf(page, 'bytes', page.getByRole('grid', { name: 'Hex dump' }));
  await lookAtMenuOf(page, 'the columns', page.getByRole('columnheader', { name: 'Preview' }));
  await lookAtMenuOf(page, 'the composer', page.locator('.message-editor'));
  await lookAtStorage(page);
  await lookAtRecords(page);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
});

/** The options of a connection, with every section open. */
async function lookAtOptions(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: /^Options/ }).click();
  const options = page.getByRole('dialog', { name: /^Options/ });
  await expect(options).toBeVisible();
  const folded = options.getByRole('button', { expanded: false }).and(page.locator('.disclosure-head'));
  while ((await folded.count()) > 0) await folded.first().click();
  await look(page, `options of ${kind}`, '.popup');
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
}

test('everybody can use the options of each kind, and see what a connection did', async ({ workbench }) => {
  const { page } = workbench;
  for (const [kind, address] of [
    ['TLS client', 'tls://127.0.0.1:1'],
    ['TLS server', 'tls://127.0.0.1:0'],
    ['TCP server', 'tcp://127.0.0.1:0'],
    ['Unix client', 'unix:/tmp/wirebench-nobody.sock'],
    ['Unix server', 'unix:/tmp/wirebench-nobody.sock'],
    ['WebSocket client', 'ws://127.0.0.1:1'],
    ['WebSocket server', 'ws://127.0.0.1:0'],
    ['UDP', 'udp://127.0.0.1:9'],
  ] as const) {
    await createConnection(page, address, kind);
    await lookAtOptions(page, kind);
  }
  await open(page);
  await expectState(page, 'open');
  await page.getByRole('tab', { name: 'Connection', exact: true }).click();
  await look(page, 'UDP socket that is open', 'main');
  await lookAtOptions(page, 'a UDP socket that is open');
  await runCommand(page, 'Join a multicast group…', false);
  await lookAtDialog(page, 'Join a multicast group');
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
});

/** A certificate that nobody here has signed, and what can be done about it. */
async function lookAtRefusal(page: Page): Promise<void> {
  await row(page, 'TLS server').click();
  await open(page, 'Listen');
  await expectState(page, 'listening');
  await createConnection(page, 'tls://{{host}}:{{tlsPort}}');
  await open(page);
  await expect(page.getByRole('button', { name: /^Trust/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Connection', exact: true }).click();
  await look(page, 'certificate that is refused', 'main');
  await page.getByRole('button', { name: /^Trust/ }).click();
  await look(page, 'question to trust it', '.dialog');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Trust|Connect/ })
    .last()
    .click();
  await expectState(page, 'open');
  await look(page, 'certificate that is trusted', 'main');
}

/** The clients of a server. */
async function lookAtPeers(page: Page): Promise<void> {
  await row(page, 'TLS server').click();
  await expect(page.getByRole('region', { name: 'Peers' })).toBeVisible();
  await look(page, 'clients of a server', 'main');
  const clients = page.getByRole('tree', { name: 'Peers' }).getByRole('treeitem');
  await lookAtMenuOf(page, 'a client', clients.last());
}

/** What is said where there is no place for it, and what is asked in a form. */
async function lookAtWords(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'TCP client', exact: true }).click();
  await messageList(page).getByRole('treeitem', { name: 'Untitled' }).click();
  await compose(page, 'to be replaced');
  await payloads(page, 'in', '').click();
  await runCommand(page, 'Compose from the selected record');
  await expect(page.getByText('What was in the composer was replaced.')).toBeVisible();
  await look(page, 'message of the window');
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await composeAs(page, 'File');
  await look(page, 'file to send', 'main');
  await composeAs(page, 'Text');
}

/** A recording, and what came of its replay. */
async function lookAtReplay(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'closed');
  await expect(recordings(page).filter({ hasText: /TCP client.* · recording/ })).toHaveCount(0);
  await runCommand(page, 'Replay the newest recording of this connection…');
  await look(page, 'replay to be started', 'main');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Replay state' })).toHaveText(/finished|same|differ/i);
  await look(page, 'replay that has ended', 'main');
}

/** What is seen at 200 % zoom of a small window. */
async function lookAtNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 640, height: 400 });
  await look(page, 'narrow window');
  await page.keyboard.press('ControlOrMeta+,');
  await lookAtDialog(page, 'Settings');
  await page.keyboard.press('F1');
  await lookAtDialog(page, 'Keys');
}

test('everybody can use servers, refusals, replays and a narrow window', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showExamples(page, workspace);
  await lookAtRefusal(page);
  await lookAtPeers(page);
  await lookAtWords(page);
  await lookAtReplay(page);
  await lookAtNarrow(page);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
});
