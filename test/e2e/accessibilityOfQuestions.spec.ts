import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressField, recordings } from './actions.ts';
import { writeBaseVariables } from './baseVariables.ts';
import { expect, test } from './fixtures.ts';
import { look, lookAtDialog } from './looks.ts';
import { fileOf, row, write } from './treeRows.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

test('everybody can answer which of two versions of a connection counts', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await write(workspace, ['both']);
  await row(page, 'both').click();
  const compare = page.getByRole('button', { name: 'Compare…' });
  // What is typed is saved soon: where that was faster than the file is written here, there is no conflict yet.
  await expect(async () => {
    await addressField(page).fill('tcp://127.0.0.1:20');
    await writeFile(join(workspace, 'connections', 'both.json'), fileOf('both', 'both', 2));
    await addressField(page).press('Enter');
    await expect(compare).toBeVisible({ timeout: 2000 });
  }).toPass();
  await compare.click();
  await lookAtDialog(page, '“both” was changed in two places', 'alertdialog');
  await compare.click();
  await page.getByRole('button', { name: 'Keep mine' }).click();
});

test('everybody can answer what becomes of the secrets in a copy', async ({ workbench }) => {
  test.skip(process.env['WIREBENCH_HOST'] === 'electron', 'the desktop asks by dialogs of the system');
  const { page, workspace } = workbench;
  await mkdir(join(workspace, 'secrets'), { recursive: true });
  await writeFile(join(workspace, 'secrets', 'secret-of-a-question'), 'hush-hush-hush');
  await writeBaseVariables(workspace, [
    { name: 'token', secret: { id: 'secret-of-a-question', name: 'token' } },
  ]);
  await writeRecording(workspace, 'asked', (writer) => {
    writer.append(receivedPayload(1000, 'token=hush-hush-hush'));
  });
  await recordings(page).click();
  await page.getByRole('button', { name: /^Save a copy/ }).click();
  await lookAtDialog(page, '“asked” has secrets in it', 'alertdialog');
});

test('everybody can read why a page without its token is not let in', async ({
  workbench,
  chromiumBrowser,
}) => {
  test.skip(chromiumBrowser === null, 'the desktop has no address');
  const context = await chromiumBrowser?.newContext();
  const page = await context?.newPage();
  if (!page) throw new Error('There is no browser.');
  await page.goto(new URL('/', workbench.page.url()).href);
  await expect(page.getByRole('heading', { name: 'Wirebench does not know this page' })).toBeVisible();
  await look(page, 'page that is not let in');
  await context?.close();
});
