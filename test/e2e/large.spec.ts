import { hexDump, recordings, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

test('reads a million records from the first to the last', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const records = 1_000_000;
  await writeRecording(workspace, 'large', async (writer) => {
    for (let seq = 1; seq <= records; seq += 1) {
      writer.append(receivedPayload(seq, `record ${seq}`));
      if (seq % 100_000 === 0) await writer.flush();
    }
  });
  await recordings(page).click();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(records + 1));
  await timeline(page).getByRole('row').nth(1).click();
  await page.keyboard.press('Home');
  await expect(timeline(page).getByText('record 1', { exact: true })).toBeVisible();
  await page.keyboard.press('End');
  await expect(timeline(page).getByText(`record ${records}`, { exact: true })).toBeVisible();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(timeline(page).getByText('record 1', { exact: true })).toBeVisible();
  // The list draws what is seen, however long it is.
  expect(await timeline(page).getByRole('row').count()).toBeLessThan(120);
});

test('opens a record of 64 MiB and reads its last byte', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const bytes = Buffer.alloc(64 * 1024 * 1024, 'wirebench 64 MiB ');
  bytes.write('the very end', bytes.length - 12);
  await writeRecording(workspace, 'large', (writer) => void writer.append(receivedPayload(1, bytes)));
  await recordings(page).click();
  await timeline(page).getByRole('row').nth(1).click();
  await expect(hexDump(page)).toContainText('77 69 72 65 62 65 6e 63');
  await hexDump(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  // However many bytes stand in a row, the last ones stand in the last.
  await expect(hexDump(page)).toContainText('ery end');
});
