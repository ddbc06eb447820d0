import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { closedPort } from '../support/peers.ts';
import {
  addressField,
  expectState,
  filterField,
  payloads,
  hexDump,
  opener,
  recordings,
  rowCount,
  showChart,
  trafficChart,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

const root = resolve(import.meta.dirname, '../..');

/** The tour of the README: what it tells to type, step by step. What it says of the window is what is looked for below. */
async function readTour(): Promise<readonly string[]> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const tour = text.slice(text.indexOf('## A tour'), text.indexOf('## Finding things'));
  return tour.split(/^\d\. /m).slice(1);
}

/** A command of the tour, in the second terminal; Ctrl-C ends it. */
class SecondTerminal {
  private readonly child: ChildProcess;
  private said = '';

  /** `npm run -s wirebench -- …`, or another program. Ports of the tour are replaced: they may be taken on this machine. */
  constructor(command: string, replace: Readonly<Record<string, string>> = {}) {
    let line = command.trim();
    for (const [from, to] of Object.entries(replace)) line = line.replaceAll(from, to);
    this.child = spawn(
      'sh',
      ['-c', `exec ${line.replace(/^npm run -s wirebench --/, `"${process.execPath}" electron/cli.ts`)}`],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
  }

  /** Waits for what it says first, and gives it. */
  async says(what: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const found = what.exec(this.said);
      if (found) return found;
      await once(this.child.stdout ?? this.child, 'data');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGINT');
    if (this.child.exitCode === null) await exited;
  }
}

/** The indented command of a step. */
function commandOf(step: string | undefined): string {
  return /```\n\s*(.*?)\n\s*```/s.exec(step ?? '')?.[1] ?? '';
}

function quoted(step: string | undefined, which: RegExp): string {
  return which.exec(step ?? '')?.[1] ?? '';
}

async function newConnection(page: Page, address: string, kind?: string): Promise<void> {
  await page.keyboard.press('Alt+N');
  await expect(addressField(page)).toHaveValue('');
  await expect(addressField(page)).toBeFocused();
  if (kind !== undefined) {
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: kind }).click();
    await expect(addressField(page)).toBeFocused();
  }
  await page.keyboard.type(address);
}

const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });

test.setTimeout(180_000);

test('the tour of the README goes as it says', async ({ ownWorkbench: workbench }) => {
  const { page } = workbench;
  const tour = await readTour();
  const echoPort = String(await closedPort());

  {
    await using echo = new SecondTerminal(commandOf(tour[0]), { 9000: echoPort });
    await echo.says(/Listening at/);
    await newConnection(page, `tcp://127.0.0.1:${echoPort}`);
    await page.keyboard.press('Enter');
    await expectState(page, 'open');
    await expect(page.locator('.facts-line')).toContainText(new RegExp(`→.*127\\.0\\.0\\.1:${echoPort}.*ms`));

    // 3
    await composer(page).focus();
    await page.keyboard.insertText(commandOf(tour[2]));
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(payloads(page, 'out', '{"hello"')).toHaveCount(1);
    await expect(payloads(page, 'in', '{"hello"')).toHaveCount(1);
    await expect(payloads(page, 'in', '{"hello"')).toContainText('↓');
    await expect(page.getByRole('switch', { name: 'Escapes' })).toBeChecked();

    // 4
    await payloads(page, 'in', '{"hello"').click();
    await expect(hexDump(page)).toContainText('7b 22 68 65 6c 6c 6f');
    await page.getByRole('tab', { name: 'Text' }).click();
    await expect(page.getByRole('document', { name: 'Text' })).toContainText('␍␊');
    await page.getByRole('tab', { name: 'JSON' }).click();
    await expect(page.getByRole('tabpanel', { name: 'JSON' })).toContainText('12345678901234567890');

    // 5
    await page.getByRole('button', { name: 'Hex', exact: true }).click();
    await expect(composer(page)).toHaveValue(/^7b 22 68/);
    await composer(page).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(quoted(tour[4], /type `([^`]+)` over/));
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(payloads(page, 'in', 'de ad be ef')).toHaveCount(1);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('x');
    await expect(page.locator('.composer-problem')).toContainText('“x” is not a hex digit.');
    await expect(page.getByRole('button', { name: /^Send/ })).toBeDisabled();

    // 6
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expectState(page, 'closed');
    await opener(recordings(page)).click();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(
      page.getByRole('grid', { name: 'Comparisons' }).getByRole('row').filter({ hasText: 'same' }),
    ).toHaveCount(2);
  }

  // 7
  await newConnection(page, 'ws://127.0.0.1:0/chat', 'WebSocket server');
  await page.getByRole('button', { name: 'Listen', exact: true }).click();
  await expectState(page, 'listening');
  const url = /ws:\/\/127\.0\.0\.1:(\d+)\/chat/.exec((await page.locator('.facts-line').textContent()) ?? '');
  {
    await using client = new SecondTerminal(commandOf(tour[6]), { PORT: url?.[1] ?? '' });
    await client.says(/Open:/);
    await expect(payloads(page, 'in', 'hello')).toHaveCount(1);
    await composer(page).focus();
    await page.keyboard.type('hi there');
    await page.keyboard.press('ControlOrMeta+Enter');
    await client.says(/hi there/);
  }
  // 8
  const floodPort = String(await closedPort());
  await newConnection(page, `tcp://127.0.0.1:${floodPort}`, 'TCP server');
  await page.getByRole('button', { name: 'Listen', exact: true }).click();
  await expectState(page, 'listening');
  {
    await using _ = new SecondTerminal(commandOf(tour[7]), { 9100: floodPort });
    await expect.poll(() => rowCount(page)).toBeGreaterThan(100);
    await filterField(page).focus();
    await page.keyboard.type(quoted(tour[7], /Type `([^`]+)` into the field/));
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^[\d,]+ matches$/)).toBeVisible();
    const matches = await rowCount(page);
    await expect.poll(() => rowCount(page)).toBeGreaterThan(matches);
    await page.keyboard.press('ControlOrMeta+G');
    await page.keyboard.type('50%');
    await page.keyboard.press('Enter');
    await showChart(page);
    await expect(trafficChart(page)).toBeVisible();
  }
  // 9
  const tlsPort = String(await closedPort());
  {
    await using secure = new SecondTerminal(commandOf(tour[8]), { 8443: tlsPort });
    await secure.says(/Listening at/);
    await newConnection(page, `tls://127.0.0.1:${tlsPort}`);
    await page.keyboard.press('Enter');
    await expectState(page, 'failed');
    await page.getByRole('button', { name: 'Show the chain' }).click();
    await page.getByRole('button', { name: /^Trust this certificate/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Trust/ }).click();
    await expectState(page, 'open');
  }
});
