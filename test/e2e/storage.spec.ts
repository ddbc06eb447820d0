import { chooseFromMenu, recordings, recordingTree, storageMeter } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

test('says how much room the recordings take, and deletes those that nobody kept, which can be undone', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const megabyte = Buffer.alloc(1_000_000, 'wirebench ');
  for (const name of ['first', 'second', 'third']) {
    await writeRecording(workspace, name, (writer) => void writer.append(receivedPayload(1, megabyte)));
  }
  await expect(recordings(page)).toHaveCount(3);
  await recordingTree(page).focus();
  await page.keyboard.type('se');
  await page.keyboard.press('F2');
  await page.keyboard.type('worth keeping');
  await page.keyboard.press('Enter');
  await chooseFromMenu(page, 'third', 'Keep');

  await expect(storageMeter(page)).toHaveAccessibleName(/of\s10\sGiB/);
  await storageMeter(page).click();
  const panel = page.getByRole('dialog', { name: 'Storage' });
  await expect(panel).toContainText(/All recordings\s*3(\.\d+)?\sMB/);
  await expect(panel).toContainText(/Not kept \(1\)\s*1(\.\d+)?\sMB/);
  await panel.getByRole('button', { name: 'Delete those not kept…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(recordings(page)).toHaveCount(2);
  await expect(recordings(page)).toContainText(['worth keeping', 'third']);
  const messages = page.getByRole('region', { name: 'Notifications' });
  await messages.getByRole('button', { name: 'Undo' }).click();
  await expect(recordings(page)).toHaveCount(3);
  await storageMeter(page).click();
  await panel.getByRole('button', { name: 'Delete those not kept…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(recordings(page)).toHaveCount(2);
  await storageMeter(page).click();
  await expect(panel).toContainText(/All recordings\s*2(\.\d+)?\sMB/);
  await expect(panel.getByRole('button', { name: 'Delete those not kept…' })).toBeDisabled();
});

test('deletes the oldest recordings that are not kept when the limit is lowered', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const many = Buffer.alloc(12_000_000, 'wirebench ');
  for (const name of ['older', 'newer']) {
    await writeRecording(workspace, name, (writer) => void writer.append(receivedPayload(1, many)));
  }
  await expect(recordings(page)).toHaveCount(2);
  await storageMeter(page).click();
  const panel = page.getByRole('dialog', { name: 'Storage' });
  await panel.getByRole('textbox', { name: 'Limit' }).fill('20 MiB');
  await panel.getByRole('button', { name: 'Set' }).click();
  await page.getByRole('button', { name: 'Set and delete' }).click();
  await expect(recordings(page)).toHaveCount(1);

  await workbench.restart();
  await storageMeter(workbench.page).click();
  await expect(workbench.page.getByRole('textbox', { name: 'Limit' })).toHaveValue(/20/);
});
