import {
  createConnection,
  expectState,
  filterField,
  payloads,
  open,
  recordings,
  rowCount,
  send,
  timeline,
} from './actions.ts';
import { tcpPeer } from '../support/peers.ts';
import { expect, test } from './fixtures.ts';
import { steadyPeer } from './steadyPeer.ts';

test('keeps only the newest payloads of a session that runs, and deletes what was recorded of it', async ({
  ownWorkbench: workbench,
}) => {
  const { page } = workbench;
  await using peer = await steadyPeer(10, (number) => `message ${number};`);
  await createConnection(page, peer.url);
  await open(page);
  await expectState(page, 'open');
  await expect.poll(() => rowCount(page)).toBeGreaterThan(1000);

  await page.getByRole('button', { name: 'Clear or keep' }).click();
  await page.getByRole('menuitemradio', { name: 'Keep only the newest…' }).click();
  await page.getByRole('textbox', { name: 'Records or bytes' }).fill('500');
  await page.keyboard.press('Enter');
  // Whole batches are cut, so a little more may be there for a moment.
  await expect.poll(() => rowCount(page)).toBeLessThan(800);
  const sent = peer.sent();
  await expect.poll(() => peer.sent()).toBeGreaterThan(sent + 2000);
  expect(await rowCount(page)).toBeLessThan(800);
  const stopped = await peer.stop();
  // Numbers stay: the newest one is as high as ever.
  await expect(payloads(page, 'in', `message ${stopped};`)).toContainText(String(stopped + 1));

  await page.getByRole('button', { name: 'Clear or keep' }).click();
  await page.getByRole('menuitem', { name: 'Delete what was recorded…' }).click();
  const question = page.getByRole('alertdialog', { name: /^Delete what was recorded of/ });
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(timeline(page)).toBeHidden();
  await expect(page.getByText('Nothing recorded yet.')).toBeVisible();

  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  await recordings(page).click();
  await expect(payloads(page, 'in', 'message')).toHaveCount(0);
});

test('brings back for ten seconds what was deleted of a session, also when that has ended', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => {
    socket.on('data', (chunk) => socket.write(`re ${chunk.toString()}`));
  });
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'one');
  await expect(payloads(page, 'in', 're one')).toBeVisible();
  const deleteRecorded = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Clear or keep' }).click();
    await page.getByRole('menuitem', { name: 'Delete what was recorded…' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(payloads(page, 'in', 're one')).toHaveCount(0);
  };
  await deleteRecorded();
  await expect(page.getByText('Deleted what was recorded of')).toBeVisible();
  await send(page, 'two');
  await expect(payloads(page, 'in', 're two')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(payloads(page, 'in', 're one')).toBeVisible();
  await expect(payloads(page, 'in', 're two')).toBeVisible();

  // In a filter, too, and after the end, by key.
  await filterField(page).fill('"one"');
  await page.keyboard.press('Enter');
  await expect.poll(() => rowCount(page)).toBe(2);
  await deleteRecorded();
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  // The tab of the recording has them again, too, and so has the one of the session.
  await recordings(page).click();
  await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
  await expect(payloads(page, 'in', 're one')).toHaveCount(0);
  await page.keyboard.press('Control+Z');
  await expect(payloads(page, 'in', 're one')).toBeVisible();
  await page
    .getByRole('tab', { name: `:${peer.port}` })
    .first()
    .click();
  await expect(filterField(page)).toHaveValue('"one"');
  await expect(payloads(page, 'in', 're one')).toBeVisible();
  expect(await rowCount(page)).toBe(2);
});

test('clears the view of a session that runs, by key and from its menu, and shows all of it again', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => {
    socket.on('data', (chunk) => socket.write(`re ${chunk.toString()}`));
  });
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'one');
  await expect(payloads(page, 'in', 're one')).toBeVisible();
  const before = await rowCount(page);

  // From the list, whose keys go on, and from the message.
  await timeline(page).focus();
  await page.keyboard.press('Control+L');
  const records = page.getByRole('region', { name: 'Records' });
  const strip = records.getByText(/earlier records are hidden/);
  await expect(strip).toContainText(`${before} earlier`);
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', '1');
  await expect(timeline(page)).toBeFocused();
  await send(page, 'two');
  await expect(payloads(page, 'in', 're two')).toBeVisible();
  await expect(payloads(page, 'in', 're one')).toHaveCount(0);
  expect(await rowCount(page)).toBe(2);
  await page.keyboard.press('Control+L');
  await expect(strip).toContainText(`${before + 2} earlier`);
  await send(page, 'three');
  await filterField(page).fill('"re t" or "re one"');
  await expect.poll(() => rowCount(page)).toBe(1);
  await filterField(page).fill('');

  // A reload, and another tab, and back.
  await page.reload();
  await expect(strip).toContainText(`${before + 2} earlier`);
  await expect.poll(() => rowCount(page)).toBe(2);
  await page.getByRole('button', { name: 'New connection' }).first().click();
  await expect(timeline(page)).toHaveCount(0);
  await page.keyboard.press('Alt+PageUp');
  await expect.poll(() => rowCount(page)).toBe(2);

  await page.getByRole('button', { name: 'Show them' }).click();
  await expect.poll(() => rowCount(page)).toBe(before + 4);
  await expect(timeline(page)).toBeFocused();
  await page.getByRole('button', { name: 'Clear or keep' }).click();
  await page.getByRole('menuitem', { name: /^Clear the view/ }).click();
  await expect(strip).toContainText(`${before + 4} earlier`);

  // Nothing was deleted.
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  await recordings(page).click();
  await expect(payloads(page, 'in', 're one')).toBeVisible();
});
