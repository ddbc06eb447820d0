import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { tcpService, type TcpService } from '../support/tcpService.ts';
import { addressField, compose, createConnection, expectState, open, payloads } from './actions.ts';
import { writeBaseVariables } from './baseVariables.ts';
import { expect, test } from './fixtures.ts';

const preview = (page: Page): Locator => page.getByRole('dialog', { name: 'What will be sent' });
const previewedText = (page: Page): Locator => preview(page).getByRole('region', { name: 'Text' });

/** A message with a secret in it: looked at, revealed, and sent from there. */
async function lookAndSend(page: Page, service: TcpService): Promise<void> {
  await compose(page, '{{who}} {{token}} {{$counter}}');
  await page.keyboard.press('Alt+P');
  const dialog = preview(page);
  const text = previewedText(page);
  await expect(text).toHaveText('ada ••• (with a secret)  1');
  await expect(dialog.getByText('15 bytes')).toBeVisible();
  await expect(dialog.getByRole('grid', { name: 'Hex dump' })).toContainText('61 64 61 20 •• ••');
  expect(await page.content()).not.toContain('hush');
  await page.setViewportSize({ width: 640, height: 400 });
  await dialog.getByRole('grid', { name: 'Hex dump' }).scrollIntoViewIfNeeded();
  await expect(dialog.getByRole('grid', { name: 'Hex dump' })).toBeInViewport();
  const reveal = dialog.getByRole('button', { name: 'Show secrets' });
  await reveal.focus();
  await page.keyboard.press('Enter');
  await expect(text).toContainText('ada hush-hush');
  await expect(dialog.getByRole('list', { name: 'Legend' })).not.toContainText('hidden');
  await expect(dialog.getByRole('button', { name: 'Send' })).toBeInViewport({ ratio: 1 });
  // The same keys as in the composer send what is looked at.
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(dialog).toHaveCount(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(() => service.received()).toBe('ada hush-hush 1');
  // What comes back of it can be saved for everybody.
  await expect(payloads(page, 'out', 'ada')).toHaveCount(1);
  await compose(page, '');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('ada {{token}} 1');
}

/** A variable of this machine is allowed where it is missed. */
async function allowThere(page: Page): Promise<void> {
  const dialog = preview(page);
  await compose(page, '{{$env:PATH}}');
  await page.keyboard.press('Alt+P');
  const allow = dialog.getByRole('button', { name: 'Allow PATH' });
  await allow.focus();
  await page.keyboard.press('Enter');
  await expect(previewedText(page)).toContainText(process.env['PATH']?.slice(0, 20) ?? '');
  await expect(allow).toHaveCount(0);
  await page.keyboard.press('Escape');
}

/** Says why a message cannot be sent. */
async function expectReasons(page: Page): Promise<void> {
  const dialog = preview(page);
  await compose(page, '{{nobody}} {{$uuid}}');
  await page.keyboard.press('Alt+P');
  await expect(dialog.getByRole('list', { name: 'Problems' })).toContainText('{{nobody}}');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'closed');
  await page.keyboard.press('Alt+M');
  await page.keyboard.press('Alt+P');
  await expect(dialog.getByText('Connect first, then send.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Send' })).toBeDisabled();
  await page.keyboard.press('Escape');
}

/** From the address, what the connection opens is looked at. */
async function lookAtConnection(page: Page, url: string): Promise<void> {
  const dialog = preview(page);
  await addressField(page).focus();
  await page.keyboard.press('Alt+P');
  await expect(dialog.getByRole('tab', { name: 'Connection' })).toHaveAttribute('aria-selected', 'true');
  await expect(dialog.getByText(url)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(addressField(page)).toBeFocused();
}

/** What a WebSocket client says by itself until it is open. */
async function lookAtHandshake(page: Page): Promise<void> {
  const dialog = preview(page);
  await addressField(page).fill('ws://{{who}}.test/feed?t={{token}}');
  await page.keyboard.press('Alt+P');
  const request = dialog.getByRole('region', { name: 'WebSocket handshake' });
  await expect(request).toContainText('GET /feed?t=•••');
  await expect(request).toContainText('Host: ada.test');
  await expect(dialog.getByText('The key is random, another one each time')).toBeVisible();
  await page.keyboard.press('Escape');
}

test('shows by keys alone what will be sent, and then sends just that', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await using service = await tcpService(() => undefined);
  const { port } = new URL(service.url);
  await mkdir(join(workspace, 'secrets'), { recursive: true });
  await writeFile(join(workspace, 'secrets', 'kept'), 'hush-hush');
  const variables = [
    { name: 'port', value: port },
    { name: 'who', value: 'ada' },
    { name: 'token', secret: { id: 'kept', name: 'token' } },
  ];
  await writeBaseVariables(workspace, variables);
  await createConnection(page, 'tcp://127.0.0.1:{{port}}');
  await open(page);
  await expectState(page, 'open');
  await lookAndSend(page, service);
  await allowThere(page);
  await expectReasons(page);
  await lookAtConnection(page, `tcp://127.0.0.1:${port}`);
  await lookAtHandshake(page);
});
