import { createServer } from 'node:net';
import { once } from 'node:events';
import type { CDPSession, Page } from '@playwright/test';
import { heldBy, type Held } from '../support/hostMemory.ts';
import { startWorkbenchHost } from '../support/workbenchHost.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { createConnection, expectState, payloads, open, openButton, rowCount, send } from './actions.ts';
import { expect, test } from './fixtures.ts';

/** 8 rounds show what each one leaves behind; what is allowed does not depend on their number. */
const rounds = 8;

async function echoServer(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `tcp://127.0.0.1:${port}`, close: () => void server.close() };
}

/** New connection, connect, send, disconnect, close the tab. */
async function round(page: Page, url: string): Promise<void> {
  await createConnection(page, url);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'hello');
  await expect(payloads(page, 'in', 'hello')).toHaveCount(1);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  await page.getByRole('button', { name: /^Close 127/ }).click();
  await expect(page.getByText('Nothing is open.')).toBeVisible();
}

async function listenersOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Memory.getDOMCounters')).jsEventListeners;
}

test('many connections, opened and closed in a day, leave nothing behind them', async ({
  chromiumBrowser,
}) => {
  test.skip(
    process.env['WIREBENCH_HOST'] === 'electron' || process.platform !== 'linux',
    'the open files of a host are counted in /proc, those of a browser’s host only',
  );
  test.slow();
  await using folder = await temporaryFolder();
  const peer = await echoServer();
  const host = await startWorkbenchHost(folder.path, { built: true, nodeOptions: ['--inspect=127.0.0.1:0'] });
  if (!chromiumBrowser) throw new Error('Only the desktop has none.');
  const page = await chromiumBrowser.newPage();
  try {
    await page.goto(host.url);
    const devtools = await page.context().newCDPSession(page);
    const held = (): Promise<Held> => heldBy(host.pid, host.inspectorUrl);
    for (let each = 0; each < 3; each += 1) await round(page, peer.url);
    const before = { ...(await held()), listeners: await listenersOf(devtools) };
    for (let each = 0; each < rounds; each += 1) await round(page, peer.url);
    // Those of the last few are about to be closed.
    await expect.poll(async () => (await held()).openFiles).toBeLessThanOrEqual(before.openFiles + 5);
    expect((await held()).memoryBytes - before.memoryBytes).toBeLessThan(4_000_000);
    expect((await listenersOf(devtools)) - before.listeners).toBeLessThan(16);
    await page.close();
    await expect.poll(async () => (await held()).openFiles).toBeLessThanOrEqual(before.openFiles);
  } finally {
    await page.close();
    await host.stop();
    peer.close();
  }
});

test('a tab shows its last session after the page was reloaded', async ({ workbench }) => {
  const { page } = workbench;
  const peer = await echoServer();
  await createConnection(page, peer.url);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'hello');
  await expect(payloads(page, 'in', 'hello')).toHaveCount(1);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  await page.reload();
  await expectState(page, 'closed');
  await expect(payloads(page, 'in', 'hello')).toHaveCount(1);
  // Opened, out, in, ended, closed.
  await expect.poll(() => rowCount(page)).toBe(5);
  await expect(openButton(page, 'Connect')).toBeEnabled();
  peer.close();
});
