import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import { filesPassphrase, makeOpensslFiles, type OpensslFiles } from '../support/programs/opensslFiles.ts';
import { startDemandingServer } from '../support/demandingServer.ts';
import { createConnection, expectState, open, openButton, selectedRow, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';

test.skip(
  process.env['WIREBENCH_HOST'] === 'electron',
  'the way to the engine is slowed down in the browser',
);

/** Many times what a person needs from the last letter to the key that connects. */
const answerMs = 400;

let files: OpensslFiles;
test.beforeAll(async () => {
  files = await makeOpensslFiles();
});
test.afterAll(() => files[Symbol.asyncDispose]());

/** From now on the engine takes its time to keep a secret. */
async function slowDown(page: Page): Promise<void> {
  await page.routeWebSocket(/\/rpc/, (socket) => {
    const engine = socket.connectToServer();
    socket.onMessage(async (message) => {
      if (String(message).includes('secrets.keep')) await pause(answerMs);
      engine.send(message);
    });
  });
  await page.reload();
}

/** From now on frames are rare, as on a busy machine: what waits for one comes later than the next keys. */
async function slowFrames(page: Page): Promise<void> {
  await page.evaluate((frameMs) => {
    window.requestAnimationFrame = (callback) =>
      window.setTimeout(() => callback(performance.now()), frameMs);
  }, answerMs);
}

/** The form of the options, with everything in it but the passphrase, and its field. */
async function passphraseField(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Options/ }).click();
  const form = page.getByRole('dialog', { name: /^Options/ });
  const forget = form.getByRole('button', { name: 'Forget Passphrase' });
  if (await forget.isVisible()) await forget.click();
  return form.getByLabel('Passphrase', { exact: true });
}

/** What a person may do right after the last letter, as quickly as they can. */
const ways: readonly (readonly [string, (page: Page, field: Locator) => Promise<void>])[] = [
  ['with a key, from the field', (_, field) => field.press('Alt+Enter')],
  [
    'with Enter and the key',
    async (page, field) => {
      await field.press('Enter');
      // The field gives way to what is kept.
      await page.keyboard.press('Alt+Enter');
    },
  ],
  [
    'with Escape and the key',
    async (page, field) => {
      await field.press('Escape');
      await page.keyboard.press('Alt+Enter');
    },
  ],
  ['with a click', (page) => openButton(page, 'Connect').click()],
  [
    'from the palette',
    async (page, field) => {
      await slowFrames(page);
      await field.press('ControlOrMeta+K');
      await page.keyboard.type('Connect');
      await page.keyboard.press('Enter');
    },
  ],
];

test('a passphrase is used however one connects right after it was typed', async ({
  ownWorkbench: workbench,
}) => {
  const { page } = workbench;
  await slowDown(page);
  await using server = await startDemandingServer(files);
  await createConnection(page, `tls://127.0.0.1:${server.port}`);
  const first = await passphraseField(page);
  const form = page.getByRole('dialog', { name: /^Options/ });
  await form.getByLabel('Authorities, file').setInputFiles(files.path('ca.pem'));
  await form.getByLabel('Client certificate, file').setInputFiles(files.path('client.pem'));
  // The key is still being kept, too, when the first of them connects.
  await form.getByLabel('Private key, file').setInputFiles(files.path('encrypted.key'));
  await expect(first).toBeVisible();
  for (const [way, connect] of ways) {
    await test.step(way, async () => {
      const field = (await form.isVisible()) ? first : await passphraseField(page);
      await field.fill(filesPassphrase);
      await connect(page, field);
      await expectState(page, 'open');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Alt+Enter');
      await expectState(page, 'closed');
      // It may be closing still, and would be taken for open.
      await expect(form).toHaveCount(0);
    });
  }
});

test('what is typed right after the key goes to where the key leads', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:0', 'TCP server');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  await slowFrames(page);
  await timeline(page).focus();
  await page.keyboard.press('ControlOrMeta+G');
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(selectedRow(page)).toContainText('Listening at');
  await page.reload();
});
