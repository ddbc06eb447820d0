import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { axeProblems } from '../support/axe.ts';
import { tcpPeer } from '../support/peers.ts';
import {
  addressField,
  boxOf,
  compose,
  createConnection,
  expectState,
  open,
  payloads,
  recordings,
  send,
  timeline,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { fileOf, row, write } from './treeRows.ts';

/** The tabs of a strip; of the only one unless told. */
const strip = (page: Page, label = 'Open tabs'): Locator =>
  page.getByRole('tablist', { name: label, exact: true });

/** The names in a strip in their order, the one in front in brackets. */
async function expectTabs(page: Page, names: string, label?: string): Promise<void> {
  await expect(strip(page, label)).toHaveCount(1);
  const list = page.locator('.tab-list', { has: strip(page, label) });
  await expect
    .poll(() =>
      list.getByRole('tab').evaluateAll((tabs) =>
        tabs
          .map((tab) => {
            const name = tab.getAttribute('aria-label') ?? '';
            return tab.getAttribute('aria-selected') === 'true' ? `[${name}]` : name;
          })
          .join(' '),
      ),
    )
    .toBe(names);
}

const tab = (page: Page, name: string): Locator =>
  page.locator('.tab').getByRole('tab', { name, exact: true });

async function openAll(page: Page, workspace: string, names: string): Promise<void> {
  await write(workspace, names.split(' '));
  for (const name of names.split(' ')) await row(page, name).click();
}

async function chooseForTab(page: Page, name: string, item: string): Promise<void> {
  await tab(page, name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: item }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

test('tabs are closed, opened again, renamed, copied and put in order by mouse', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await openAll(page, workspace, 'a b c d');
  await expectTabs(page, 'a b c [d]');

  await chooseForTab(page, 'b', 'Close to the right');
  await expectTabs(page, 'a [b]');
  await expect(tab(page, 'b')).toBeFocused();
  await chooseForTab(page, 'b', 'Reopen closed tab');
  await chooseForTab(page, 'b', 'Reopen closed tab');
  await expectTabs(page, 'a b c [d]');
  await chooseForTab(page, 'c', 'Close others');
  await expectTabs(page, '[c]');
  for (const name of 'abd') {
    await chooseForTab(page, 'c', 'Reopen closed tab');
    await expect(tab(page, name)).toBeVisible();
  }
  await expectTabs(page, 'a b c [d]');
  await tab(page, 'b').click({ button: 'middle' });
  await expectTabs(page, 'a c [d]');

  await tab(page, 'c').dblclick();
  await page.keyboard.type('carol:6390');
  await page.keyboard.press('Enter');
  await expectTabs(page, 'a [carol:6390] d');
  await expect(tab(page, 'carol:6390')).toBeFocused();
  await expect(row(page, 'carol:6390')).toBeVisible();
  await chooseForTab(page, 'a', 'Duplicate');
  await expectTabs(page, 'a carol:6390 d [a 2]');
  await expect(tab(page, 'a 2')).toBeFocused();

  await tab(page, 'a 2').dragTo(tab(page, 'a'), { targetPosition: { x: 4, y: 12 } });
  await expectTabs(page, '[a 2] a carol:6390 d');
  await tab(page, 'a').dragTo(tab(page, 'd'), { targetPosition: { x: 90, y: 12 } });
  await expectTabs(page, 'a 2 carol:6390 d [a]');
  await chooseForTab(page, 'd', 'Show in the sidebar');
  await expect(page.getByRole('tree', { name: 'Connections' })).toBeFocused();
  // Beside the tabs, a double click begins another connection.
  await page.locator('.tab-list').dblclick({ position: { x: 900, y: 10 } });
  await expect(addressField(page)).toBeFocused();
  await expectTabs(page, 'a 2 carol:6390 d a [New connection]');
});

test('tabs are used with the keyboard alone, and the focus is never lost', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await openAll(page, workspace, 'a b c d');
  await addressField(page).focus();
  await page.keyboard.press('Alt+W');
  await expectTabs(page, 'a b [c]');
  await expect(tab(page, 'c')).toBeFocused();
  await page.keyboard.press('Alt+Shift+W');
  await expectTabs(page, 'a b c [d]');
  await expect(addressField(page)).toBeFocused();
  await page.keyboard.press('Alt+Shift+PageUp');
  await expectTabs(page, 'a b [d] c');
  await expect(addressField(page)).toBeFocused();
  await page.keyboard.press('Alt+Shift+1');
  await expectTabs(page, '[a] b d c');
  await expect(tab(page, 'a')).toBeFocused();
  await page.keyboard.press('Alt+Shift+9');
  await expectTabs(page, 'a b d [c]');
  await page.keyboard.press('Alt+PageDown');
  await expectTabs(page, '[a] b d c');
  await page.keyboard.press('End');
  await expectTabs(page, 'a b d [c]');
  await expect(tab(page, 'c')).toBeFocused();
  await page.keyboard.press('Alt+Shift+PageUp');
  await expectTabs(page, 'a b [c] d');
  await expect(tab(page, 'c')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('z');
  await page.keyboard.press('Enter');
  await expectTabs(page, 'a b [z] d');
  await expect(tab(page, 'z')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('not this');
  await page.keyboard.press('Escape');
  await expect(tab(page, 'z')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Close others' }).press('Enter');
  await expectTabs(page, '[z]');
  await expect(tab(page, 'z')).toBeFocused();

  await page.keyboard.press('ControlOrMeta+D');
  await expectTabs(page, 'z [z 2]');
  await compose(page, 'PING');
  await page.keyboard.press('ControlOrMeta+S');
  const saving = page.getByRole('dialog', { name: 'Save as message' });
  await expect(saving).toBeVisible();
  await page.keyboard.type('ping');
  await page.keyboard.press('Enter');
  await expect(saving).toHaveCount(0);
  await expect(
    page.getByRole('tree', { name: 'Messages' }).getByRole('treeitem', { name: 'ping' }),
  ).toBeVisible();

  // What had the focus in the sidebar takes it nowhere as it is hidden.
  await page.getByRole('tree', { name: 'Connections' }).focus();
  await page.keyboard.press('ControlOrMeta+B');
  await expect(tab(page, 'z 2')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+B');

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('127.0.0.1:1');
  await page.getByRole('option', { name: /^b/ }).click();
  await expectTabs(page, 'z z 2 [b]');
  await expect(addressField(page)).toBeFocused();
  for (let left = 3; left > 0; left -= 1) await page.keyboard.press('Alt+W');
  await expect(page.getByRole('button', { name: 'Create a connection' })).toBeFocused();
});

test('two tabs are side by side, each with what it shows, and are so again after a reload', async ({
  workbench,
}) => {
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  const { page } = workbench;
  const address = `tcp://127.0.0.1:${peer.port}`;
  await createConnection(page, address);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'one');
  await expect(payloads(page, 'in', 'one')).toHaveCount(1);
  await page.keyboard.press('F2');
  await page.keyboard.type('left');
  await page.keyboard.press('Enter');
  await createConnection(page, address);
  await page.keyboard.press('F2');
  await page.keyboard.type('right');
  await page.keyboard.press('Enter');
  await expectTabs(page, 'left [right]');

  await page.keyboard.press('Alt+Shift+O');
  await expectTabs(page, '[left]', 'Open tabs on the left');
  await expectTabs(page, '[right]', 'Open tabs on the right');
  const side = (name: string): Locator => page.getByRole('tabpanel', { name, exact: true });
  await expect(side('left').getByRole('grid', { name: 'Timeline' })).toBeVisible();
  expect(await axeProblems(page)).toEqual([]);
  // Commands act upon the side that has the focus.
  await page.keyboard.press('Alt+Enter');
  await expect(side('right').getByRole('status', { name: 'State' })).toHaveText(/^open/);
  await page.keyboard.press('Alt+O');
  await expect(side('left').getByRole('grid', { name: 'Timeline' })).toBeFocused();
  await page.keyboard.press('Alt+M');
  await page.keyboard.insertText('two');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', 'two')).toHaveCount(1);
  await expect(side('right').getByRole('grid', { name: 'Timeline' }).getByText('two')).toHaveCount(0);
  await page.keyboard.press('Alt+T');
  await page.keyboard.press('ControlOrMeta+F');
  await expect(side('left').getByRole('combobox', { name: 'Filter' })).toBeFocused();

  await page.reload();
  await expectTabs(page, '[right]', 'Open tabs on the right');
  const divider = page.locator('main > * > [role="separator"]');
  const width = async (): Promise<number> => (await side('left').boundingBox())?.width ?? 0;
  const before = await width();
  await divider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(width).toBeLessThan(before);

  await tab(page, 'right').click();
  await page.keyboard.press('Alt+Enter');
  await expect(side('right').getByRole('status', { name: 'State' })).toHaveText(/^closed/);
  await page.keyboard.press('Alt+W');
  await expectTabs(page, '[left]');
  await expect(tab(page, 'left')).toBeFocused();
  await expect(timeline(page)).toBeVisible();
  await page.keyboard.press('Alt+Shift+W');
  await expectTabs(page, 'left [right]');
  await tab(page, 'left').dragTo(side('right'), { targetPosition: { x: 800, y: 200 } });
  await expectTabs(page, '[left]', 'Open tabs on the right');
  await chooseForTab(page, 'left', 'Move to the other side');
  await expectTabs(page, 'right [left]');
});

test('of more tabs than fit, each is found by typing, and the one in front is whole beside the list', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const names = Array.from({ length: 12 }, (_, place) => `host-${place}.example.com:${6380 + place}`);
  for (const [place, name] of names.entries()) {
    await writeFile(join(workspace, 'connections', `t${place}.json`), fileOf(`t${place}`, name));
    await row(page, name).click();
  }
  const last = tab(page, 'host-11.example.com:6391');
  await expect(last).toBeInViewport({ ratio: 1 });
  const list = page.getByRole('button', { name: 'All tabs' });
  const [tabBox, listBox] = [await boxOf(last), await boxOf(list)];
  expect(tabBox.x + tabBox.width).toBeLessThanOrEqual(listBox.x);
  // The port is what tells them apart.
  await expect(last.locator('.middle-text-end')).toBeInViewport({ ratio: 1 });
  await list.click();
  await page.keyboard.type('6383');
  await expect(page.getByRole('dialog', { name: 'All tabs' }).getByRole('option')).toHaveText([
    'host-3.example.com:6383',
  ]);
  await page.keyboard.press('Enter');
  const found = tab(page, 'host-3.example.com:6383');
  await expect(found).toBeFocused();
  await expect(found).toHaveAttribute('aria-selected', 'true');
  await expect(found).toBeInViewport({ ratio: 1 });
});

test('a recording beside the connection that it is of scrolls and is filtered by itself', async ({
  workbench,
}) => {
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  const { page } = workbench;
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'one');
  await send(page, 'two');
  await expect(payloads(page, 'in', 'two')).toHaveCount(1);
  await recordings(page).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open to the side' }).click();
  const name = `127.0.0.1:${peer.port}`;
  await expectTabs(page, `[${name}]`, 'Open tabs on the right');
  const side = (group: number): Locator => page.locator(`[data-group="${group}"]`);
  const rows = (group: number): Locator =>
    side(group).getByRole('grid', { name: 'Timeline' }).getByRole('row');
  await expect(rows(1).filter({ hasText: 'two' })).toHaveCount(2);
  await side(1).getByRole('combobox', { name: 'Filter' }).fill('"one"');
  await page.keyboard.press('Enter');
  await expect(rows(1).filter({ hasText: 'two' })).toHaveCount(0);
  await expect(rows(0).filter({ hasText: 'two' })).toHaveCount(2);
  await rows(0).filter({ hasText: 'one' }).first().click();
  await expect(side(1).getByRole('row', { selected: true })).toHaveCount(0);
  expect(await axeProblems(page)).toEqual([]);
});
