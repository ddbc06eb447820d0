import type { Page } from '@playwright/test';
import { createConnection, expectState, open, runCommand, type KindName } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { look, lookAtDialog } from './looks.ts';

/** The options of a connection, with every section open. */
async function lookAtOptions(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: /^Options/ }).click();
  const options = page.getByRole('dialog', { name: /^Options/ });
  await expect(options).toBeVisible();
  const folded = options.getByRole('button', { expanded: false }).and(page.locator('.disclosure-head'));
  while ((await folded.count()) > 0) await folded.first().click();
  await look(page, `options of ${kind}`, '.popup');
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
}

async function lookAtOptionsOf(
  page: Page,
  kinds: readonly (readonly [KindName, address: string])[],
): Promise<void> {
  for (const [kind, address] of kinds) {
    await createConnection(page, address, kind);
    await lookAtOptions(page, kind);
  }
}

test('everybody can use the options of clients', async ({ workbench }) => {
  await lookAtOptionsOf(workbench.page, [
    ['TLS client', 'tls://127.0.0.1:1'],
    ['Unix client', 'unix:/tmp/wirebench-nobody.sock'],
    ['WebSocket client', 'ws://127.0.0.1:1'],
  ]);
});

test('everybody can use the options of servers', async ({ workbench }) => {
  await lookAtOptionsOf(workbench.page, [
    ['TLS server', 'tls://127.0.0.1:0'],
    ['TCP server', 'tcp://127.0.0.1:0'],
    ['Unix server', 'unix:/tmp/wirebench-nobody.sock'],
    ['WebSocket server', 'ws://127.0.0.1:0'],
  ]);
});

test('everybody can use the options of a UDP socket, and see what it did', async ({ workbench }) => {
  const { page } = workbench;
  await lookAtOptionsOf(page, [['UDP', 'udp://127.0.0.1:9']]);
  await open(page);
  await expectState(page, 'open');
  await page.getByRole('tab', { name: 'Connection', exact: true }).click();
  await look(page, 'UDP socket that is open', 'main');
  await lookAtOptions(page, 'a UDP socket that is open');
  await runCommand(page, 'Join a multicast group…', false);
  await lookAtDialog(page, 'Join a multicast group');
});
