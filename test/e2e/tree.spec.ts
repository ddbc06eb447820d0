import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import { addressField, boxOf, chooseFromMenu, open, runCommand } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { expectRows, fileOf, question, row, tree, write } from './treeRows.ts';

async function newFolder(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New folder', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Name of New folder' })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(row(page, name)).toBeVisible();
}

test('keeps connections in folders: makes, names, opens, copies and deletes them', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await newFolder(page, 'gateway');
  await page.getByRole('button', { name: 'New folder', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Name of New folder' })).toBeFocused();
  await page.keyboard.type('Gateway');
  const taken = 'There is a folder “gateway” here already.';
  await expect(page.getByRole('alert').filter({ hasText: taken })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of New folder' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('other');
  await page.keyboard.press('Enter');
  await expectRows(page, ['1 gateway', '1 other']);

  await chooseFromMenu(page, 'gateway', 'New connection here');
  await addressField(page).fill('tcp://127.0.0.1:6379');
  await expectRows(page, ['1 gateway', '2 127.0.0.1:6379', '1 other']);
  await expect.poll(async () => (await readdir(join(workspace, 'connections', 'gateway'))).length).toBe(2);

  await chooseFromMenu(page, 'gateway', 'Duplicate');
  await expectRows(page, ['1 gateway', '2 127.0.0.1:6379', '1 gateway 2', '1 other']);
  await chooseFromMenu(page, 'gateway', /^Delete/);
  await expect(question(page)).toContainText('1 connection in it is deleted, too.');
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question(page).getByRole('button', { name: 'Delete' }).click();
  await expectRows(page, ['1 gateway 2', '1 other']);
  await expect(addressField(page)).toHaveCount(0);
  const messages = page.getByRole('region', { name: 'Notifications' });
  await expect(messages).toContainText('Deleted the folder “gateway”.');
  await messages.getByRole('button', { name: 'Undo' }).click();
  await expectRows(page, ['1 gateway', '2 127.0.0.1:6379', '1 gateway 2', '1 other']);
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:6379');
  await chooseFromMenu(page, 'gateway', /^Delete/);
  await question(page).getByRole('button', { name: 'Delete' }).click();
  await expectRows(page, ['1 gateway 2', '1 other']);
  expect((await readdir(join(workspace, 'connections'))).toSorted()).toEqual(['gateway 2', 'other']);
});

test('is used with the keyboard alone', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await write(workspace, ['a', 'b', 'keys/redis', 'keys/eu/dns', 'zoo/z']);
  await expectRows(page, ['1 keys', '1 zoo', '1 a', '1 b']);
  await tree(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expectRows(page, ['1 keys', '2 eu', '2 redis', '1 zoo', '1 a', '1 b']);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:1');
  await expect(row(page, 'dns')).toHaveAttribute('aria-selected', 'true');

  await tree(page).focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+ArrowDown');
  await expectRows(page, ['1 keys', '2 eu', '2 redis', '1 zoo', '1 a', '1 b', '1 dns']);
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expectRows(page, ['1 keys', '2 eu', '2 redis', '1 zoo', '1 dns', '1 a', '1 b']);
  await page.keyboard.press('Alt+ArrowRight');
  await expectRows(page, ['1 keys', '2 eu', '2 redis', '1 zoo', '2 dns', '2 z', '1 a', '1 b']);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Alt+ArrowUp');
  await expectRows(page, ['1 zoo', '2 dns', '2 z', '1 keys', '2 eu', '2 redis', '1 a', '1 b']);
  await expect(page.getByRole('status', { name: 'What has happened' })).toHaveText(
    '“zoo” moved to place 1 of 4',
  );

  await page.keyboard.type('re');
  await page.keyboard.press('F2');
  await page.keyboard.type('cache');
  await page.keyboard.press('Enter');
  await expect(row(page, 'cache')).toBeVisible();
  await expect(tree(page)).toBeFocused();
  await page.keyboard.press('ContextMenu');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await tree(page).focus();
  await expect(row(page, 'cache')).toHaveClass(/is-focused/);
  await page.keyboard.press('Delete');
  await expect(row(page, 'cache')).toHaveCount(0);
  await expect(question(page)).toHaveCount(0);
  // The keys are on what has taken its place, and the deletion is undone by one.
  await expect(row(page, 'a')).toHaveClass(/is-focused/);
  await expect(tree(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(row(page, 'cache')).toBeVisible();
});

test('takes each step that is asked for, however quickly, also where the others stood by name', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const names = Array.from({ length: 12 }, (_, index) => `c${String(index).padStart(2, '0')}`);
  await write(workspace, names);
  await tree(page).focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('Alt+ArrowDown');
  const [first, ...others] = names.map((name) => `1 ${name}`);
  await expectRows(page, others.toSpliced(8, 0, first ?? ''));
});

test('undoes and repeats no typing from a list, as fast as a deletion is taken back', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  // What a test before deleted could still be brought back.
  await page.reload();
  await write(workspace, ['a', 'cache']);
  await row(page, 'a').click();
  const address = page.getByRole('textbox', { name: 'Address' });
  await address.fill('tcp://127.0.0.1:2');
  await row(page, 'cache').click();
  await row(page, 'a').click();
  await address.press('End');
  await page.keyboard.type('3');
  await expect(address).toHaveValue('tcp://127.0.0.1:23');
  await tree(page).focus();
  for (const keys of ['z', 'Shift+z', 'y']) {
    await page.keyboard.press(`ControlOrMeta+${keys}`);
    await expect(address).toHaveValue('tcp://127.0.0.1:23');
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('status', { name: 'What has happened' })).toHaveText('Brought back “cache”');
  await expect(row(page, 'cache')).toBeVisible();
  // Where its tab had gone already, that is back in front.
  await row(page, 'a').click();
  await expect(address).toHaveValue('tcp://127.0.0.1:23');
});

test('lets rows be dragged to where they are shown to go', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await write(workspace, ['a', 'b', 'c', 'drag/x', 'drop/y']);
  await expectRows(page, ['1 drag', '1 drop', '1 a', '1 b', '1 c']);
  const at = (y: number): { targetPosition: { x: number; y: number } } => ({ targetPosition: { x: 40, y } });
  await row(page, 'c').dragTo(row(page, 'a'), at(3));
  await expectRows(page, ['1 drag', '1 drop', '1 c', '1 a', '1 b']);
  await row(page, 'a').dragTo(row(page, 'drag'), at(13));
  await expectRows(page, ['1 drag', '2 a', '2 x', '1 drop', '1 c', '1 b']);
  await row(page, 'drop').dragTo(row(page, 'drag'), at(2));
  await expectRows(page, ['1 drop', '1 drag', '2 a', '2 x', '1 c', '1 b']);
  await row(page, 'drop').dragTo(row(page, 'drag'), at(13));
  await expectRows(page, ['1 drag', '2 drop', '2 a', '2 x', '1 c', '1 b']);
  await row(page, 'drag').dragTo(row(page, 'drop'), at(13));
  await expectRows(page, ['1 drag', '2 drop', '2 a', '2 x', '1 c', '1 b']);

  await row(page, 'c').hover();
  await page.mouse.down();
  await row(page, 'drop').hover();
  await row(page, 'drop').hover({ position: { x: 40, y: 13 } });
  await expectRows(page, ['1 drag', '2 drop', '3 y', '2 a', '2 x', '1 c', '1 b']);
  await row(page, 'y').hover({ position: { x: 40, y: 20 } });
  await page.mouse.up();
  await expectRows(page, ['1 drag', '2 drop', '3 y', '3 c', '2 a', '2 x', '1 b']);
  await expect(page.getByRole('status', { name: 'What has happened' })).toHaveText(
    '“c” moved into “drop”, place 2 of 2',
  );
});

test('tells screen readers what a connection is and whether it is open', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  const file = join(workspace, 'connections', 'echo.json');
  await writeFile(file, fileOf('echo', 'echo', peer.port));
  const address = `TCP client tcp://127.0.0.1:${peer.port}`;
  await expect(row(page, 'echo')).toHaveAccessibleDescription(`${address}, not open`);
  await row(page, 'echo').click();
  await open(page);
  await expect(row(page, 'echo')).toHaveAccessibleDescription(`${address}, open`);
  await expect(page.getByRole('tab', { name: 'echo' })).toHaveAccessibleDescription('echo, open');
});

test('keeps the name that is being typed while other rows come', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await write(workspace, ['b', 'd']);
  await chooseFromMenu(page, 'd', 'Rename');
  await page.keyboard.type('cache');
  await page.keyboard.press('ArrowLeft');
  await write(workspace, ['a', 'c']);
  await expectRows(page, ['1 a', '1 b', '1 c', '1 d']);
  const field = page.getByRole('textbox', { name: 'Name of d' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('cache');
  await page.keyboard.type('h');
  await expect(field).toHaveValue('cachhe');
  await page.getByRole('searchbox').click();
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expectRows(page, ['1 a', '1 b', '1 c', '1 cachhe']);
});

test('opens the row that was pressed, though others come before the button is up', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await write(workspace, ['c', 'd']);
  for (const [pressed, comes] of [
    ['d', 'b'],
    ['c', 'a'],
  ] as const) {
    await row(page, pressed).hover({ position: { x: 40, y: 13 } });
    await page.mouse.down();
    await write(workspace, [comes]);
    await expect(row(page, comes)).toBeVisible();
    await page.mouse.up();
    await expect(page.getByRole('tab', { name: pressed, selected: true })).toBeVisible();
  }
});

test('ends a drag that is cancelled after its row has gone', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await write(workspace, ['a', 'b']);
  const height = (): Promise<number> =>
    tree(page).evaluate((element) => element.getBoundingClientRect().height);
  await expectRows(page, ['1 a', '1 b']);
  const rowHeight = (await height()) / 2;
  await row(page, 'b').hover();
  await page.mouse.down();
  // The first move starts the drag, the second is over a row.
  await row(page, 'a').hover({ position: { x: 40, y: 13 } });
  await row(page, 'a').hover({ position: { x: 40, y: 3 } });
  await expect(row(page, 'a')).toHaveAttribute('data-drop', 'before');
  await expect.poll(height).toBe(3 * rowHeight);
  await rm(join(workspace, 'connections', 'a.json'));
  await expectRows(page, ['1 b']);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.mouse.move(300, 300);
  await expect.poll(height).toBe(rowHeight);
});

test('scrolls at its edges under something that is dragged, and to what was added', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const names = Array.from({ length: 40 }, (_, index) => `c${String(index).padStart(2, '0')}`);
  await write(workspace, names);
  await row(page, 'c00').hover();
  await page.mouse.down();
  await row(page, 'c01').hover();
  const box = await boxOf(tree(page));
  await page.mouse.move(box.x + 40, box.y + box.height - 30);
  await page.mouse.move(box.x + 40, box.y + box.height - 6);
  // Until then, the tree still scrolls, and takes the rows away from under the pointer.
  await expect
    .poll(() =>
      tree(page).evaluate(
        ({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop,
      ),
    )
    .toBeLessThan(1);
  await row(page, 'c38').hover({ position: { x: 40, y: 20 } });
  await page.mouse.up();
  await expect(page.getByRole('status', { name: 'What has happened' })).toHaveText(
    '“c00” moved to place 39 of 40',
  );

  for (const count of [1, 2]) {
    await tree(page).focus();
    await page.keyboard.press('End');
    await expect(tree(page).getByRole('treeitem', { selected: true })).toHaveCount(0);
    await runCommand(page, 'Add examples to learn from');
    await expect(page.getByRole('tab')).toHaveCount(count);
    await expect(tree(page).getByRole('treeitem', { selected: true })).toHaveAccessibleName('TCP server');
    await expect(tree(page).getByRole('treeitem', { selected: true })).toBeInViewport();
  }
});

test('finds connections in closed folders, and remembers what is open', async ({ ownWorkbench }) => {
  const { page, workspace } = ownWorkbench;
  await write(workspace, ['top', 'gateway/redis', 'gateway/eu/dns', 'zoo/z']);
  await expectRows(page, ['1 gateway', '1 zoo', '1 top']);
  await page.getByRole('searchbox').fill('dns');
  await expectRows(page, ['1 gateway', '2 eu', '3 dns']);
  await page.getByRole('searchbox').fill('gateway red');
  await expectRows(page, ['1 gateway', '2 redis']);
  await page.getByRole('searchbox').fill('');
  await row(page, 'zoo').click();
  await expectRows(page, ['1 gateway', '1 zoo', '2 z', '1 top']);
  await page.reload();
  await expectRows(page, ['1 gateway', '1 zoo', '2 z', '1 top']);
});
