import { execFile } from 'node:child_process';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addressField, createConnection } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { expectRows, fileOf, question, row, write } from './treeRows.ts';

test('follows another branch under the open window, and keeps the tab of what was moved', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const git = async (...words: string[]): Promise<void> => {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    await promisify(execFile)('git', [...who, ...words], { cwd: join(workspace, 'connections') });
  };
  await write(workspace, ['one', 'branch/two']);
  await git('init', '-q', '-b', 'main');
  await git('add', '.');
  await git('commit', '-qm', 'One');
  await git('checkout', '-qb', 'other');
  await rename(join(workspace, 'connections', 'branch'), join(workspace, 'connections', 'renamed'));
  await rename(
    join(workspace, 'connections', 'one.json'),
    join(workspace, 'connections', 'renamed', 'one.json'),
  );
  await write(workspace, ['three']);
  await git('add', '.');
  await git('commit', '-qm', 'Other');
  await git('checkout', '-q', 'main');
  await expectRows(page, ['1 branch', '1 one']);
  await row(page, 'one').click();
  await expect(addressField(page)).toBeVisible();
  await git('checkout', '-q', 'other');
  await expectRows(page, ['1 renamed', '1 three']);
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:1');
  await row(page, 'renamed').click();
  await expect(row(page, 'one')).toHaveAttribute('aria-selected', 'true');
  await git('checkout', '-q', 'main');
  await expectRows(page, ['1 branch', '1 one']);
});

test('shows a mistake in a file with its line and column, and the rest of the tree', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:6379');
  await write(workspace, ['broken/good']);
  await writeFile(join(workspace, 'connections', 'broken', 'bad.json'), '{\n  "version": 1\n  "id": "x"\n}');
  await expect(page.getByRole('list', { name: 'Files with a problem' })).toContainText(
    'broken/bad.json, line 2, column 15A comma is missing',
  );
  await writeFile(join(workspace, 'connections', 'ping.message.json'), '{\n  "version": 1\n  "id": "m"\n}');
  await expect(page.getByRole('list', { name: 'Files with a problem' })).toContainText(
    'ping.message.json, line 2, column 15A comma is missing',
  );
  await row(page, 'broken').click();
  await expect(row(page, 'good')).toBeVisible();
});

test('says why the connections cannot be read, keeps what is open, and shows them again by itself', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const folder = join(workspace, 'connections');
  await write(workspace, ['gateway/one']);
  // The window remembers which folders were open in a test before.
  if ((await row(page, 'gateway').getAttribute('aria-expanded')) !== 'true')
    await row(page, 'gateway').click();
  await row(page, 'one').click();
  await rename(folder, `${folder}-away`);
  await writeFile(folder, 'a file');
  await expect(page.getByRole('list', { name: 'Files with a problem' })).toHaveText(
    'connectionsThis folder could not be read: there is a file in its place. Move it away.',
  );
  await expect(row(page, 'one')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('tab', { name: 'one' })).toBeVisible();
  await rm(folder);
  await rename(`${folder}-away`, folder);
  await expect(page.getByRole('list', { name: 'Files with a problem' })).toBeHidden();
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:1');
});

test('asks which counts when a connection was changed in its file and in the window', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await write(workspace, ['both']);
  const file = join(workspace, 'connections', 'both.json');
  await row(page, 'both').click();
  for (const [choice, port] of [
    ['Keep mine', 2],
    ['Take the file’s', 3],
  ] as const) {
    const compare = page.getByRole('button', { name: 'Compare…' });
    // What is typed is saved soon: where that was faster than the file is written here, there is no conflict yet.
    await expect(async () => {
      await addressField(page).fill(`tcp://127.0.0.1:${port}0`);
      await writeFile(file, fileOf('both', 'both', port));
      await addressField(page).press('Enter');
      await expect(compare).toBeVisible({ timeout: 2000 });
    }).toPass();
    expect(await readFile(file, 'utf8')).toBe(fileOf('both', 'both', port));
    await compare.click();
    await expect(
      question(page)
        .getByRole('row')
        .filter({ hasText: `:${port}0` }),
    ).toContainText(`:${port}"`);
    await question(page).getByRole('button', { name: choice }).click();
    const kept = choice === 'Keep mine' ? `tcp://127.0.0.1:${port}0` : `tcp://127.0.0.1:${port}`;
    await expect(addressField(page)).toHaveValue(kept);
    await expect.poll(async () => readFile(file, 'utf8')).toContain(`"${kept}"`);
    await expect(compare).toHaveCount(0);
  }
});

test('offers to keep what was being typed into a connection whose file was deleted', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  // What is typed is saved soon: where that was faster than the file is deleted here, nothing is lost.
  await expect(async () => {
    await write(workspace, ['lost']);
    await row(page, 'lost').click();
    await addressField(page).fill('tcp://127.0.0.1:77');
    await rm(join(workspace, 'connections', 'lost.json'));
    const deleted = '“lost” was deleted while you were changing it';
    await expect(question(page)).toContainText(deleted, { timeout: 6000 });
  }).toPass();
  await question(page).getByRole('button', { name: 'Keep it' }).click();
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:77');
});
