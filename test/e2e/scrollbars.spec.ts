import type { Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import { launchChromium } from '../support/workbenchHost.ts';
import {
  compose,
  createConnection,
  expectState,
  messageRow,
  open,
  payloads,
  rowCount,
  send,
  showChart,
  timeline,
} from './actions.ts';
import { expect, test as base } from './fixtures.ts';
import { seeSpace, type SeenSpace } from './seenSpace.ts';

/** With scrollbars that take room, as on Windows and on many a Linux desktop. */
const test = base.extend({
  chromiumBrowser: [
    async ({ headless }, use) => {
      const browser = await launchChromium({ headless, scrollbars: true });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
});

/** The vertical scrollbars that are seen, by what has them: one beside the other where their parts are. */
function scrollbars(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.tab-area, .tab-area *')].flatMap((element) => {
      const { overflowY } = getComputedStyle(element);
      const hasOne = /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
      return hasOne && element.checkVisibility({ visibilityProperty: true }) ? [element.className] : [];
    }),
  );
}

test('rows and preview have their room beside scrollbars, and with a named message that has a note', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await showChart(page);
  for (let count = 1; count <= 16; count += 1) await send(page, `question ${count}, with some more words`);
  await expect(payloads(page, 'in', /question 16/)).toHaveCount(1);
  await compose(page, 'PING');
  await page.getByRole('button', { name: /^Save as message/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as message' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ping');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Asks whether it is there. '.repeat(8));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await messageRow(page, 'ping').click();
  await expect(page.locator('.message-tools-note')).toBeVisible();
  const see = (): Promise<SeenSpace> => timeline(page).evaluate(seeSpace);
  await expect(async () => {
    const { faults, firstRowTop, wholeRows, previewShare } = await see();
    expect(faults).toEqual([]);
    expect(firstRowTop).toBeLessThanOrEqual(192);
    expect(wholeRows).toBeGreaterThanOrEqual(18);
    expect(previewShare).toBeGreaterThanOrEqual(0.45);
  }).toPass();
  const { wholeRows } = await see();
  // A change moves nothing: what becomes of it is told in the same line.
  await compose(page, 'PONG');
  await expect(page.getByRole('button', { name: 'Discard changes' })).toBeInViewport({ ratio: 1 });
  expect((await see()).wholeRows).toBe(wholeRows);
  // Its columns fit, so that nothing of it is scrolled sideways.
  const sideways = await page
    .locator('[data-pane=timeline] .long-list-scroller')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(sideways).toBe(0);

  // With less width its line is below the ways to write, and the composer has grown by it.
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport({ ratio: 1 });

  await page.setViewportSize({ width: 640, height: 400 });
  await expect.poll(() => rowCount(page)).toBeGreaterThan(30);
  await expect(async () => {
    const shown = await scrollbars(page);
    expect(shown.filter((name) => /tab-|session-/.test(name))).toEqual(['tab-panel']);
    expect(shown.filter((name) => name === 'long-list-scroller').length).toBeLessThanOrEqual(2);
  }).toPass();
});
