import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { recordings, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { row, write } from './treeRows.ts';

interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Drags a file of the system over an element and drops it there, as the system does. Returns what the drag said that it would do. */
async function drop(page: Page, target: Locator, { name, bytes }: DroppedFile): Promise<string> {
  const dataTransfer = await page.evaluateHandle(
    ([called, encoded]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0))], called));
      return data;
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
  const layer = page.getByRole('status').filter({ hasText: 'A recording (.wbs) is opened' });
  await target.dispatchEvent('dragover', { dataTransfer });
  const said = (await layer.count()) > 0 ? ((await layer.textContent()) ?? '') : '';
  await target.dispatchEvent('drop', { dataTransfer });
  await expect(layer).toHaveCount(0);
  return said;
}

const text = (name: string, content: string): DroppedFile => ({ name, bytes: Buffer.from(content) });

test('files that are dropped are opened, or become the message of the connection in front', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const recorded = join(import.meta.dirname, '../fixtures/recordings/format4-client.wbs.gz');
  const recording = { name: 'of a colleague.wbs', bytes: gunzipSync(await readFile(recorded)) };
  await write(workspace, ['redis']);
  await expect(row(page, 'redis')).toBeVisible();
  expect(await drop(page, page.getByRole('main'), recording)).toBe('A recording (.wbs) is opened.');
  await expect(timeline(page).getByRole('row').nth(1)).toBeVisible();
  await expect(recordings(page)).toHaveCount(1);
  await drop(page, page.getByRole('main'), text('hello.txt', 'PING'));
  await expect(page.getByText('Only a connection can send a file.')).toBeVisible();

  await row(page, 'redis').click();
  const message = page.getByRole('textbox', { name: 'Message' });
  const question = page.getByRole('dialog', { name: 'Use “hello.txt” as the message?' });
  await expect(message).toBeVisible();
  // Also over the editor, which would put the name of the file where it is dropped.
  const said = await drop(page, page.locator('.message-editor'), text('hello.txt', 'PING\r\n'));
  expect(said).toContain('another file can become the message of redis');
  await question.getByRole('button', { name: 'Put into the composer' }).click();
  await expect(page.locator('.message-editor')).toContainText('PING\\r\\n');
  await expect(message).toBeFocused();

  await drop(page, page.getByRole('textbox', { name: 'Address' }), text('hello.txt', 'PING\r\n'));
  await question.getByRole('button', { name: 'Use as a file' }).click();
  const path = page.getByRole('textbox', { name: 'File to send' });
  await expect(path).toHaveValue(/^files\/hello.*\.txt$/);
  await expect(path).toBeFocused();
  expect(await readFile(join(workspace, await path.inputValue()), 'utf8')).toBe('PING\r\n');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.locator('.message-editor')).toContainText('PING\\r\\n');

  // A dialog waits for the person before anything else.
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  expect(await drop(page, settings.getByRole('searchbox'), recording)).toBe('');
  await page.keyboard.press('Escape');
  await expect(recordings(page)).toHaveCount(1);
  await drop(page, page.getByRole('region', { name: 'Recordings' }), recording);
  await expect(recordings(page)).toHaveCount(2);
  await drop(page, page.getByRole('main'), text('broken.wbs', 'no recording'));
  await expect(page.getByRole('alert').filter({ hasText: /not a/ })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
