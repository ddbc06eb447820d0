import { tcpPeer } from '../support/peers.ts';
import {
  choose,
  compose,
  composeAs,
  createConnection,
  expectState,
  hexDump,
  open,
  payloads,
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
