import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { tcpService, type TcpService } from '../support/tcpService.ts';
import {
  addressField,
  compose,
  createConnection,
  expectState,
  open,
  openButton,
  recordings,
} from './actions.ts';
import { writeBaseVariables } from './baseVariables.ts';
import { expect, test } from './fixtures.ts';

/** What HOME stands for, as the composer sends it. */
const home = `${process.env['HOME'] ?? ''};`;

/** The composer says what is refused, and sends it once it is allowed and Enter is pressed again. */
async function allowFromComposer(page: Page, service: TcpService): Promise<void> {
  await page.setViewportSize({ width: 640, height: 400 });
  await compose(page, '{{$env:HOME}};');
  await page.keyboard.press('ControlOrMeta+Enter');
  const composer = page.getByRole('region', { name: 'Composer' });
  await expect(composer.getByRole('alert')).toContainText('may not be used by this workspace yet');
  const allow = composer.getByRole('button', { name: 'Allow HOME' });
  await expect(allow).toBeInViewport({ ratio: 1 });
  await allow.focus();
  await page.keyboard.press('Enter');
  await expect(composer.getByRole('status')).toContainText('HOME may be used in this workspace now.');
  await expect(composer.getByRole('alert')).toHaveCount(0);
  await expect(composer.getByRole('button', { name: 'Send', exact: true })).toBeFocused();
  expect(service.received()).toBe('');
  await page.keyboard.press('Enter');
  await expect.poll(() => service.received()).toBe(home);
}

/** So does the message of the window that says why a named message was not sent. */
async function allowFromMessage(page: Page, workspace: string, service: TcpService): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  const message = {
    version: 1,
    id: 'm1',
    name: 'config',
    mode: 'text',
    body: ['{{$env:WIREBENCH_CONFIG}}.'],
  };
  await writeFile(join(workspace, 'connections', 'config.message.json'), JSON.stringify(message));
  await expect(page.getByRole('button', { name: 'Send config' })).toBeEnabled();
  await page.keyboard.press('Alt+1');
  const toasts = page.getByRole('region', { name: 'Notifications' });
  await toasts.getByRole('button', { name: 'Allow WIREBENCH_CONFIG' }).focus();
  await page.keyboard.press('Enter');
  await expect(toasts.getByText('WIREBENCH_CONFIG may be used in this workspace now.')).toBeVisible();
  expect(service.received()).toBe(home);
  await page.keyboard.press('Alt+1');
  await expect.poll(() => service.received()).toMatch(/;[^;]+\.$/);
}

/** So does the strip of a connection that did not open. */
async function allowFromAddress(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'closed');
  await addressField(page).fill('tcp://127.0.0.1:{{$env:WIREBENCH_NO_SUCH_PORT}}');
  await page.keyboard.press('Enter');
  await expectState(page, 'failed');
  await page.getByRole('button', { name: 'Allow WIREBENCH_NO_SUCH_PORT' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('may be used in this workspace now. Connect again.')).toBeVisible();
  await expect(openButton(page, 'Connect')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'has no variable' })).toBeVisible();
}

/** So does the form of a replay. */
async function allowFromReplay(page: Page): Promise<void> {
  // What was refused is among the failed attempts.
  await recordings(page).filter({ hasText: 'failed attempts' }).click();
  await recordings(page).last().click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  const replay = page.getByRole('region', { name: 'Replay' });
  const to = replay.getByRole('textbox', { name: 'Send to' });
  await to.fill('tcp://127.0.0.1:{{');
  await page.keyboard.type('po');
  await page.keyboard.press('Tab');
  await expect(to).toHaveValue('tcp://127.0.0.1:{{port}}');
  await expect(replay.locator('.template-variable')).toHaveText('{{port}}');
  await to.fill('tcp://127.0.0.1:{{$env:WIREBENCH_ANOTHER_PORT}}');
  await page.keyboard.press('Enter');
  const another = replay.getByRole('button', { name: 'Allow WIREBENCH_ANOTHER_PORT' });
  await another.focus();
  await page.keyboard.press('Enter');
  await expect(replay.getByRole('button', { name: 'Start' })).toBeFocused();
  await expect(replay.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(replay.getByRole('alert')).toContainText('has no variable');
}

test('asks, by keys alone, for a variable of this machine where it is refused, and sends nothing by itself', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await using service = await tcpService(() => undefined);
  await writeBaseVariables(workspace, [{ name: 'port', value: new URL(service.url).port }]);
  await createConnection(page, 'tcp://127.0.0.1:{{port}}');
  await open(page);
  await expectState(page, 'open');
  await allowFromComposer(page, service);
  await allowFromMessage(page, workspace, service);
  await allowFromAddress(page);
  await allowFromReplay(page);
});
