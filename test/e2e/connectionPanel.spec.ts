import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Locator, Page } from '@playwright/test';
import { expiredCertificate, testKey } from '../support/certificates.ts';
import { closedPort, portOf, tcpPeer, udpPeer } from '../support/peers.ts';
import {
  compose,
  connections,
  createConnection,
  expectState,
  listeningPort,
  open,
  payloads,
  send,
  timeline,
} from './actions.ts';
import { writeBaseVariables } from './baseVariables.ts';
import { expect, test } from './fixtures.ts';

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Connection', exact: true });
const facts = (page: Page): Locator => page.locator('.facts-line');

async function chooseAction(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'More actions for this connection' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('says why a certificate is refused, shows the chain, and trusts it once it is told to', async ({
  workbench,
}) => {
  const { page } = workbench;
  const server = createTlsServer({ key: testKey, cert: expiredCertificate }, (socket) => {
    socket.on('error', () => undefined).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await createConnection(page, `tls://localhost:${portOf(server)}`);
  await open(page);
  await expectState(page, 'refused');
  // In a few words above the records; the whole sentence, and its next ones, are at the certificate alone.
  await expect(
    page.getByRole('alert').filter({ hasText: 'A certificate in the chain has expired.' }),
  ).toHaveCount(1);
  await expect(panel(page)).toContainText(/expired on 1 February 2020/);
  await expect(page.getByRole('alert').filter({ hasText: '1 February 2020' })).toHaveCount(0);
  await expect(facts(page)).not.toContainText('expired');
  await expect(panel(page)).toContainText('Refused: it does not verify.');
  await page.getByRole('button', { name: 'Show chain' }).click();
  await expect(panel(page).getByRole('region', { name: 'Server certificate chain' })).toBeInViewport();
  await expect(panel(page)).toContainText('CN=Wirebench test');
  // Only the panel is scrolled, not the window.
  expect((await page.getByRole('banner').boundingBox())?.y).toBe(0);

  await page.getByRole('button', { name: 'Trust…' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/);
  await question.getByRole('button', { name: 'Trust and connect' }).click();
  await expectState(page, 'open');
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeFocused();
  await expect(facts(page)).toContainText('trusted by fingerprint');
  await expect(panel(page)).toContainText('Trusted by fingerprint. The certificate itself does not verify.');
  await send(page, 'over TLS');
  await expect(payloads(page, 'in', 'over TLS')).toHaveCount(1);

  // It is kept with the connection.
  await workbench.restart();
  await connections(workbench.page).first().click();
  await open(workbench.page);
  await expectState(workbench.page, 'open');
  await expect(facts(workbench.page)).toContainText('trusted by fingerprint');
  server.close();
});

test('shows the steps of an attempt that failed, with the code', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, `tcp://127.0.0.1:${await closedPort()}`);
  await open(page);
  await expectState(page, 'failed');
  await expect(facts(page)).toContainText('ECONNREFUSED');
  const steps = panel(page).getByRole('region', { name: 'Steps' });
  await expect(steps.getByRole('listitem').filter({ hasText: 'failed' })).toContainText('ECONNREFUSED');
  // Where the system sets the colours, a step that failed is told from one that did not.
  await page.emulateMedia({ forcedColors: 'active' });
  const bar = steps.locator('[data-outcome=failed] .waterfall-bar');
  await expect(bar).toHaveCSS('forced-color-adjust', 'none');
  const colours = await bar.evaluate((element) => {
    const shown = getComputedStyle(element).backgroundColor;
    element.style.background = 'GrayText';
    const failed = getComputedStyle(element).backgroundColor;
    element.style.background = 'CanvasText';
    const done = getComputedStyle(element).backgroundColor;
    element.style.background = '';
    return { shown, failed, done };
  });
  expect(colours.shown).toBe(colours.failed);
  expect(colours.shown).not.toBe(colours.done);
  await page.emulateMedia({ forcedColors: null });
});

test('counts down to the next attempt, and connects at once when told to', async ({ workbench }) => {
  const { page } = workbench;
  const port = await closedPort();
  await createConnection(page, `tcp://127.0.0.1:${port}`);
  await page.getByRole('button', { name: /^Options/ }).click();
  await page.getByRole('switch', { name: 'Reconnect' }).click();
  await page.getByRole('button', { name: 'Reconnecting' }).click();
  await page.getByRole('textbox', { name: /^First delay/ }).fill('600');
  await page.getByRole('textbox', { name: /^Longest delay/ }).fill('600');
  await page.keyboard.press('Escape');
  await open(page);
  await expectState(page, 'waiting');
  await expect(facts(page)).toContainText(/attempt 1 of 10/);
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  await page.getByRole('button', { name: 'Connect now' }).first().click();
  await expectState(page, 'open');
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  server.close();
});

test('half-closes and resets a connection', async ({ workbench }) => {
  const { page } = workbench;
  const accepted = Promise.withResolvers<Socket>();
  await using peer = await tcpPeer((socket) => accepted.resolve(socket), { allowHalfOpen: true });
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  const socket = await accepted.promise;
  socket.resume();
  const ended = once(socket, 'end');
  await chooseAction(page, 'Send FIN (half-close)');
  await ended;
  socket.write('still here');
  await expect(payloads(page, 'in', 'still here')).toHaveCount(1);
  const closed = new Promise((resolve) => void socket.once('close', resolve));
  await chooseAction(page, 'Reset (RST)');
  await expectState(page, 'closed');
  // Node looks at a socket whose other side has ended only when it is written to.
  socket.write('is anybody there');
  await closed;
  await expect(timeline(page).getByRole('row').filter({ hasText: 'closed' })).toHaveCount(1);
});

test('sends datagrams to several, and answers the sender of one', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await using one = await udpPeer((datagram) => Buffer.from(`one: ${String(datagram)}`));
  await using two = await udpPeer((datagram) => Buffer.from(`two: ${String(datagram)}`));
  await writeBaseVariables(workspace, [{ name: 'first', value: `127.0.0.1:${one.port}` }]);
  await createConnection(page, '', 'UDP');
  await page.getByRole('button', { name: /^Options/ }).click();
  await page.getByRole('textbox', { name: 'Receive at' }).fill('127.0.0.1:0');
  await page.keyboard.press('Escape');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  const peers = page.getByRole('region', { name: 'Peers' });
  const address = peers.getByRole('textbox', { name: 'Address of a peer' });
  await address.fill('{{frist}}');
  await address.press('Enter');
  await expect(peers).toContainText('There is no variable “frist”');
  for (const [written, { port }] of [['{{first}}', one] as const, [`127.0.0.1:${two.port}`, two] as const]) {
    await address.fill(written);
    await peers.getByRole('button', { name: 'Add peer' }).click();
    await expect(peers.getByRole('button', { name: `Actions for 127.0.0.1:${port}` })).toBeVisible();
  }
  await peers
    .getByRole('treeitem')
    .filter({ hasText: `127.0.0.1:${one.port}` })
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByRole('combobox', { name: 'Send to' })).toHaveText('2 peers');
  await send(page, 'to both');
  await expect(payloads(page, 'in', 'one: to both')).toHaveCount(1);
  await expect(payloads(page, 'in', 'two: to both')).toHaveCount(1);

  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const port = await listeningPort(page);
  const answered = once(socket, 'message');
  socket.send('who answers', port, '127.0.0.1');
  await payloads(page, 'in', 'who answers').click();
  await page.getByRole('button', { name: 'More for these bytes' }).click();
  await page.getByRole('menuitem', { name: 'Reply to sender' }).click();
  await expect(page.getByRole('combobox', { name: 'Send to' })).toHaveText(`127.0.0.1:${portOf(socket)}`);
  await compose(page, 'I do');
  await page.keyboard.press('ControlOrMeta+Enter');
  expect(String((await answered)[0])).toBe('I do');
  socket.close();

  await panelTab(page).click();
  await panel(page).getByRole('button', { name: 'Join…' }).click();
  await page.getByRole('textbox', { name: 'Group' }).fill('127.0.0.1');
  await expect(page.getByRole('dialog')).toContainText('is not a multicast group');
  await page.getByRole('textbox', { name: 'Group' }).fill('{{first}}');
  await page.getByRole('dialog').getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(`127.0.0.1:${one.port}`);
  await page.getByRole('textbox', { name: 'Group' }).fill('{{$env:WIREBENCH_NO_SUCH_GROUP}}');
  await page.getByRole('dialog').getByRole('button', { name: 'Join' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Join' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('has no variable');
  await page.keyboard.press('Escape');
});

test('copies the connection as a command of another program', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'ws://127.0.0.1:8080/chat?a=1');
  await chooseAction(page, 'Copy as command…');
  const dialog = page.getByRole('dialog', { name: 'Copy as command' });
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText(['wirebench', 'websocat', 'curl']);
  await dialog.getByRole('button', { name: 'Copy the command of websocat' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await workbench.copied()).toBe("websocat 'ws://127.0.0.1:8080/chat?a=1'");
  // The tooltip of the button does not take the key.
  await page.keyboard.press('Tab');
  await expect(page.getByText('Copy the command of curl')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

const panelTab = (page: Page): Locator => page.getByRole('tab', { name: 'Connection', exact: true });
