import type { Locator, Page } from '@playwright/test';
import { filterField, hexDump, recordings, selectedRow, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Inspector' });
const text = (page: Page): Locator => page.getByRole('document', { name: 'Text' });

/** Of a kilobyte: three digits of an offset, and a scrollbar. */
const long = Buffer.alloc(1024, 'wirebench ');
const json = '{"id": 7, "name": "né", "list": [1, 2]}';

/** A recording with a long record, one of JSON, and an event; the first one is selected. */
async function showRecords(page: Page, workspace: string): Promise<void> {
  await writeRecording(workspace, 'bytes', (writer) => {
    writer.append(receivedPayload(1, long));
    writer.append(receivedPayload(2, json));
    writer.append({
      ...receivedPayload(3, ''),
      ...{ kind: 'ended', direction: null, note: 'The peer has ended its side.' },
      detail: { side: 'peer', isAnswer: true },
    });
  });
  await recordings(page).click();
  await timeline(page).getByRole('row').nth(1).click();
  await expect(hexDump(page)).toBeVisible();
}

/** Where the tabs, the facts and the buttons of the inspector are. */
async function placesOf(page: Page): Promise<unknown> {
  return inspector(page).evaluate((pane) =>
    Array.from(pane.querySelectorAll('[role=tab], dl, footer, footer button, [role=grid]'), (each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return [each.tagName, x, y, width, height];
    }),
  );
}

async function chooseByKeys(page: Page, item: string): Promise<void> {
  await page.keyboard.press('ContextMenu');
  const entry = page.getByRole('menuitem', { name: item, exact: true });
  await expect(entry).toBeVisible();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('ArrowDown');
    if (await entry.evaluate((each) => each === document.activeElement)) break;
  }
  await expect(entry).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entry).toHaveCount(0);
}

test('shows sixteen bytes in a row, and copies, filters and selects in three readings by pointer and keys', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await showRecords(page, workspace);
  await expect(hexDump(page).getByRole('rowheader').first()).toHaveText('000');
  await expect(hexDump(page).getByRole('rowheader').nth(1)).toHaveText('010');
  await expect(hexDump(page).getByRole('row').first()).toContainText(
    '77 69 72 65 62 65 6e 63  68 20 77 69 72 65 62 65',
  );
  const byte = { x: 60, y: 10 };

  // Nothing moves: not when a byte is selected, and not when something is said.
  const before = await placesOf(page);
  await hexDump(page).click({ position: byte });
  await expect(inspector(page)).toContainText(/0x[0-9a-f]+ \(\d+\) · 1 byte/);
  expect(await placesOf(page)).toEqual(before);
  await page.keyboard.press('Home');
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await inspector(page).getByRole('button', { name: 'Copy as text' }).click();
  await expect(inspector(page)).toContainText('Copied 9 bytes as text');
  expect(await workbench.copied()).toBe('wirebench');
  expect(await placesOf(page)).toEqual(before);

  // By pointer, on what is selected; beside that, the byte there is meant.
  await hexDump(page).click({ button: 'right', position: byte });
  await page.getByRole('menuitem', { name: 'Copy as C array' }).click();
  await expect(inspector(page)).toContainText('Copied 9 bytes as C array');
  expect(await workbench.copied()).toContain('data[9] = {\n  0x77, 0x69,');
  await expect(hexDump(page)).toBeFocused();
  await hexDump(page).click({ button: 'right', position: { x: 60, y: 50 } });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(inspector(page)).toContainText('· 1 byte');

  const saved = await workbench.saved(async () => {
    await inspector(page).getByRole('button', { name: 'More for these bytes' }).click();
    await page.getByRole('menuitem', { name: 'Save the record to a file…' }).click();
  });
  expect(saved.bytes).toEqual(long);
  await hexDump(page).focus();

  // By keys, in the next record, which is selected from where the focus is.
  await page.keyboard.press('Alt+ArrowDown');
  await expect(selectedRow(page)).toContainText('{"id": 7');
  await expect(hexDump(page)).toBeFocused();
  await chooseByKeys(page, 'Copy as Python bytes');
  await expect.poll(() => workbench.copied()).toContain(String.raw`b"{\"id\": 7, \"name\": \"n\xc3\xa9\"`);

  // What is selected as text is selected in hex, too.
  await page.getByRole('tab', { name: 'Text', exact: true }).click();
  await text(page).click({ position: { x: 45, y: 10 } });
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('ControlOrMeta+C');
  await expect.poll(() => workbench.copied()).toBe(json.slice(0, -1));
  await page.getByRole('tab', { name: 'Hex', exact: true }).click();
  await expect(inspector(page)).toContainText(`· ${Buffer.byteLength(json) - 1} bytes`);

  // Of JSON, the value in the line.
  await page.getByRole('tab', { name: 'JSON', exact: true }).click();
  const tree = page.getByRole('tree', { name: 'JSON' });
  await tree.getByRole('treeitem', { name: /"name"/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy as text' }).click();
  await expect.poll(() => workbench.copied()).toBe('"né"');
  await tree.focus();
  await chooseByKeys(page, 'Filter like this');
  await expect(filterField(page)).toHaveValue(String.raw`"\"né\""`);
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '2');
  await filterField(page).fill('');

  // What an event says is in words.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('region', { name: 'Details of the record' })).toContainText('Answers a FINyes');
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByRole('tab', { name: 'Hex', exact: true }).click();
});

test('shows a record large, and back, and has everything within reach in a narrow and low window', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await showRecords(page, workspace);
  await timeline(page).getByRole('row').nth(1).dblclick();
  await expect(hexDump(page)).toBeFocused();
  await expect(timeline(page)).toBeHidden();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(hexDump(page)).toContainText('7b 22 69 64');
  await expect(hexDump(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(timeline(page)).toBeFocused();
  await expect(selectedRow(page)).toContainText('{"id": 7');
  await page.keyboard.press('Enter');
  await expect(hexDump(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(timeline(page)).toBeFocused();
  await inspector(page).getByRole('button', { name: 'Show large' }).click();
  await expect(timeline(page)).toBeHidden();
  await inspector(page).getByRole('button', { name: 'Show the list' }).click();
  await expect(timeline(page)).toBeVisible();

  await page.setViewportSize({ width: 880, height: 700 });
  const below = async (): Promise<boolean> => {
    const [list, pane] = await Promise.all([timeline(page).boundingBox(), inspector(page).boundingBox()]);
    return list !== null && pane !== null && pane.y >= list.y + list.height && pane.width > 500;
  };
  await expect.poll(below).toBe(true);

  await page.setViewportSize({ width: 640, height: 400 });
  await page.keyboard.press('Alt+I');
  await expect(hexDump(page)).toBeFocused();
  await expect(hexDump(page).getByRole('row').first()).toBeInViewport({ ratio: 1 });
  await hexDump(page).click({ position: { x: 60, y: 10 } });
  await inspector(page).getByRole('button', { name: 'Copy as hex' }).click();
  await expect.poll(() => workbench.copied()).toMatch(/^[0-9a-f]{2}$/);
  for (const name of ['Text', 'Details', 'Connection']) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expect(page.getByRole('tabpanel', { name, exact: true })).toBeInViewport();
  }
  await page.getByRole('tab', { name: 'Hex', exact: true }).click();
  await page.keyboard.press('Alt+T');
  await expect(timeline(page)).toBeFocused();
  await expect(timeline(page).getByRole('row').nth(1)).toBeInViewport({ ratio: 0.95 });
  await page.keyboard.press('Alt+L');
  await expect(hexDump(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(timeline(page)).toBeFocused();
});

test('the tools for bytes are one stop of the key Tab, with arrows between them', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showRecords(page, workspace);
  await hexDump(page).focus();
  const tools = page.getByRole('toolbar', { name: 'Actions for these bytes' });
  await page.keyboard.press('Tab');
  await expect(tools.getByRole('button', { name: 'Values of the bytes' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tools.getByRole('button', { name: 'Copy as hex' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tools.getByRole('button', { name: 'Copy as text' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => workbench.copied()).toContain('wirebench wirebench');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu', { name: 'Actions for these bytes' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tools.getByRole('button', { name: 'More for these bytes' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(hexDump(page)).toBeFocused();
  // So are those of the timeline, and those that add connections.
  for (const name of ['Timeline', 'Add connections']) {
    const stops = page.getByRole('toolbar', { name }).locator('button:not([tabindex="-1"])');
    await expect(stops).toHaveCount(1);
  }
});
