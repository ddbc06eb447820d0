import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBaseVariables } from './baseVariables.ts';
import { recordings } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

const token = 'hush-hush-hush';

test('asks before a copy with a secret in it leaves, and blanks it, by keyboard', async ({ workbench }) => {
  test.skip(process.env['WIREBENCH_HOST'] === 'electron', 'the desktop asks by dialogs of the system');
  const { page, workspace } = workbench;
  await mkdir(join(workspace, 'secrets'), { recursive: true });
  await writeFile(join(workspace, 'secrets', 'secret-of-blanking'), token);
  const secret = { id: 'secret-of-blanking', name: 'token' };
  await writeBaseVariables(workspace, [{ name: 'token', secret }]);
  await writeRecording(workspace, 'blanking', (writer) => {
    writer.append(receivedPayload(1000, `token=${token.slice(0, 6)}`));
    writer.append(receivedPayload(2000, `${token.slice(6)};`));
  });
  await recordings(page).click();
  const save = page.getByRole('button', { name: /^Save a copy/ });
  const dialog = page.getByRole('alertdialog', { name: '“blanking” has secrets in it' });
  const cancel = dialog.getByRole('button', { name: 'Cancel' });
  await save.press('Enter');
  await expect(dialog.getByRole('listitem')).toHaveText('token (Base): in 2 records');
  await expect(cancel).toBeFocused();
  await expect(dialog).not.toContainText(token);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);

  await save.press('Enter');
  await expect(cancel).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Blank them' })).toBeFocused();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const path = join(workspace, 'blanked.wbs');
  await (await download).saveAs(path);
  const bytes = await readFile(path, 'latin1');
  expect(bytes).toContain('token=******');
  expect(bytes).not.toContain(token.slice(6));

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a .wbs file…' }).click();
  await (await chooser).setFiles(path);
  await expect(
    page.getByText('secrets blanked in this copy: each of their bytes is * in 2 records'),
  ).toBeVisible();
});
