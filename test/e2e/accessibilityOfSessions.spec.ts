import type { Page } from '@playwright/test';
import {
  compose,
  composeAs,
  createConnection,
  expectState,
  messageList,
  open,
  payloads,
  recordings,
  runCommand,
} from './actions.ts';
import { addExamples, showExamples } from './exampleScene.ts';
import { expect, test } from './fixtures.ts';
import { look, lookAtDialog, lookAtMenuOf } from './looks.ts';
import { row } from './treeRows.ts';

/** A certificate that nobody here has signed, and what can be done about it. */
async function lookAtRefusal(page: Page): Promise<void> {
  await row(page, 'TLS server').click();
  await open(page, 'Listen');
  await expectState(page, 'listening');
  await createConnection(page, 'tls://{{host}}:{{tlsPort}}');
  await open(page);
  await expect(page.getByRole('button', { name: /^Trust/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Connection', exact: true }).click();
  await look(page, 'certificate that is refused', 'main');
  await page.getByRole('button', { name: /^Trust/ }).click();
  await look(page, 'question to trust it', '.dialog');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Trust|Connect/ })
    .last()
    .click();
  await expectState(page, 'open');
  await look(page, 'certificate that is trusted', 'main');
}

/** The clients of a server. */
async function lookAtPeers(page: Page): Promise<void> {
  await row(page, 'TLS server').click();
  await expect(page.getByRole('region', { name: 'Peers' })).toBeVisible();
  await look(page, 'clients of a server', 'main');
  const clients = page.getByRole('tree', { name: 'Peers' }).getByRole('treeitem');
  await lookAtMenuOf(page, 'a client', clients.last());
}

/** What is said where there is no place for it, and what is asked in a form. */
async function lookAtWords(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'TCP client', exact: true }).click();
  await messageList(page).getByRole('treeitem', { name: 'Untitled' }).click();
  await compose(page, 'to be replaced');
  await payloads(page, 'in', '').click();
  await runCommand(page, 'Compose from the selected record');
  await expect(page.getByText('What was in the composer was replaced.')).toBeVisible();
  await look(page, 'message of the window');
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await composeAs(page, 'File');
  await look(page, 'file to send', 'main');
  await composeAs(page, 'Text');
}

/** A recording, and what came of its replay. */
async function lookAtReplay(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'closed');
  await expect(recordings(page).filter({ hasText: /TCP client.* · recording/ })).toHaveCount(0);
  await runCommand(page, 'Replay the newest recording of this connection…');
  await look(page, 'replay to be started', 'main');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Replay state' })).toHaveText(/finished|same|differ/i);
  await look(page, 'replay that has ended', 'main');
}

/** What is seen at 200 % zoom of a small window. */
async function lookAtNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 640, height: 400 });
  await look(page, 'narrow window');
  await page.keyboard.press('ControlOrMeta+,');
  await lookAtDialog(page, 'Settings');
  await page.keyboard.press('F1');
  await lookAtDialog(page, 'Keys');
}

test('everybody can answer for a certificate that is refused, and use the clients of a server', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await addExamples(page, workspace);
  await lookAtRefusal(page);
  await lookAtPeers(page);
});

test('everybody can read what is said of a message, replay, and use a narrow window', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await showExamples(page, workspace);
  await lookAtWords(page);
  await lookAtReplay(page);
  await lookAtNarrow(page);
});
