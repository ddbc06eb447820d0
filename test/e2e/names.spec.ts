import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import {
  choose,
  chooseFromMenu,
  expectState,
  messageList,
  open,
  recordings,
  recordingTree,
  send,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { question, tree } from './treeRows.ts';

/** Turns what follows around (U+202E), so that an ending looks like another one. */
const trick = (name: string): string => `${name}\u202egpj.exe`;
const shown = (name: string): RegExp => new RegExp(`${name}‹U\\+202E›gpj\\.exe`);

/** Where the page has a character that turns its neighbours around, apart from fields, which show what they hold. */
function turningTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const turning = /[\u202A-\u202E\u200E\u200F\u2066\u2067]/;
    const found: string[] = turning.test(document.title) ? [`title: ${document.title}`] : [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element?.closest('textarea, script, .monaco-editor') || !turning.test(node.textContent ?? ''))
        continue;
      found.push(`${element?.className ?? ''}: ${node.textContent}`);
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of [
        'title',
        'aria-label',
        'aria-description',
        'aria-valuetext',
        'alt',
        'placeholder',
      ]) {
        const value = element.getAttribute(name) ?? '';
        if (turning.test(value)) found.push(`${element.className} ${name}: ${value}`);
      }
    }
    return found;
  });
}

async function expectNoTurning(page: Page, where: string): Promise<void> {
  await test.step(where, async () => expect.soft(await turningTexts(page), where).toEqual([]));
}

/** Every kind of thing that has a name, with one that turns its end around. */
async function plant(workspace: string, port: number): Promise<void> {
  const folder = join(workspace, 'connections', trick('box'));
  await mkdir(folder, { recursive: true });
  const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` };
  const connection = { version: 1, id: 'trick', name: trick('redis'), endpoint };
  await writeFile(join(folder, 'redis.json'), JSON.stringify(connection));
  const other = { ...connection, id: 'other', name: trick('other') };
  await writeFile(join(workspace, 'connections', 'other.json'), JSON.stringify(other));
  const message = { version: 1, id: 'm1', name: trick('ping'), note: trick('note'), body: 'PING' };
  await writeFile(join(folder, 'ping.message.json'), JSON.stringify(message));
  const second = { ...message, id: 'm2', name: trick('pong') };
  await writeFile(join(folder, 'pong.message.json'), JSON.stringify(second));
  await writeFile(join(folder, `${trick('broken')}.json`), '{');
  await mkdir(join(workspace, 'environments'), { recursive: true });
  const environment = {
    version: 1,
    id: 'e1',
    name: trick('Staging'),
    variables: [{ name: 'a', value: trick('v') }],
  };
  await writeFile(join(workspace, 'environments', 'staging.json'), JSON.stringify(environment));
}

test('shows names that turn their neighbours around with a mark, wherever they stand', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  await plant(workspace, peer.port);
  await choose(page, 'Environment', shown('Staging'));
  await expect(page.getByRole('status').filter({ hasText: shown('Staging') })).toBeAttached();
  await expect(page.getByRole('list', { name: 'Files with a problem' })).toContainText(shown('broken'));
  await expectNoTurning(page, 'the sidebar, and the environment');

  await tree(page)
    .getByRole('treeitem', { name: shown('box') })
    .click();
  await tree(page)
    .getByRole('treeitem', { name: shown('redis') })
    .click();
  await open(page);
  await expectState(page, 'open');
  await send(page, 'hello');
  await recordings(page).first().click();
  await expect(page.getByRole('tab', { selected: true, name: shown('redis') })).toBeVisible();
  await recordingTree(page).focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: shown('redis') })).toBeFocused();
  await expectNoTurning(page, 'a recording, and the field of its name');
  await page.keyboard.press('Escape');
  await tree(page)
    .getByRole('treeitem', { name: shown('redis') })
    .click();
  await expect(messageList(page).getByRole('treeitem', { name: shown('ping') })).toBeVisible();
  await messageList(page)
    .getByRole('treeitem', { name: shown('ping') })
    .click();
  await expectNoTurning(page, 'a connection with its messages');
  await messageList(page).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('status', { name: 'What has happened' })).toHaveText(shown('ping'));
  await page.keyboard.press('ContextMenu');
  await expectNoTurning(page, 'the menu of a message');
  await page.keyboard.press('Escape');
  await messageList(page).focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('dialog', { name: 'Name and note' })).toBeVisible();
  await expectNoTurning(page, 'the name and note of a message');
  await page.keyboard.press('Escape');
  await messageList(page).focus();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByRole('dialog', { name: shown('p[io]ng') })).toBeVisible();
  await expectNoTurning(page, 'a repetition');
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('exe');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectNoTurning(page, 'the palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+V');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoTurning(page, 'the variables');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+P');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoTurning(page, 'what will be sent');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('Copy as command');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Copy as command' })).toBeVisible();
  await expectNoTurning(page, 'the command');
  await page.keyboard.press('Escape');

  await tree(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await expect(question(page)).toContainText(shown('box'));
  await expectNoTurning(page, 'a question');
  await page.keyboard.press('Escape');
  await chooseFromMenu(page, 'other‹U+202E›gpj.exe', 'Delete');
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(shown('other'));
  await expectNoTurning(page, 'what says that something was deleted');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(page.getByRole('status', { name: 'What has happened' })).toHaveText(shown('other'));
  await expectNoTurning(page, 'what says that it is back');
});
