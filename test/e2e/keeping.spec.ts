import { createConnection, expectState, payloads, open, recordings, rowCount, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { steadyPeer } from './steadyPeer.ts';

test('keeps only the newest payloads of a session that runs, and clears it', async ({
  ownWorkbench: workbench,
}) => {
  const { page } = workbench;
  await using peer = await steadyPeer(10, (number) => `message ${number};`);
  await createConnection(page, peer.url);
  await open(page);
  await expectState(page, 'open');
  await expect.poll(() => rowCount(page)).toBeGreaterThan(1000);

  await page.getByRole('button', { name: 'What is kept' }).click();
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

  await page.getByRole('button', { name: 'What is kept' }).click();
  await page.getByRole('menuitem', { name: 'Clear…' }).click();
  await expect(timeline(page)).toBeHidden();
  await expect(page.getByText('Nothing recorded yet.')).toBeVisible();

  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');
  await recordings(page).click();
  await expect(payloads(page, 'in', 'message')).toHaveCount(0);
});
