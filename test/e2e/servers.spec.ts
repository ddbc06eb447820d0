import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Locator } from '@playwright/test';
import { WebSocket } from 'ws';
import { udpPeer } from '../support/peers.ts';
import {
  choose,
  compose,
  createConnection,
  expectState,
  filterField,
  listeningPort,
  open,
  openButton,
  payloads,
  runCommand,
  send,
  timeline,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

/** A WebSocket client of the test, and what it heard. */
async function join(url: string): Promise<{ socket: WebSocket; heard: string[] }> {
  const socket = new WebSocket(url);
  const heard: string[] = [];
  socket.on('message', (bytes) => {
    if (Buffer.isBuffer(bytes)) heard.push(bytes.toString('utf8'));
  });
  await once(socket, 'open');
  return { socket, heard };
}

test('serves two WebSocket clients, answers one or all, and disconnects one', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'ws://127.0.0.1:0/chat', 'WebSocket server');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  const row = timeline(page).getByRole('row').filter({ hasText: 'Listening at' });
  const url = /ws:\/\/\S+\/chat/.exec(await row.innerText())?.[0] ?? '';
  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:[1-9]\d*\/chat$/);

  const first = await join(url);
  const second = await join(url);
  const peers = page.getByRole('region', { name: 'Peers' });
  await expect(peers.getByRole('button', { name: /^Disconnect / })).toHaveCount(2);

  second.socket.send('hello from two');
  await expect(payloads(page, 'in', 'hello from two')).toHaveCount(1);
  await choose(page, 'Send as', 'Text message');
  await send(page, 'to everyone');
  await expect.poll(() => [first.heard, second.heard]).toEqual([['to everyone'], ['to everyone']]);

  await peers.getByRole('treeitem').nth(1).click();
  await send(page, 'to one');
  await expect
    .poll(() => [...first.heard, ...second.heard].filter((text) => text === 'to one').length)
    .toBe(1);

  const closed = Promise.race([once(first.socket, 'close'), once(second.socket, 'close')]);
  await peers
    .getByRole('button', { name: /^Disconnect / })
    .first()
    .click();
  expect((await closed)[0]).toBe(1000);
  await page.getByRole('button', { name: 'Stop listening', exact: true }).click();
  await expectState(page, 'closed');
  for (const { socket } of [first, second]) socket.terminate();
});

test('sends a datagram and receives the answer', async ({ workbench }) => {
  const { page } = workbench;
  await using echo = await udpPeer((datagram) => Buffer.concat([Buffer.from('re: '), datagram]));
  await createConnection(page, `udp://127.0.0.1:${echo.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'datagram');
  await expect(payloads(page, 'in', 're: datagram')).toHaveCount(1);
});

test('receives datagrams at an address of its own and answers whom it heard', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, '', 'UDP');
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('textbox', { name: 'Receive at' }).fill('127.0.0.1:0');
  await page.keyboard.press('Escape');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  const port = await listeningPort(page);
  const socket = createSocket('udp4');
  const answered = once(socket, 'message');
  socket.send('anyone there', port, '127.0.0.1');
  await expect(payloads(page, 'in', 'anyone there')).toHaveCount(1);
  await compose(page, 'here');
  await page.getByRole('button', { name: 'Send', exact: false }).last().click();
  expect(String((await answered)[0])).toBe('here');
  socket.close();
});

test('says which session has a port, with the way there, and moves nothing for it', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:0', 'TCP server');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  const port = await listeningPort(page);
  const facts = page.locator('.facts-line');
  const { height } = (await facts.boundingBox()) ?? {};

  await createConnection(page, `ws://127.0.0.1:${port}/`, 'WebSocket server');
  await open(page, 'Listen');
  await expectState(page, 'failed');
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: '“127.0.0.1:0 server” (TCP server) in this workbench is already using' }),
  ).toHaveCount(1);
  await page.getByRole('button', { name: 'Go to “127.0.0.1:0 server”' }).click();
  await expectState(page, 'listening');
  await expect(page.getByRole('button', { name: 'Stop listening' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectState(page, 'closed');
  await expect(openButton(page, 'Listen')).toBeFocused();

  await createConnection(page, 'tcp://127.0.0.1:0', 'TCP server');
  await expect(page.getByRole('tab', { selected: true })).toHaveAccessibleName('127.0.0.1:0 server 2');

  await createConnection(page, `tcp://127.0.0.1:${port}?${'x'.repeat(400)}`);
  await expect(facts.getByRole('alert')).toBeVisible();
  expect((await facts.boundingBox())?.height).toBe(height);
});

test('lists many peers as one stop for Tab, folds those who have gone, and finds one', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:0', 'TCP server');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  const port = await listeningPort(page);
  const sockets: Socket[] = [];
  for (let count = 0; count < 25; count += 1) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    sockets.push(socket);
  }
  const ports = sockets.map(({ localPort }) => localPort ?? 0).toReversed();
  const pane = page.getByRole('region', { name: 'Peers' });
  const list = pane.getByRole('tree', { name: 'Peers' });
  const row = (place: number): Locator => list.getByRole('treeitem', { name: `127.0.0.1:${ports[place]}` });
  const cursor = list.locator('.is-focused');
  await expect(pane.getByRole('status')).toHaveText('25 open');

  await pane.getByRole('searchbox', { name: 'Search peers' }).focus();
  await page.keyboard.press('Tab');
  await expect(list).toBeFocused();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('combobox', { name: 'Send to' })).toHaveText(`127.0.0.1:${ports[1]}`);
  await expect(row(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  // The keys stay where they are, on the next peer, and so does the focus.
  await page.keyboard.press('Delete');
  await expect(pane.getByRole('status')).toHaveText('24 open');
  await expect(list).toBeFocused();
  await expect(cursor).toContainText(`127.0.0.1:${ports[1]}`);
  const fold = list.getByRole('treeitem', { name: '1 gone' });
  await page.keyboard.press('End');
  await expect(cursor).toHaveText('1 gone');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await expect(cursor).toContainText(`127.0.0.1:${ports[0]}`);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');

  const search = pane.getByRole('searchbox', { name: 'Search peers' });
  await search.fill(`:${ports[7]}`);
  await expect(list.getByRole('treeitem')).toHaveCount(1);
  await row(7).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Copy address/ }).click();
  await expect(list).toBeFocused();
  expect(await workbench.copied()).toBe(`127.0.0.1:${ports[7]}`);
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Filter like this' }).click();
  await expect(list).toBeFocused();
  await expect(filterField(page)).toHaveValue(`peer:${25 - 7}`);
  await expect(
    timeline(page)
      .getByRole('row')
      .filter({ hasText: `127.0.0.1:${ports[7]}` }),
  ).toHaveCount(1);
  await timeline(page)
    .getByRole('row')
    .filter({ hasText: `127.0.0.1:${ports[7]}` })
    .click();
  await runCommand(page, 'Go to the peer of the selected record');
  await expect(list).toBeFocused();
  await expect(search).toHaveValue('');
  await expect(cursor).toContainText(`127.0.0.1:${ports[7]}`);
  // The rows stay until others are found, and no column of one stands elsewhere than in another.
  await search.fill('127');
  const ends = await list
    .locator('.peer-bytes')
    .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().right)));
  expect(new Set(ends).size).toBe(2);
  await expect(pane.getByRole('status')).toHaveText('25 found');
  for (const socket of sockets) socket.destroy();
});

test('sends to one of more clients than a list shows, and shows its connection', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:0', 'TCP server');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  const port = await listeningPort(page);
  const first = connect(port, '127.0.0.1');
  await once(first, 'connect');
  const others = Array.from({ length: 510 }, () => connect(port, '127.0.0.1'));
  await Promise.all(others.map((socket) => once(socket, 'connect')));
  const pane = page.getByRole('region', { name: 'Peers' });
  await expect(pane.getByRole('status')).toHaveText('511 open');

  const address = `127.0.0.1:${first.localPort}`;
  await pane.getByRole('searchbox', { name: 'Search peers' }).fill(address);
  await pane.getByRole('treeitem', { name: address }).click();
  await expect(page.getByRole('combobox', { name: 'Send to' })).toHaveText(address);
  const heard = once(first, 'data');
  await send(page, 'to the first');
  expect(String((await heard)[0])).toBe('to the first');
  await expect(page.getByRole('region', { name: 'Connection', exact: true })).toContainText(address);

  // From its record, too, and where the list shows all of them again.
  await pane.getByRole('searchbox', { name: 'Search peers' }).fill('');
  await payloads(page, 'out', 'to the first').click();
  await runCommand(page, 'Go to the peer of the selected record');
  await expect(pane.getByRole('tree').locator('.is-focused')).toContainText(address);
  for (const socket of [first, ...others]) socket.destroy();
});
