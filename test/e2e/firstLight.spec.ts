import { installed, startRedis } from '../support/realServers.ts';
import { tcpService } from '../support/tcpService.ts';
import {
  addressField,
  composeAs,
  createConnection,
  expectState,
  payloads,
  hexDump,
  open,
  recordings,
  runCommand,
  send,
  timeline,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

/** Answers as redis does to an inline PING, and hangs up on QUIT. */
const pingService = () =>
  tcpService((text, socket) => {
    if (text === 'PING\r\n') socket.write('+PONG\r\n');
    if (text === 'QUIT\r\n') socket.end('+OK\r\n');
  });

test('opens a TCP connection, sends, sees, inspects the bytes, and disconnects', async ({ workbench }) => {
  await using service = await pingService();
  const { page } = workbench;
  await createConnection(page, service.url);
  await open(page);
  await expectState(page, 'open');

  await send(page, 'PING\\r\\n');
  const answer = payloads(page, 'in', '+PONG');
  await expect(answer).toHaveCount(1);
  await expect(payloads(page, 'out', 'PING')).toHaveCount(1);
  expect(service.received()).toBe('PING\r\n');

  await answer.click();
  await expect(hexDump(page)).toContainText('2b 50 4f 4e 47 0d 0a');
  await expect(hexDump(page)).toContainText('+PONG..');
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect(page.getByRole('document', { name: 'Text' })).toContainText(String.raw`+PONG\r\n`);
  await page.getByRole('tab', { name: 'Hex' }).click();

  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  await expect(timeline(page).getByRole('row').filter({ hasText: 'Disconnected.' })).toHaveCount(1);
});

test('reopens a recording after a restart and replays it', async ({ workbench }) => {
  await using service = await pingService();
  await createConnection(workbench.page, service.url);
  await open(workbench.page);
  await expectState(workbench.page, 'open');
  await send(workbench.page, 'PING\\r\\n');
  await expect(payloads(workbench.page, 'in', '+PONG')).toHaveCount(1);
  await send(workbench.page, 'QUIT\\r\\n');
  await expectState(workbench.page, 'closed');

  await workbench.restart();
  const { page } = workbench;
  await expect(recordings(page)).toHaveCount(1);
  await recordings(page).click();
  await expect(payloads(page, 'in', '+PONG')).toHaveCount(1);
  await expect(payloads(page, 'in', '+OK')).toHaveCount(1);

  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Replay state' })).toHaveAttribute('data-phase', 'done');
  const comparisons = page.getByRole('grid', { name: 'Comparisons' }).getByRole('row');
  await expect(comparisons.filter({ hasText: 'same' })).toHaveCount(2);
  expect(service.received()).toBe('PING\r\nQUIT\r\n'.repeat(2));
});

test('shows which answers differ when another service answers', async ({ workbench }) => {
  const { page } = workbench;
  await using first = await pingService();
  await using second = await tcpService((text, socket) => {
    if (text === 'PING\r\n') socket.write('+PONK\r\n');
  });
  await createConnection(page, first.url);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'PING\\r\\n');
  await expect(payloads(page, 'in', '+PONG')).toHaveCount(1);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');

  await recordings(page).click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByRole('textbox', { name: 'Send to' }).fill(second.url);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Replay state' })).toHaveAttribute('data-phase', 'done');
  await expect(page.getByRole('grid', { name: 'Comparisons' })).toContainText('byte 4');
  // The buttons of the run have gone with it; the focus has not.
  await expect(page.getByRole('region', { name: 'Replay' }).locator(':focus')).toHaveCount(1);
});

test('gives a first answer with two clicks, and by keyboard alone', async ({ workbench }) => {
  const { page } = workbench;
  await page.getByRole('button', { name: 'Try an echo server' }).click();
  await expectState(page, 'open');
  await page.getByRole('button', { name: /^Send(?! )/ }).click();
  await expect(payloads(page, 'in', 'Hello')).toHaveCount(1);
  await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('No environment');
  // The server has the port that it got, so that both can be opened again.
  await page.getByRole('tab', { name: /^Echo server/ }).click();
  await expectState(page, 'listening');
  await expect(addressField(page)).toHaveValue(/^tcp:\/\/127\.0\.0\.1:[1-9]\d+$/);
  await runCommand(page, 'Try an echo server');
  await expect(page.getByRole('tab', { name: 'Echo client 2', selected: true })).toBeVisible();
  await expectState(page, 'open');
  await page.keyboard.press('Alt+M');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', 'Hello')).toHaveCount(1);
});

test('talks to redis', async ({ workbench }) => {
  test.skip(!installed('redis-server'), 'redis-server is not installed here');
  await using redis = await startRedis();
  const { page } = workbench;
  await createConnection(page, redis.url);
  await open(page);
  await expectState(page, 'open');
  await composeAs(page, 'Hex');
  await send(page, '50 49 4e 47 0d 0a');
  await expect(payloads(page, 'in', '+PONG')).toHaveCount(1);
});
