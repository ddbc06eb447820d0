import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressField, chooseFromMenu, compose, createConnection } from './actions.ts';
import { writeBaseVariables } from './baseVariables.ts';
import { expect, test } from './fixtures.ts';
import { endpointOfReferences, textOptionsOf } from '../support/textOptions.ts';

test('completes and explains variables in every kind of field, by keys alone', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const variables = [
    { name: 'host', value: '127.0.0.1' },
    { name: 'port', value: '9' },
    { name: 'token', secret: { id: 'kept', name: 'token' } },
  ];
  await writeBaseVariables(workspace, variables);
  await createConnection(page, '');
  const list = page.getByRole('listbox', { name: 'Variables and functions' });
  const address = addressField(page);
  await page.keyboard.type('ws://{{ho');
  await expect(list.getByRole('option')).toHaveText(['host127.0.0.1 · the base environment']);
  await page.keyboard.press('Enter');
  await expect(address).toHaveValue('ws://{{host}}');
  await page.keyboard.type(':{{');
  await expect(list.getByRole('option').first()).toContainText('host');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(address).toHaveAttribute('aria-activedescendant', /list-1$/);
  await page.keyboard.press('Tab');
  await expect(address).toHaveValue('ws://{{host}}:{{port}}');
  await expect(list).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(address).not.toHaveValue('ws://{{host}}:{{port}}');
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await expect(address).toHaveValue('ws://{{host}}:{{port}}');
  await page.keyboard.press('Home');
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByText('From the base environment.').first()).toBeVisible();

  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'Add a header' }).click();
  await page.getByRole('textbox', { name: 'Header 1 name' }).fill('X-Token');
  const header = page.getByRole('textbox', { name: 'Header 1 value' });
  await header.focus();
  await page.keyboard.type('{{tok');
  await expect(list.getByRole('option')).toHaveText(['tokensecret · the base environment']);
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await page.keyboard.press('Control+Space');
  await page.keyboard.press('Enter');
  await expect(header).toHaveValue('{{token}}');
  await page.keyboard.press('Escape');
  await expect(header).toHaveCount(0);

  await compose(page, 'GET ');
  await page.keyboard.type('{{$ba');
  await expect(list.getByRole('option')).toContainText(['$base64:text']);
  await page.keyboard.press('Enter');
  await page.keyboard.type('{{hots}} ');
  const composer = page.getByRole('region', { name: 'Composer' });
  await expect(composer.locator('.template-problem').first()).toBeVisible();
  await expect(composer.getByRole('status').filter({ hasText: 'Did you mean “host”?' })).toBeVisible();
  await composer.locator('.template-problem').first().hover();
  await expect(page.locator('.template-facts').filter({ hasText: 'Did you mean “host”?' })).toBeVisible();
});

/** Chosen from a list, in which the interfaces of this machine stand. */
const chosenOnes = /^socket\.(?:multicastInterface|groups\.0\.interface)$/;

test('marks the references in every option that is text', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await writeBaseVariables(workspace, [{ name: 'host', value: '127.0.0.1' }]);
  const shown = [
    { kind: 'ws-client', more: { proxy: { use: 'http' } }, hidden: /^$/ },
    { kind: 'udp', more: {}, hidden: chosenOnes },
    {
      kind: 'tls-server',
      more: { tls: { identity: 'made', clientCertificate: 'asked' } },
      hidden: /^tls\.certificate$/,
    },
    { kind: 'ws-server', more: { tls: { identity: 'given' } }, hidden: /^tls\.(?:names\.0|ca)$/ },
  ] as const;
  for (const { kind, more } of shown) {
    const content = { version: 1, id: `c-${kind}`, name: kind, endpoint: endpointOfReferences(kind, more) };
    await writeFile(join(workspace, 'connections', `${kind}.json`), JSON.stringify(content));
  }
  for (const { kind, hidden } of shown) {
    await page.getByRole('treeitem', { name: kind, exact: true }).click();
    await page.getByRole('button', { name: 'Options' }).click();
    const form = page.locator('.options-form');
    const folded = form.locator('[aria-expanded=false]:not([role=combobox])');
    await expect(form).toBeVisible();
    while ((await folded.count()) > 0) await folded.first().click();
    const marked = form.locator('.template-field').filter({ has: page.locator('.template-variable') });
    const expected = textOptionsOf(kind).filter((path) => path !== 'address' && !hidden.test(path));
    await expect(marked, kind).toHaveCount(expected.length);
    await page.keyboard.press('Escape');
    await expect(form).toHaveCount(0);
  }
});

test('gives a folder variables of its own, which its connections have', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const folder = join(workspace, 'connections', 'gateway');
  await mkdir(folder, { recursive: true });
  const endpoint = { kind: 'tcp-client', address: 'tcp://{{host}}' };
  await writeFile(join(folder, 'c.json'), JSON.stringify({ version: 1, id: 'c1', name: 'redis', endpoint }));
  await page.getByRole('treeitem', { name: 'gateway', exact: true }).hover();
  await chooseFromMenu(page, 'gateway', 'Variables…');
  const dialog = page.getByRole('dialog', { name: 'Variables of the folder' });
  await dialog.getByRole('button', { name: 'Add a variable' }).click();
  await dialog.getByRole('textbox', { name: 'Name of new variable' }).fill('host');
  await dialog.getByRole('textbox', { name: 'Value of host' }).fill('127.0.0.1:{{hots}}');
  await expect(dialog.locator('.template-problem')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Value of host' }).fill('127.0.0.1:9');
  const theirs = [{ name: 'host', value: 'elsewhere' }];
  await writeFile(join(folder, 'folder.json'), JSON.stringify({ version: 1, variables: theirs }));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(
    'The variables of this folder were changed elsewhere meanwhile, so nothing was written. Cancel to see what they are now, or save again to replace them.',
  );
  // Once the window knows what is there, the next attempt replaces it.
  await expect(async () => {
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  const row = page.getByRole('treeitem', { name: 'gateway', exact: true });
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  await page.getByRole('treeitem', { name: 'redis', exact: true }).click();
  await expect(addressField(page)).toHaveValue('tcp://{{host}}');
  await expect(page.getByText('There is no variable')).toHaveCount(0);
  await page.keyboard.press('Alt+A');
  await page.keyboard.press('Alt+P');
  await expect(page.getByRole('dialog', { name: 'What will be sent' })).toContainText('tcp://127.0.0.1:9');
});
