import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { startDemandingServer } from '../support/demandingServer.ts';
import { closedPort } from '../support/peers.ts';
import { filesPassphrase, makeOpensslFiles, type OpensslFiles } from '../support/programs/opensslFiles.ts';
import {
  addressField,
  choose,
  connections,
  createConnection,
  expectState,
  payloads,
  open,
  send,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

let files: OpensslFiles;

test.beforeAll(async () => {
  files = await makeOpensslFiles();
});
test.afterAll(() => files[Symbol.asyncDispose]());

function options(page: Page): Locator {
  return page.getByRole('dialog', { name: /^Options/ });
}

async function openOptions(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Options/ }).click();
  return options(page);
}

async function closeOptions(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(options(page)).toHaveCount(0);
}

function chooseFile(form: Locator, what: string, path: string): Promise<void> {
  return form.getByLabel(`${what}, file`).setInputFiles(path);
}

/** Everything that a connection file, or any other file of the workspace that is no secret, says. */
async function publicTexts(workspace: string): Promise<string> {
  const names = await readdir(workspace, { recursive: true, withFileTypes: true });
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(workspace, 'secrets')) && !path.includes('.profile'));
  return (await Promise.all(paths.map((path) => readFile(path, 'latin1')))).join('\n');
}

test('shows a server the certificate that it demands, and keeps the key out of every other file', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await using server = await startDemandingServer(files);
  await createConnection(page, `tls://127.0.0.1:${server.port}`);
  const form = await openOptions(page);
  await chooseFile(form, 'Authorities', files.path('ca.pem'));
  await expect(form.getByText(/CN=Bench authority, valid until \d{4}-\d\d-\d\d, EC P-256/)).toBeVisible();
  await chooseFile(form, 'Client certificate', files.path('client.pem'));
  await chooseFile(form, 'Private key', files.path('encrypted.key'));
  await expect(form.getByText('encrypted.key')).toBeVisible();
  await form.getByLabel('Passphrase', { exact: true }).fill(filesPassphrase);
  await form.getByLabel('Passphrase', { exact: true }).press('Enter');
  await expect(form.getByRole('button', { name: 'Replace Passphrase' })).toBeVisible();
  await closeOptions(page);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'who am I');
  await expect(payloads(page, 'in', 'who am I')).toHaveCount(1);

  const texts = await publicTexts(workspace);
  expect(texts).toContain('encrypted.key');
  expect(texts).toContain('BEGIN CERTIFICATE');
  expect(texts).not.toContain('PRIVATE KEY');
  expect(texts).not.toContain(filesPassphrase);
});

test('says at the field that a passphrase is wrong and that a key belongs to another certificate', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'tls://127.0.0.1:1');
  const form = await openOptions(page);
  await chooseFile(form, 'Client certificate', files.path('client.pem'));
  await chooseFile(form, 'Private key', files.path('server.key'));
  const key = form.locator('.option').filter({ hasText: 'Private key' });
  await expect(key.getByRole('status')).toContainText(/certificate/);
  await form.getByRole('button', { name: 'Replace Private key' }).click();
  await chooseFile(form, 'Private key', files.path('client.key'));
  await expect(key.getByRole('status')).toHaveCount(0);

  await form.getByRole('button', { name: 'Replace Private key' }).click();
  await chooseFile(form, 'Private key', files.path('encrypted.key'));
  const passphrase = form.locator('.option').filter({ hasText: 'Passphrase' });
  await form.getByLabel('Passphrase', { exact: true }).fill('wrong');
  await form.getByLabel('Passphrase', { exact: true }).press('Enter');
  await expect(passphrase.getByRole('status')).toContainText(/passphrase/i);
  await form.getByRole('button', { name: 'Replace Passphrase' }).click();
  await form.getByLabel('Passphrase', { exact: true }).fill(filesPassphrase);
  await form.getByLabel('Passphrase', { exact: true }).press('Enter');
  await expect(passphrase.getByRole('status')).toHaveCount(0);
});

test('takes a PKCS #12 file in place of certificate and key', async ({ workbench }) => {
  const { page } = workbench;
  await using server = await startDemandingServer(files);
  await createConnection(page, `tls://localhost:${server.port}`);
  const form = await openOptions(page);
  await chooseFile(form, 'Authorities', files.path('ca.pem'));
  await chooseFile(form, 'Client certificate', files.path('client.p12'));
  await expect(form.getByText('client.p12')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Choose a file: Private key' })).toHaveCount(0);
  await form.getByLabel('Passphrase', { exact: true }).fill(filesPassphrase);
  await form.getByLabel('Passphrase', { exact: true }).press('Enter');
  await expect(form.getByText(/CN=.+, valid until/)).toHaveCount(2);
  await closeOptions(page);
  await open(page);
  await expectState(page, 'open');
});

test('tells a pasted key from the certificate that it was pasted with', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tls://127.0.0.1:1');
  const form = await openOptions(page);
  const text = `${await readFile(files.path('client.key'), 'utf8')}${await readFile(files.path('client.pem'), 'utf8')}`;
  await form.getByRole('button', { name: 'Paste: Client certificate' }).click();
  await form.getByRole('textbox', { name: 'Client certificate, PEM' }).fill(text);
  await expect(form.getByText('pasted key')).toBeVisible();
  await form.getByRole('button', { name: 'Text: Client certificate' }).click();
  await expect(form.getByRole('textbox', { name: 'Client certificate, PEM' })).not.toHaveValue(/PRIVATE KEY/);
  await chooseFile(form, 'Authorities', files.path('client.key'));
  await expect(form.getByText('This is a private key. An authority is a certificate.')).toBeVisible();
});

test('marks what differs from the default, and takes it back', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:1');
  const form = await openOptions(page);
  await form.getByRole('button', { name: 'Socket' }).click();
  await form.getByRole('switch', { name: 'No delay' }).click();
  await form.getByRole('textbox', { name: 'Keep-alive after' }).fill('30');
  await form.getByRole('textbox', { name: 'Connect timeout' }).fill('2');
  await expect(form.getByRole('button', { name: 'Socket 2 changed' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Options 3 changed', includeHidden: true })).toBeVisible();
  await form.getByRole('button', { name: 'Reset “Keep-alive after” to default' }).click();
  await expect(form.getByRole('textbox', { name: 'Keep-alive after' })).toHaveValue('0');
  await expect(form.getByRole('textbox', { name: 'Keep-alive after' })).toBeFocused();
  await form.getByRole('textbox', { name: 'Connect timeout' }).fill('0');
  await expect(form.getByText('The least is 0.1 s.')).toBeVisible();
  await closeOptions(page);
  await workbench.restart();
  await connections(workbench.page).first().click();
  await workbench.page.getByRole('button', { name: /^Options 2 changed/ }).click();
  await expect(options(workbench.page).getByRole('textbox', { name: 'Connect timeout' })).toHaveValue('2');
});

test('says why the last session failed at the option that caused it, until that is changed', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:1');
  let form = await openOptions(page);
  await form.getByRole('button', { name: 'Proxy' }).click();
  await choose(page, 'Use', 'SOCKS5');
  const proxy = `127.0.0.1:${await closedPort()}`;
  await form.getByRole('textbox', { name: 'Address' }).fill(proxy);
  const row = form.locator('.option').filter({ hasText: 'Address' });
  await expect(row.getByRole('status')).toHaveCount(0);
  await closeOptions(page);
  await open(page);
  await expectState(page, 'failed');
  await expect(page.getByRole('button', { name: 'Options 2 changed has a problem' })).toBeVisible();
  form = await openOptions(page);
  await expect(row.getByRole('status')).toContainText(proxy);
  await form.getByRole('textbox', { name: 'Address' }).fill('127.0.0.1:1080');
  await expect(row.getByRole('status')).toHaveCount(0);
});

test('sends opening messages in their order when it has connected', async ({ workbench }) => {
  const { page } = workbench;
  await using server = await startDemandingServer(files);
  await createConnection(page, `tls://localhost:${server.port}`);
  const form = await openOptions(page);
  await chooseFile(form, 'Authorities', files.path('ca.pem'));
  await chooseFile(form, 'Client certificate', files.path('client.pem'));
  await chooseFile(form, 'Private key', files.path('client.key'));
  // Its name makes room for itself, and moves what is below.
  await expect(form.getByText('client.key')).toBeVisible();
  await form.getByRole('button', { name: 'When open' }).click();
  await form.getByRole('button', { name: 'Add a message' }).click();
  await page.keyboard.insertText('second');
  await form.getByRole('button', { name: 'Add a message' }).click();
  await page.keyboard.insertText('first\\r');
  await form.getByRole('button', { name: 'Move message 2 up' }).click();
  await expect(form.getByRole('textbox', { name: 'Message 1', exact: true })).toHaveValue('first\\r');
  await closeOptions(page);
  await open(page);
  await expect(payloads(page, 'out', /first|second/)).toHaveText([/first/, /second/]);
});

test('switches the kind with the scheme, and gives the former address back', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:9000');
  const kind = page.getByRole('combobox', { name: 'Kind' });
  await addressField(page).fill('tls://127.0.0.1:9000');
  await expect(kind).toHaveText('TLS client');
  await choose(page, 'Kind', 'Unix server');
  await expect(addressField(page)).toHaveValue('');
  await choose(page, 'Kind', 'TLS client');
  await expect(addressField(page)).toHaveValue('tls://127.0.0.1:9000');
  await addressField(page).fill('unix:@somewhere');
  await expect(kind).toHaveText('Unix client');

  // The caret is behind the address, and the role stays by way of a kind that has none.
  await addressField(page).fill('ws://127.0.0.1:900');
  await choose(page, 'Kind', 'WebSocket server');
  await expect(addressField(page)).toBeFocused();
  await page.keyboard.type('1');
  await expect(addressField(page)).toHaveValue('ws://127.0.0.1:9001');
  await addressField(page).fill('udp://127.0.0.1:9001');
  await expect(kind).toHaveText('UDP');
  await addressField(page).fill('wss://127.0.0.1:9001');
  await expect(kind).toHaveText('WebSocket server');
  await page.setViewportSize({ width: 640, height: 400 });
  const cut = await kind
    .locator('.select-value')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(cut).toBe(0);
  await open(page, 'Listen');
  await expectState(page, 'listening');
  await page.getByRole('button', { name: /^Options/ }).click();
  await expect(page.getByRole('dialog', { name: 'Options (used at the next start)' })).toBeVisible();
});
