import {
  createConnection,
  expectState,
  filterField,
  payloads,
  goTo,
  hexDump,
  open,
  recordings,
  rowCount,
  selectedRow,
  showMatches,
  timeline,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { windowSize } from './running.ts';
import { steadyPeer } from './steadyPeer.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

test('filters a live flood, and the list grows by itself', async ({ workbench }) => {
  const { page } = workbench;
  const every = 10;
  await using peer = await steadyPeer(20, (number) =>
    number % every === 0 ? `needle ${number};` : `straw ${number};`,
  );
  await createConnection(page, peer.url);
  await open(page);
  await expectState(page, 'open');
  await filterField(page).fill('dir:in and "needle"');
  await expect(payloads(page, 'in', 'needle').first()).toBeVisible();
  await expect(payloads(page, 'in', 'straw')).toHaveCount(0);
  const before = await rowCount(page);
  await expect.poll(() => rowCount(page)).toBeGreaterThan(before + 100);
  const sent = await peer.stop();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(Math.floor(sent / every) + 1));
  await expect(payloads(page, 'in', 'straw')).toHaveCount(0);

  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(sent + 2));
});

test('marks what is wrong in a filter where it stands, and keeps the last one that was right', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await writeRecording(workspace, 'words', (writer) => {
    for (const [index, word] of ['alpha', 'beta', 'gamma', 'beta'].entries()) {
      writer.append(receivedPayload(index, word));
    }
  });
  await recordings(page).click();
  await filterField(page).fill('"beta"');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '3');
  await filterField(page).fill('"beta" and sise>1k');
  await expect(filterField(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(filterField(page)).toHaveAccessibleDescription(/sise/);
  await expect(page.locator('.filter-wrong')).toHaveText(['sise']);
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '3');
  await filterField(page).fill('');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '5');
});

test('finds the next and the previous match among all records', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const total = 5000;
  await writeRecording(workspace, 'hay', (writer) => {
    for (let seq = 1; seq <= total; seq += 1) {
      writer.append(receivedPayload(seq, seq % 1000 === 0 ? `needle ${seq};` : `straw ${seq};`));
    }
  });
  await recordings(page).click();
  await showMatches(page, 'Find');
  await filterField(page).fill('"needle"');
  await expect(page.locator('.match-count')).toHaveText('5 matches');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(total + 1));
  await goTo(page, '1500');
  await expect(selectedRow(page)).toContainText('straw 1500;');
  await page.keyboard.press('F3');
  await expect(selectedRow(page)).toContainText('needle 2000;');
  await page
    .locator('.timeline-bar')
    .getByRole('button', { name: /^Next match/ })
    .click();
  await expect(selectedRow(page)).toContainText('needle 3000;');
  await page.keyboard.press('Shift+F3');
  await page.keyboard.press('Shift+F3');
  await expect(selectedRow(page)).toContainText('needle 1000;');

  // The key of the composer brings back the newest filter, too.
  await filterField(page).fill('');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('listbox', { name: 'Last filters' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(filterField(page)).toHaveValue('"needle"');

  // Where nothing is found, the reason stands there, and Escape does not lose the focus.
  await showMatches(page, 'Filter');
  await filterField(page).fill('-needle');
  await expect(page.getByText('To leave records out, write not needle.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Show every record' })).toBeFocused();
});

test('goes to a number, to a time since the start, and to the end', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await writeRecording(workspace, 'clock', (writer) => {
    for (let second = 0; second < 2000; second += 1) {
      writer.append(receivedPayload(second * 1_000_000, `second ${second};`));
    }
  });
  await recordings(page).click();
  await goTo(page, '#1234');
  await expect(selectedRow(page)).toContainText('second 1233;');
  await goTo(page, '700.5s');
  await expect(selectedRow(page)).toContainText('second 701;');
  await goTo(page, 'end');
  await expect(selectedRow(page)).toContainText('second 1999;');
  await page.getByRole('button', { name: /^Go to…/ }).click();
  await page.getByRole('textbox', { name: 'Number, time or percentage' }).fill('somewhere');
  await expect(page.getByText('“somewhere” is not a place.')).toBeVisible();
});

test('keeps the last bytes of a dump in sight when it gets less room', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const bytes = Buffer.alloc(20_000, 'wirebench ');
  await writeRecording(workspace, 'long', (writer) => void writer.append(receivedPayload(1, bytes)));
  await recordings(page).click();
  await timeline(page).getByRole('row').nth(1).click();
  await hexDump(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  const rows = Number(await hexDump(page).getAttribute('aria-rowcount'));
  const last = hexDump(page).locator(`[aria-rowindex="${rows}"]`);
  await expect(last).toBeInViewport({ ratio: 0.9 });
  const size = page.viewportSize() ?? windowSize;
  await page.setViewportSize({ ...size, height: size.height - 100 });
  await expect.poll(() => page.evaluate(() => innerHeight)).toBe(size.height - 100);
  await expect(last).toBeInViewport({ ratio: 0.9 });
  await page.setViewportSize(size);
});

test('marks a match that spans two payloads in the bytes of both', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await writeRecording(workspace, 'torn', (writer) => {
    for (const part of ['nothing here', 'first half of wire', 'bench, the second half', 'nothing there']) {
      writer.append(receivedPayload(1, part));
    }
  });
  await recordings(page).click();
  await filterField(page).fill('"wirebench"');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '3');
  await payloads(page, 'in', 'first half').click();
  await expect(hexDump(page)).toContainText('66 69 72 73 74');
  const marked = hexDump(page).locator('.hex-box.is-match');
  await expect(marked.first()).toBeVisible();
  await payloads(page, 'in', 'second half').click();
  await expect(hexDump(page)).toContainText('62 65 6e 63 68');
  await expect(marked.first()).toBeVisible();
});
