import { tcpPeer } from '../support/peers.ts';
import { addressField, createConnection, expectState, open, payloads, send } from './actions.ts';
import { expect, test } from './fixtures.ts';

test('makes a connection of a command that is pasted or typed into the address, and says what it leaves out', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  await createConnection(page, '');
  await addressField(page).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, `wscat -c ws://127.0.0.1:9/chat \\\n  -H 'X-Trace: 1' --auth me:secret`);
  await expect(addressField(page)).toHaveValue('ws://127.0.0.1:9/chat');
  await expect(page.getByRole('combobox', { name: 'Kind' })).toHaveText('WebSocket client');
  await expect(page.getByText('Not imported from the command: --auth me:secret.')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByText('Not imported')).toHaveCount(0);

  await addressField(page).fill(`nc -Cv 127.0.0.1 ${peer.port}`);
  await expect(page.getByText('This is a command. Press Enter to make it the connection.')).toBeVisible();
  await addressField(page).press('Enter');
  await expect(addressField(page)).toHaveValue(`tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'hello');
  // nc -C ends what it sends with CRLF, and so does the composer now.
  await expect(payloads(page, 'in', 'hello\\r\\n')).toHaveCount(1);

  await createConnection(page, 'curl https://example.org/');
  await expect(
    page.getByText('This use of curl does not open a connection that Wirebench has.'),
  ).toBeVisible();
});
