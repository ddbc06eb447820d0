import type { Locator, Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import {
  choose,
  compose,
  composeAs,
  createConnection,
  expectState,
  hexDump,
  messageRow,
  open,
  payloads,
  saveAsMessage,
  send,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

test('writes text in another encoding, with a terminator, and marks what it does not have', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer();
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await choose(page, 'Encoding', /^Shift_JIS/);
  await choose(page, 'Terminator', /^CRLF/);
  await send(page, '日本');
  await expect(page.getByText('6 bytes')).toBeVisible();
  await payloads(page, 'out', /./).first().click();
  await expect(hexDump(page)).toContainText('93');
  await composeAs(page, 'Hex');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('93 fa 96 7b 0d 0a');
  await composeAs(page, 'Text');
  await expect(page.getByRole('combobox', { name: 'Terminator' })).toHaveText(/CRLF/);

  await compose(page, 'a€');
  await expect(page.getByText('Shift_JIS does not have “€”.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Send/ })).toBeDisabled();
  await choose(page, 'Encoding', /^UTF-8/);
  await choose(page, 'Terminator', /^Other/);
  await page.getByRole('textbox', { name: 'Terminator, as text with escapes' }).fill(String.raw`\x03`);
  await expect(page.getByText('5 bytes')).toBeVisible();
});

test('offers another encoding for a binary message of a WebSocket, and UTF-8 for a text message', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'ws://127.0.0.1:9/');
  await expect(page.getByRole('combobox', { name: 'Encoding' })).toHaveCount(0);
  await choose(page, 'Send as', 'Binary message');
  await choose(page, 'Encoding', /^UTF-16 LE/);
  await compose(page, 'ab');
  await expect(page.getByText('4 bytes')).toBeVisible();
  await choose(page, 'Send as', 'Text message');
  await expect(page.getByText('The encoding is UTF-8 now')).toBeVisible();
  await expect(page.getByText('2 bytes')).toBeVisible();
});

test('writes JSON, says where a mistake is, and lays it out without changing a value', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  const message = page.getByRole('textbox', { name: 'Message' });
  await composeAs(page, 'JSON');
  await compose(page, '{"id": 12345678901234567890 "a": 1}');
  await expect(page.getByText('JSON: at line 1, column 29').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Format' })).toBeDisabled();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', '12345678901234567890 "a"')).toHaveCount(1);

  await compose(page, '{"id": 12345678901234567890, "a": 1}');
  await expect(page.getByText('JSON: at line')).toHaveCount(0);
  await expect(page.locator('.message-editor [class*=mtk]').first()).toBeVisible();
  await page.keyboard.press('Alt+Shift+F');
  await expect(message).toHaveValue('{\n  "id": 12345678901234567890,\n  "a": 1\n}');
  await page.getByRole('button', { name: 'Minify' }).click();
  await expect(message).toHaveValue('{"id":12345678901234567890,"a":1}');
  await message.focus();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(message).toHaveValue('{\n  "id": 12345678901234567890,\n  "a": 1\n}');
});

test('draws the colours of the editor once, however many connections are shown', async ({ workbench }) => {
  const { page } = workbench;
  const editor = page.locator('.monaco-editor');
  await createConnection(page, 'tcp://127.0.0.1:9');
  await expect(editor).toBeVisible();
  // A style sheet that is written anew has other rules, although they say the same.
  const before = await page.evaluateHandle(() =>
    document.adoptedStyleSheets.map(({ cssRules }) => cssRules[0]),
  );
  const rewritten = (): Promise<number> =>
    before.evaluate(
      (rules) => rules.filter((rule, at) => rule !== document.adoptedStyleSheets[at]?.cssRules[0]).length,
    );
  await createConnection(page, 'tcp://127.0.0.1:10');
  await expect(editor).toBeVisible();
  await page.getByRole('tab', { name: /^127\.0\.0\.1:9/ }).click();
  await expect(editor).toBeVisible();
  expect(await rewritten()).toBe(0);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(rewritten).toBeGreaterThan(0);
  await page.emulateMedia({ colorScheme: null });
});

const message = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });
const composer = (page: Page): Locator => page.getByRole('region', { name: 'Composer' });
const sendButton = (page: Page): Locator => page.getByRole('button', { name: /^Send(?! as| to)/ });
const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at}`).join('\n');

async function heightOf(element: Locator): Promise<number> {
  return (await element.boundingBox())?.height ?? 0;
}

test('is 96 px high until it needs more or somebody sets more, with Send in its place', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  const height = (): Promise<number> => heightOf(composer(page));
  await expect.poll(height).toBe(96);

  await expect(sendButton(page)).toBeDisabled();
  await expect(sendButton(page)).toHaveAccessibleDescription(/^Nothing to send/);
  // What can be done is said where the message will stand, and takes no room from why nothing is sent.
  await expect(composer(page).getByText(/↑ brings back what was sent\.$/)).toHaveCount(2);
  await expect(composer(page).getByRole('status').filter({ hasText: 'Escapes' })).toHaveCount(0);
  await compose(page, 'ab {{$uuid}}');
  await expect(composer(page)).toContainText('length varies');
  await compose(page, 'ab');
  await expect(composer(page)).toContainText('2 bytes');
  const place = await sendButton(page).boundingBox();
  await sendButton(page).click();
  await expect(message(page)).toBeFocused();
  for (const mode of ['Hex', 'JSON', 'File', 'Text'] as const) {
    await composeAs(page, mode);
    expect(await sendButton(page).boundingBox()).toEqual(place);
  }
  await message(page).focus();
  await page.keyboard.press('Tab');
  await expect(composer(page).getByRole('button', { name: 'Show what will be sent' })).toBeFocused();

  await compose(page, lines(3));
  await expect.poll(height).toBe(136);
  await compose(page, lines(60));
  const whole = await heightOf(page.locator('.session-pane'));
  await expect.poll(height).toBeGreaterThan(whole * 0.35);
  expect(await height()).toBeLessThan(whole * 0.41);
  await compose(page, 'ab');
  await expect.poll(height).toBe(96);

  const edge = page.getByRole('separator', { name: 'Height of the composer' });
  await edge.focus();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('ArrowUp');
  await expect.poll(height).toBeGreaterThan(170);
  const set = await height();
  await compose(page, lines(60));
  await page.reload();
  await expect(message(page)).toHaveValue(/^line 0/);
  await expect.poll(height).toBe(set);
  await edge.dblclick();
  await compose(page, 'ab');
  await expect.poll(height).toBe(96);

  // Named messages scroll beside it, the newest into view, and take no height from the records.
  for (const name of ['first', 'second', 'third', 'fourth']) {
    await saveAsMessage(page, name);
    await expect(messageRow(page, name)).toHaveCount(1);
  }
  await page.getByRole('tree', { name: 'Messages' }).press('Home');
  await messageRow(page, 'Untitled').click();
  await expect.poll(height).toBe(96);
});

test('has the menu of an editor, and keeps the focus', async ({ workbench }) => {
  test.skip(process.env['WIREBENCH_HOST'] === 'electron', 'the desktop shows the menu of the system');
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:9');
  await compose(page, 'one two');
  const choice = async (name: RegExp): Promise<void> => {
    await page
      .locator('.view-line')
      .first()
      .click({ button: 'right', position: { x: 5, y: 5 } });
    await page.getByRole('menuitem', { name }).click();
    await expect(message(page)).toBeFocused();
  };
  await choice(/^Select all/);
  await choice(/^Copy/);
  expect(await workbench.copied()).toBe('one two');
  await choice(/^Cut/);
  await expect(message(page)).toHaveValue('');
  await page.keyboard.type('[');
  await choice(/^Paste/);
  await page.keyboard.type(']');
  await expect(message(page)).toHaveValue('[one two]');

  // Whoever saves goes on writing. Where bytes are written, a dump is pasted as the bytes in it.
  await compose(page, '00000000  2a 0d  |*.|');
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('dump');
  await page.keyboard.press('Enter');
  await expect(messageRow(page, 'dump')).toHaveCount(1);
  await page.keyboard.type(' ');
  await expect(message(page)).toHaveValue('00000000  2a 0d  |*.| ');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+X');
  await expect(message(page)).toHaveValue('');
  await composeAs(page, 'Hex');
  await message(page).focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(message(page)).toHaveValue('2a 0d');
  await page.keyboard.type(' 0a');
  await expect(message(page)).toHaveValue('2a 0d 0a');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: /^Cut/ })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await expect(message(page)).toBeFocused();
});
