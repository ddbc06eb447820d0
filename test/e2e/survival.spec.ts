import type { Page } from '@playwright/test';
import { createConnection, expectState, payloads, open, recordings, rowCount, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { steadyPeer } from './steadyPeer.ts';

test('lists a recording as interrupted when the program was killed, and opens it', async ({
  ownWorkbench: workbench,
}) => {
  await using peer = await steadyPeer(10, (number) => `message ${number};`);
  await createConnection(workbench.page, peer.url);
  await open(workbench.page);
  await expectState(workbench.page, 'open');
  await expect(payloads(workbench.page, 'in', 'message').first()).toBeVisible();
  await expect.poll(() => rowCount(workbench.page)).toBeGreaterThan(500);
  const shown = await rowCount(workbench.page);

  await workbench.killAndRestart();
  const { page } = workbench;
  await expect(recordings(page)).toHaveCount(1);
  await expect(recordings(page)).toContainText('interrupted');
  await recordings(page).click();
  await expect(timeline(page)).toBeVisible();
  // What was on the screen was in the file.
  expect(await rowCount(page)).toBeGreaterThanOrEqual(shown);
  await timeline(page).getByRole('row').nth(1).click();
  await page.keyboard.press('Home');
  await expect(payloads(page, 'in', 'message 1;')).toHaveCount(1);
});

test('goes on where the traffic is now when its page stood still', async ({ ownWorkbench: workbench }) => {
  test.skip(
    process.env['WIREBENCH_HOST'] === 'electron',
    'the pages of the desktop are not asked for their process',
  );
  test.skip(process.platform === 'win32', 'nothing stops a process there and lets it go on');
  const { page } = workbench;
  await using peer = await steadyPeer(20, (number) => `message ${number};`);
  await createConnection(page, peer.url);
  await open(page);
  await expect(payloads(page, 'in', 'message').first()).toBeVisible();
  const processes = await pageProcesses(page);
  for (const pid of processes) process.kill(pid, 'SIGSTOP');
  try {
    const sentBefore = peer.sent();
    await expect.poll(() => peer.sent(), { timeout: 20_000 }).toBeGreaterThan(sentBefore + 5000);
  } finally {
    for (const pid of processes) process.kill(pid, 'SIGCONT');
  }
  const sent = await peer.stop();
  // The record of the opening is one as well.
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(sent + 2));
  await expect(payloads(page, 'in', `message ${sent};`)).toHaveCount(1);
  await expectState(page, 'open');
});

/** The processes of the browser in which pages run. */
async function pageProcesses(page: Page): Promise<number[]> {
  const devTools = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await devTools?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  expect(pids).not.toEqual([]);
  return pids;
}

test('goes on when a debugger held its page', async ({ ownWorkbench: workbench }) => {
  test.skip(process.env['WIREBENCH_HOST'] === 'electron', 'the desktop freezes no window that is shown');
  const { page } = workbench;
  await using peer = await steadyPeer(20, (number) => `message ${number};`);
  await createConnection(page, peer.url);
  await open(page);
  await expect(payloads(page, 'in', 'message').first()).toBeVisible();
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Debugger.enable');
  const paused = new Promise((resolve) => devTools.once('Debugger.paused', resolve));
  await devTools.send('Debugger.pause');
  await paused;
  const sentBefore = peer.sent();
  await expect.poll(() => peer.sent(), { timeout: 20_000 }).toBeGreaterThan(sentBefore + 5000);
  await devTools.send('Debugger.resume');
  await devTools.send('Debugger.disable');
  const sent = await peer.stop();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(sent + 2));
  await expect(payloads(page, 'in', `message ${sent};`)).toHaveCount(1);
});
