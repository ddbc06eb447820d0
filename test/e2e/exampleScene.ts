import { expect, type Page } from '@playwright/test';
import { expectState, hexDump, messageList, open, payloads, runCommand } from './actions.ts';
import { takeFreePorts } from './examplePorts.ts';
import { row } from './treeRows.ts';

/** Adds the examples, with ports that are free on this machine. The tab of the TCP server is in front. */
export async function addExamples(page: Page, workspace: string): Promise<void> {
  await runCommand(page, 'Add examples to learn from');
  await expect(page.getByRole('tab', { name: /^TCP server/, selected: true })).toBeVisible();
  await takeFreePorts(page, workspace);
}

/** The examples, with a connection that is open, its messages, and a record in the inspector. */
export async function showExamples(page: Page, workspace: string): Promise<void> {
  await addExamples(page, workspace);
  await open(page, 'Listen');
  await expectState(page, 'listening');
  await row(page, 'TCP client').click();
  await open(page);
  await expectState(page, 'open');
  await page.keyboard.press('Alt+1');
  await expect(payloads(page, 'in', '')).toHaveCount(1);
  await messageList(page).getByRole('treeitem').nth(1).click();
  await payloads(page, 'out', '').click();
  await expect(hexDump(page)).toBeVisible();
}
