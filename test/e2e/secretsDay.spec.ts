import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { secretForms } from '../../electron/engine/secrets/secretForms.ts';
import { wsPeer } from '../support/peers.ts';
import {
  addressField,
  choose,
  compose,
  composeAs,
  createConnection,
  expectState,
  messageList,
  open,
  payloads,
  recordings,
  send,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

const token = 'hush/Hush+geh=7eim';
const password = 'Simsalabim-2';
const imported = 'xoxb-of-the-collection';

const forms = [token, password, imported].map((secret) =>
  secretForms(Buffer.from(secret)).map((form) => Buffer.from(form).toString('latin1')),
);

/** Where the values of secrets stand in the window, or in what the browser keeps; what was sent is shown as it was sent. */
async function placesOfSecrets(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    if (!(copy instanceof HTMLElement)) throw new Error('There is no document.');
    const sent = '[aria-label="Timeline"], [aria-label="Hex dump"], [aria-label="Sent messages"]';
    for (const each of copy.querySelectorAll(sent)) each.remove();
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    return {
      markup: copy.outerHTML,
      // A word may be in several elements.
      text: copy.textContent,
      fields: fields.map(({ value }) => value).join('\n'),
      localStorage: Object.entries(localStorage).join('\n'),
      sessionStorage: Object.entries(sessionStorage).join('\n'),
    };
  });
  const databases = await page.evaluate(() => indexedDB.databases());
  expect(databases).toEqual([]);
  return Object.entries(found).flatMap(([place, text]) =>
    forms.some((each) => each.some((form) => text.includes(form))) ? [place] : [],
  );
}

async function expectNowhere(page: Page, after: string): Promise<void> {
  // What is discarded leaves the browser with the next writing of drafts.
  await expect.poll(() => placesOfSecrets(page), after).toEqual([]);
}

/** The files of the workspace that have a secret, apart from recordings and its own. */
async function filesWithSecrets(workspace: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(workspace, { recursive: true })) {
    const isOwn = name.startsWith('secrets') || name.endsWith('.wbs');
    if (isOwn || !(await lstat(join(workspace, name))).isFile()) continue;
    const text = await readFile(join(workspace, name), 'latin1');
    if (forms.some((each) => each.some((form) => text.includes(form)))) found.push(name);
  }
  return found;
}

/** Makes the secret variable, as a person does. */
async function makeSecret(page: Page): Promise<void> {
  await page.keyboard.press('Alt+V');
  const dialog = page.getByRole('dialog', { name: 'Variables' });
  const table = dialog.getByRole('table', { name: 'Variables' });
  await dialog.getByRole('button', { name: 'New environment' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Staging');
  await dialog.getByRole('button', { name: 'Add a variable' }).click();
  await table.getByRole('textbox', { name: 'Name' }).fill('token');
  await table.getByRole('checkbox', { name: 'token is secret' }).check();
  await table.getByLabel('Value of token', { exact: true }).fill(token);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expectNowhere(page, 'making a variable');
}

/** Shows what will be sent, and the secrets in it only where that is asked for. */
async function lookAhead(page: Page): Promise<void> {
  await page.keyboard.press('Alt+P');
  const dialog = page.getByRole('dialog', { name: 'What will be sent' });
  await expect(dialog).toContainText('•••');
  await expectNowhere(page, 'looking ahead');
  await dialog.getByRole('button', { name: 'Show secrets' }).click();
  await expect(dialog).toContainText(token);
  expect(await placesOfSecrets(page)).toEqual(['markup', 'text']);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expectNowhere(page, 'looking at secrets, and away');
}

/** Tries to save what the composer has, as it is and under another name, is told of the secret in it, and throws it away. */
async function tryToSave(page: Page): Promise<void> {
  const told = 'The value of a secret stands in it: “token” (Staging).';
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(told)).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await page.getByRole('button', { name: 'Save as another message…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as message' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('log in');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText(told);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Discard changes' }).click();
}

async function saveMessage(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save as message…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as message' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(messageList(page)).toContainText(name);
}

/** A collection whose request has a token that is written out. */
async function importCollection(page: Page): Promise<void> {
  const collection = {
    info: { name: 'Bots', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [
      {
        name: 'feed',
        request: {
          url: 'ws://127.0.0.1:1/feed',
          auth: { type: 'bearer', bearer: [{ key: 'token', value: imported, type: 'string' }] },
        },
      },
    ],
  };
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('menuitem', { name: 'Files of Postman, Insomnia, Bruno…' }).click();
  const file = {
    name: 'bots.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(collection)),
  };
  await (await chooser).setFiles(file);
  await expect(page.getByRole('dialog', { name: 'What was imported' })).toContainText('Bots');
  await expectNowhere(page, 'importing');
  await page.keyboard.press('Escape');
}

test('shows no secret in a day of work, unless it is asked for', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const requests: string[] = [];
  await using peer = await wsPeer((socket, request) => {
    requests.push(String(request.url));
    socket.on('message', () => socket.send('welcome'));
  });
  await makeSecret(page);
  await choose(page, 'Environment', 'Staging');
  await createConnection(page, `ws://127.0.0.1:${peer.port}/feed?key={{token}}`);
  await addressField(page).press('ArrowLeft');
  await page.getByRole('button', { name: /^Options/ }).click();
  const form = page.getByRole('dialog', { name: /^Options/ });
  await form.getByRole('button', { name: 'Proxy' }).click();
  await choose(page, 'Use', 'SOCKS5');
  await form.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await expect(form.getByText('Kept on this machine')).toBeVisible();
  await expectNowhere(page, 'keeping a password');
  await choose(page, 'Use', 'No proxy');
  await page.keyboard.press('Escape');

  await open(page);
  await expectState(page, 'open');
  expect(decodeURIComponent(requests.join())).toContain(token);
  await page.getByRole('tab', { name: 'Connection', exact: true }).click();
  await expect(page.getByText('key=•••').first()).toBeVisible();
  await expectNowhere(page, 'opening');

  await compose(page, '{"token": "{{token}}"}');
  await lookAhead(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', 'welcome')).toHaveCount(1);
  await expectNowhere(page, 'sending');
  await saveMessage(page, 'with its variable');
  await compose(page, '');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('{"token": "{{token}}"}');
  await expectNowhere(page, 'bringing back what was sent');

  await composeAs(page, 'Base64');
  await send(page, Buffer.from(`user:${token}`).toString('base64'));
  await expect(payloads(page, 'in', 'welcome')).toHaveCount(2);
  await tryToSave(page);

  await page.getByRole('button', { name: 'More actions for this connection' }).click();
  await page.getByRole('menuitem', { name: 'Copy as command…' }).click();
  const commands = page.getByRole('dialog', { name: 'Copy as command' });
  await expect(commands).toContainText('$token');
  await expectNowhere(page, 'copying as a command');
  await page.keyboard.press('Escape');

  await importCollection(page);
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'closed');
  await recordings(page).click();
  await page.getByRole('button', { name: /^Save a copy/ }).click();
  const found = page.getByRole('alertdialog', { name: /has secrets in it$/ });
  await expect(found.getByRole('listitem')).toHaveText('token (Staging): in 2 records');
  await expectNowhere(page, 'looking for secrets');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(recordings(page)).toHaveCount(1);
  await expectNowhere(page, 'coming back');
  expect(await filesWithSecrets(workspace)).toEqual([]);
});
