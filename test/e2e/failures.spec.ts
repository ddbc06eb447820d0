import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closedPort, tcpPeer, wsPeer } from '../support/peers.ts';
import { startHttpAnswer } from '../support/rudePeers.ts';
import {
  addressField,
  compose,
  composeAs,
  connections,
  createConnection,
  expectState,
  payloads,
  hexDump,
  open,
  openButton,
  send,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

test('says that nothing listens, and what to do', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, `tcp://127.0.0.1:${await closedPort()}`);
  await open(page);
  await expectState(page, 'failed');
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing listens at 127.0.0.1' })).toBeVisible();
});

test('says what is wrong with an address while it is typed', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:99999');
  await expect(page.getByText('A port is a number from 0 to 65535.')).toBeVisible();
  await expect(openButton(page, 'Connect')).toBeDisabled();
  await addressField(page).fill('gopher://127.0.0.1:70');
  await expect(page.getByText('Wirebench does not support gopher://')).toBeVisible();
});

test('marks what cannot be sent, and sends nothing of it', async ({ workbench }) => {
  const { page } = workbench;
  let received = 0;
  await using peer = await tcpPeer((socket) => socket.on('data', (bytes) => void (received += bytes.length)));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await composeAs(page, 'Hex');
  await send(page, '50 4g');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: /^Send/ }).last()).toBeDisabled();
  await compose(page, '50 4f');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect.poll(() => received).toBe(2);
});

test('keeps the bytes when the mode changes', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:9');
  await compose(page, 'A\\x00\\u{20ac}\\n');
  const region = page.getByRole('region', { name: 'Composer' });
  await expect(region).toContainText('6 bytes');
  await composeAs(page, 'Hex');
  await expect(region).toContainText('41 00 e2 82 ac 0a');
  await composeAs(page, 'Base64');
  await expect(region).toContainText('QQDigqwK');
  await composeAs(page, 'Text');
  await expect(region).toContainText('6 bytes');
});

test('tells a handshake that was refused', async ({ workbench }) => {
  const { page } = workbench;
  await using server = await startHttpAnswer('HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nno ticket');
  await createConnection(page, `ws://127.0.0.1:${server.port}/`);
  await open(page);
  await expectState(page, 'failed');
  await expect(page.getByRole('alert').filter({ hasText: '403 Forbidden' })).toContainText('no ticket');
});

test('says that a port is taken', async ({ workbench }) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => socket.end());
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`, 'TCP server');
  await open(page, 'Listen');
  await expect(page.getByRole('alert').filter({ hasText: 'in use by another program' })).toBeVisible();
});

test('shows bytes of a peer as text and never as markup', async ({ workbench }) => {
  const { page } = workbench;
  const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
  await using peer = await wsPeer((socket) => socket.send(markup));
  await createConnection(page, `ws://127.0.0.1:${peer.port}/`);
  await open(page);
  const payload = payloads(page, 'in', '<img src=x');
  await expect(payload).toHaveCount(1);
  await payload.click();
  await expect(hexDump(page)).toContainText('3c 69 6d 67');
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect(page.getByRole('document', { name: 'Text' })).toContainText(markup);
  await expect(page.locator('img, b')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Hex' }).click();
});

test('keeps the session while the page is reloaded', async ({ workbench }) => {
  const { page } = workbench;
  let sendToPage: (text: string) => void = () => undefined;
  await using peer = await tcpPeer((socket) => {
    sendToPage = (text) => void socket.write(text);
  });
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await page.reload();
  sendToPage('while it was away');
  await expectState(page, 'open');
  await expect(payloads(page, 'in', 'while it was away')).toHaveCount(1);
});

test('names the line of a workspace file with a typing error, and loads the others', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:9');
  await expect(connections(page)).toHaveCount(1);
  await writeFile(join(workspace, 'connections', 'broken.json'), '{\n  "version": 1,\n  "name": oops\n}\n');
  await expect(page.getByText('broken.json')).toBeVisible();
  await expect(page.getByText(/line 3/i)).toBeVisible();
  await expect(connections(page)).toHaveCount(1);
});
