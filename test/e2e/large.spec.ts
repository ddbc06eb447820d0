import { join } from 'node:path';
import { createStore } from '../../electron/engine/store/createStore.ts';
import { storeWorkerUrl } from '../../electron/storeWorkerUrl.ts';
import type { RecordWriter } from '../../electron/engine/store/store.ts';
import { endpointSchema } from '../../shared/model/connection.ts';
import { hexDump, opener, recordings, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';

const ignore = (): void => undefined;

/** Puts a recording into the workspace, as a session would have written it. */
async function record(workspace: string, fill: (writer: RecordWriter) => Promise<void>): Promise<void> {
  const store = createStore({ workerUrl: storeWorkerUrl() });
  const writer = await store.create(
    join(workspace, 'sessions', 'large.wbs'),
    {
      name: 'large',
      endpoint: endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' }),
      startedAt: 1_800_000_000_000_000,
    },
    { committed: ignore, filled: ignore, drained: ignore, held: ignore, recovered: ignore, stopped: ignore },
  );
  writer.peer(1, '127.0.0.1:9');
  await fill(writer);
  await writer.finish(1_800_000_100_000_000);
  await store.close();
}

test('reads a million frames from the first to the last', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const frames = 1_000_000;
  await record(workspace, async (writer) => {
    for (let seq = 1; seq <= frames; seq += 1) {
      const bytes = Buffer.from(`frame ${seq}`);
      writer.append({
        at: 1_800_000_000_000_000 + seq,
        peer: 1,
        direction: 'in',
        kind: 'data',
        bytes,
        note: null,
      });
      if (seq % 100_000 === 0) await writer.flush();
    }
  });
  await opener(recordings(page)).click();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(frames + 1));
  await timeline(page).getByRole('row').nth(1).click();
  await page.keyboard.press('Home');
  await expect(timeline(page).getByText('frame 1', { exact: true })).toBeVisible();
  await page.keyboard.press('End');
  await expect(timeline(page).getByText(`frame ${frames}`, { exact: true })).toBeVisible();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(timeline(page).getByText('frame 1', { exact: true })).toBeVisible();
  // The list draws what is seen, however long it is.
  expect(await timeline(page).getByRole('row').count()).toBeLessThan(120);
});

test('opens a frame of 64 MiB and reads its last byte', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const bytes = Buffer.alloc(64 * 1024 * 1024, 'wirebench 64 MiB ');
  bytes.write('the very end', bytes.length - 12);
  await record(workspace, async (writer) => {
    writer.append({ at: 1_800_000_000_000_001, peer: 1, direction: 'in', kind: 'data', bytes, note: null });
  });
  await opener(recordings(page)).click();
  await timeline(page).getByRole('row').nth(1).click();
  await expect(hexDump(page)).toContainText('77 69 72 65 62 65 6e 63');
  await hexDump(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  // However many bytes stand in a row, the last ones stand in the last.
  await expect(hexDump(page)).toContainText('ery end');
});
