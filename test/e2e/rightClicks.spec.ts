import type { Locator, Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import {
  connections,
  createConnection,
  expectState,
  filterField,
  open,
  payloads,
  recordings,
  send,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { row, write } from './treeRows.ts';

async function choose(
  page: Page,
  place: Locator,
  item: string,
  position?: { x: number; y: number },
): Promise<void> {
  await place.click({ button: 'right', ...(position && { position }) });
  await page.getByRole('menuitem', { name: item }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

test('a menu that is left gives the keys back at once', async ({ workbench }) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'hello');
  await payloads(page, 'in', 'hello').click({ button: 'right' });
  await expect(page.getByRole('menu')).toHaveCSS('opacity', '1');
  // Whatever moves as it goes keeps the focus in it meanwhile.
  const moving = await page.evaluateHandle(() => {
    const properties: string[] = [];
    addEventListener('transitionrun', (event) => properties.push(event.propertyName));
    return properties;
  });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  expect(await moving.jsonValue()).toEqual([]);
  await page.keyboard.press('Control+C');
  await expect.poll(() => workbench.copied()).toBe('hello');
});

test('a list that is open closes under the palette, which has the keys', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'ws://127.0.0.1:9/');
  await page.getByRole('combobox', { name: 'Send as' }).click();
  const ping = page.getByRole('option', { name: 'Ping', exact: true });
  await expect(ping).toBeVisible();
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await expect(ping).toHaveCount(0);
  await expect(page.locator('.palette-input')).toBeFocused();
});

test('the line of facts and the details of a record are copied, and filtered by', async ({ workbench }) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  const facts = page.locator('.facts-line');
  await choose(page, facts, 'Copy address');
  expect(await workbench.copied()).toBe(`tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await choose(page, facts, 'Copy remote address');
  expect(await workbench.copied()).toBe(`127.0.0.1:${peer.port}`);
  await send(page, 'hello');
  await expect(payloads(page, 'in', 'hello')).toHaveCount(1);
  await choose(page, facts, 'Copy all facts');
  expect(await workbench.copied()).toMatch(
    /^Address: tcp:.*\nState: open\nLocal: 127.0.0.1:\d+\nRemote: 127/,
  );

  await payloads(page, 'in', 'hello').click();
  await page.getByRole('tab', { name: 'Details' }).click();
  const details = page.getByRole('region', { name: 'Details of the record' });
  await choose(page, details.getByText('5 bytes'), 'Copy value');
  expect(await workbench.copied()).toBe('5 bytes');
  await choose(page, details, 'Copy all fields');
  expect(await workbench.copied()).toMatch(
    /^Number: \d+\nTime: .*\nDirection: in \(received\)\nKind: data\nLength: 5 bytes/,
  );
  await choose(page, details.getByText('in (received)'), 'Filter like this');
  await expect(filterField(page)).toHaveValue('dir:in');
  await expect(payloads(page, 'out', 'hello')).toHaveCount(0);

  await page.getByRole('tab', { name: 'Hex' }).click();
  await choose(page, facts, 'Show connection details');
  await expect(page.getByRole('tab', { name: 'Connection', exact: true, selected: true })).toBeVisible();
});

test('beside the tabs and at the headings of the sidebar, a menu has what concerns all of them', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await write(workspace, ['gateway/north/redis', 'echo']);
  for (const folder of ['gateway', 'north']) {
    await expect(row(page, folder)).toBeVisible();
    // The window remembers which folders were open in a test before.
    if ((await row(page, folder).getAttribute('aria-expanded')) !== 'true') await row(page, folder).click();
  }
  await row(page, 'redis').click();
  await row(page, 'echo').click();
  const tabs = page.locator('.tab-list');
  const beside = { x: ((await tabs.boundingBox())?.width ?? 0) - 20, y: 10 };
  await choose(page, tabs, 'Close all', beside);
  await expect(page.locator('.tab')).toHaveCount(0);
  await row(page, 'echo').click();
  await choose(page, tabs, 'Reopen closed tab', beside);
  await expect(page.getByRole('tab', { name: 'redis', exact: true })).toBeVisible();
  await choose(page, tabs, 'New connection', beside);
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeFocused();

  const heading = page.getByRole('heading', { name: 'Connections' });
  await choose(page, heading, 'Close all folders');
  await expect(row(page, 'redis')).toHaveCount(0);
  await choose(page, heading, 'New folder');
  await expect(connections(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await heading.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Import…' }).click();
  await expect(page.getByRole('menuitem', { name: 'Folder of a collection…' })).toBeVisible();
  // A menu has no menu of its own.
  await page
    .getByRole('menuitem', { name: 'Folder of a collection…' })
    .click({ button: 'right', trial: true });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);

  await workbench.askedForFile(() =>
    choose(page, page.getByRole('heading', { name: 'Recordings' }), 'Open a .wbs file…'),
  );
  // With none there, nothing is deleted.
  await expect(recordings(page)).toHaveCount(0);
  await page.getByRole('heading', { name: 'Recordings' }).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Delete those not kept…' })).toBeDisabled();
});
