import { existsSync } from 'node:fs';
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { tcpService, type TcpService } from '../support/tcpService.ts';
import {
  addressField,
  choose,
  createConnection,
  recordings,
  expectState,
  open,
  payloads,
  send,
  compose,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { windowSize } from './running.ts';

const variables = (page: Page): Locator => page.getByRole('dialog', { name: 'Variables' });
const variableTable = (page: Page): Locator => variables(page).getByRole('table', { name: 'Variables' });
const nameField = (page: Page): Locator =>
  variables(page).getByRole('textbox', { name: 'Name', exact: true }).first();
const valueOfKey = (page: Page): Locator => variableTable(page).getByLabel('Value of key', { exact: true });
const saveQuestion = (page: Page): Locator => page.getByRole('alertdialog', { name: 'Save the changes to' });

/** Fails where one of the files that git keeps has the text. */
async function expectNowhere(workspace: string, text: string): Promise<void> {
  for (const folder of ['environments', 'connections']) {
    for (const name of await readdir(join(workspace, folder))) {
      expect(await readFile(join(workspace, folder, name), 'utf8')).not.toContain(text);
    }
  }
}

/** Adds a variable that is secret, in the last row. */
async function addSecret(dialog: Locator, name: string, value: string): Promise<void> {
  const table = dialog.getByRole('table', { name: 'Variables' });
  await dialog.getByRole('button', { name: 'Add a variable' }).click();
  await table.getByRole('textbox', { name: 'Name' }).last().fill(name);
  await table.getByRole('checkbox', { name: `${name} is secret` }).check();
  await table.getByLabel(`Value of ${name}`, { exact: true }).fill(value);
}

/** An environment that has the port and a secret. */
async function makeEnvironment(page: Page, port: string): Promise<void> {
  await page.keyboard.press('Alt+V');
  const dialog = variables(page);
  await dialog.getByRole('button', { name: 'New environment' }).click();
  await nameField(page).fill('Staging');
  await choose(page, 'Colour', 'Orange');
  await dialog.getByRole('button', { name: 'Add a variable' }).click();
  // The new row has the focus.
  await page.keyboard.type('port');
  await page.keyboard.press('Tab');
  await page.keyboard.type(port);
  await addSecret(dialog, 'token', 'hush-hush');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
}

/** Opens and sends with what the environment has. */
async function sendWithVariables(page: Page, service: TcpService): Promise<void> {
  await choose(page, 'Environment', 'Staging');
  await expect(page.getByText('There is no variable')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Composer' })).toContainText('Staging');
  await open(page);
  await expectState(page, 'open');
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:{{port}}');
  await compose(page, '{{tokn}}');
  await expect(page.getByRole('status').filter({ hasText: 'Did you mean “token”?' })).toBeVisible();
  await send(page, 'n{{$counter}} {{token}}');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'out', 'n2 hush-hush')).toHaveCount(1);
  await expect.poll(() => service.received()).toBe('n1 hush-hushn2 hush-hush');
}

/** A secret is shown when it is asked for. */
async function showSecret(page: Page): Promise<void> {
  await page.keyboard.press('Alt+V');
  const table = variableTable(page);
  const token = table.getByLabel('Value of token', { exact: true });
  await expect(token).toHaveValue('');
  await table.getByRole('button', { name: 'Show the value of token' }).click();
  await expect(token).toHaveValue('hush-hush');
  await table.getByRole('button', { name: 'Hide the value of token' }).click();
  await expect(token).toHaveValue('');
}

/** A variable of this machine, allowed by its name. */
async function allowOfMachine(page: Page): Promise<void> {
  const dialog = variables(page);
  await dialog.getByRole('button', { name: 'Variables of this machine' }).click();
  await dialog.getByRole('textbox', { name: 'Name of an environment variable' }).fill('PATH');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('{{$env:PATH}} can be used in this workspace')).toBeVisible();
}

/** Many rows scroll, and leave the buttons where they are. */
async function expectRowsToScroll(page: Page): Promise<void> {
  const dialog = variables(page);
  // Electron has none before it is given one.
  const size = page.viewportSize() ?? windowSize;
  for (const [width, height] of [
    [1024, 700],
    [640, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (let count = 0; count < 12; count += 1) await dialog.getByRole('button', { name: 'Add a' }).click();
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeInViewport({ ratio: 1 });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeInViewport({ ratio: 1 });
    await expect(variableTable(page).getByRole('textbox', { name: 'Name of new' }).last()).toBeInViewport({
      ratio: 1,
    });
  }
  await page.setViewportSize(size);
}

/** A session that was opened with another environment says so, and leads back. */
async function sendWithoutEnvironment(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('Staging');
  await page.keyboard.press('Alt+E');
  await expect(page.getByRole('status').filter({ hasText: 'Environment: No environment' })).toHaveCount(1);
  const other = page.getByText('Opened with “Staging”. Messages are now sent without an environment.');
  await expect(other).toBeVisible();
  await page.getByRole('button', { name: 'Switch to Staging' }).click();
  await expect(other).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('Staging');
}

test('edits variables of an environment, and opens and sends with them', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await using service = await tcpService(() => undefined);
  const { port } = new URL(service.url);
  await createConnection(page, 'tcp://127.0.0.1:{{port}}');
  await expect(page.getByText('There is no variable “port”')).toBeVisible();

  await makeEnvironment(page, port);
  await sendWithVariables(page, service);
  await showSecret(page);
  await allowOfMachine(page);
  await expectRowsToScroll(page);
  await page.keyboard.press('Escape');
  await expectNowhere(workspace, 'hush-hush');

  await sendWithoutEnvironment(page);

  await recordings(page).first().click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByRole('form', { name: 'Replay options' })).toContainText('Staging');
});

/** A new environment with a secret of several lines, not saved yet. */
async function makeSecret(page: Page): Promise<void> {
  const dialog = variables(page);
  const table = variableTable(page);
  await dialog.getByRole('button', { name: 'New environment' }).click();
  await nameField(page).fill('Staging');
  await dialog.getByRole('button', { name: 'Add a variable' }).click();
  await table.getByRole('textbox', { name: 'Name' }).fill('key');
  await table.getByRole('checkbox', { name: 'key is secret' }).check();
  const key = valueOfKey(page);
  await pasteInto(key, 'first line\r\nsecond=line\r\n');
  await expect(key).toHaveValue('first line\nsecond=line\n');
  await expect(key).toBeFocused();
  await expect(key).toHaveCSS('-webkit-text-security', 'disc');
}

/** Another environment is shown only after the question; its answer saves. */
async function saveWhenAsked(page: Page): Promise<void> {
  const dialog = variables(page);
  const name = nameField(page);
  const question = saveQuestion(page);
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
  await dialog.getByRole('option', { name: 'Base' }).click();
  await question.getByRole('button', { name: 'Save' }).click();
  await expect(name).toHaveCount(0);
  await dialog.getByRole('option', { name: 'Staging' }).click();
  await variableTable(page).getByRole('button', { name: 'Show the value of key' }).click();
  await expect(valueOfKey(page)).toHaveValue('first line\nsecond=line\n');
}

/** What is typed stays while the file of the environment is gone. */
async function typeWithoutFile(page: Page, workspace: string): Promise<void> {
  const name = nameField(page);
  const gone = variables(page).getByText('This environment is no longer in the workspace');
  await name.fill('Typed');
  const files = await readdir(join(workspace, 'environments'));
  const path = join(workspace, 'environments', files.find((each) => each !== 'base.json') ?? '');
  await rename(path, `${path}.away`);
  await expect(gone).toBeVisible();
  await expect(name).toHaveValue('Typed');
  await rename(`${path}.away`, path);
  await expect(gone).toHaveCount(0);
  await expect(name).toHaveValue('Typed');
}

/** The question is left with Escape, and then answered by discarding. */
async function discardWhenAsked(page: Page): Promise<void> {
  const dialog = variables(page);
  const name = nameField(page);
  const question = saveQuestion(page);
  await name.fill('Elsewhere');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(name).toHaveValue('Elsewhere');
  await dialog.getByRole('option', { name: 'Base' }).click();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await dialog.getByRole('option', { name: 'Staging' }).click();
  await expect(name).toHaveValue('Staging');
}

/** Environments are moved by keys, by dragging, and by a button. */
async function reorder(page: Page): Promise<void> {
  const dialog = variables(page);
  const listed = dialog.getByRole('listbox', { name: 'Environment to edit' }).getByRole('option');
  await dialog.getByRole('button', { name: 'New environment' }).click();
  await expect(listed).toHaveText([/^Base/, 'New environment', 'Staging']);
  await listed.last().click();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(listed).toHaveText([/^Base/, 'Staging', 'New environment']);
  await expect(dialog.getByText('1 of 2')).toBeAttached();
  await listed.nth(1).dragTo(listed.nth(2), { targetPosition: { x: 40, y: 20 } });
  await expect(listed).toHaveText([/^Base/, 'New environment', 'Staging']);
  await dialog.getByRole('button', { name: 'Move up' }).click();
  // It cannot go further up, and a disabled button would keep no focus.
  await expect(dialog.getByRole('button', { name: 'Move down' })).toBeFocused();
  await expect(listed).toHaveText([/^Base/, 'Staging', 'New environment']);
  await expect(nameField(page)).toHaveValue('Staging');
}

/** What goes with it comes back with it. */
async function deleteEnvironment(page: Page, workspace: string): Promise<void> {
  const secrets = await secretsOf(workspace);
  const dialog = variables(page);
  const files = (): Promise<string[]> => readdir(join(workspace, 'environments'));
  await dialog.getByRole('button', { name: 'Delete this environment' }).click();
  await expect(dialog).toContainText('Deleted the environment “Staging”.');
  await expect(dialog.getByRole('listbox', { name: 'Environment to edit' })).toBeFocused();
  await expect(nameField(page)).toHaveValue('New environment');
  expect((await files()).some((name) => name.startsWith('staging'))).toBe(false);
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByRole('option', { name: 'Staging' })).toBeVisible();
  expect(await secretsOf(workspace)).toEqual(secrets);
}

test('asks before edited variables are lost, and brings back an environment with its secrets', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const others = await secretsOf(workspace);
  await page.keyboard.press('Alt+V');
  await makeSecret(page);
  await saveWhenAsked(page);
  expect(await secretsOf(workspace)).toHaveLength(others.length + 1);
  await typeWithoutFile(page, workspace);
  await discardWhenAsked(page);
  await reorder(page);
  await deleteEnvironment(page, workspace);
  await page.keyboard.press('Escape');
  await expect(variables(page)).toHaveCount(0);
});

async function pasteInto(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** The files of all secrets, also of those that an earlier test kept for a connection that it never saved: these go when the program ends. */
async function secretsOf(workspace: string): Promise<readonly string[]> {
  const folder = join(workspace, 'secrets');
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => !name.startsWith('.') && !name.startsWith('authority'));
}
