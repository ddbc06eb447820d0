import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { closedPort } from '../support/peers.ts';
import {
  addressField,
  connections,
  expectState,
  filterField,
  goTo,
  hexDump,
  messageList,
  openButton,
  opener,
  payloads,
  recordings,
  rowCount,
  showChart,
  timeline,
  trafficChart,
} from './actions.ts';
import { takeFreePorts } from './examplePorts.ts';
import { expect, test } from './fixtures.ts';

const root = resolve(import.meta.dirname, '../..');

/** What the README's tour says, and what is done when it says so, in its order. */
type Tour = readonly (readonly [sentence: string, act: () => Promise<void>])[];

/** The sentences of the tour, one after the other, without the numbers and dashes of their list. */
async function readTour(): Promise<string> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const tour = text.slice(text.indexOf('It needs no network'), text.indexOf('## Finding things'));
  return oneLine(tour.replace(/^(?:\d\.|-) /gm, ''));
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });
const messages = (page: Page): Locator => messageList(page).getByRole('treeitem');
const facts = (page: Page): Locator => page.locator('.facts-line');
const nothing = (): Promise<void> => Promise.resolve();

async function click(page: Page, name: string): Promise<void> {
  const row = connections(page).filter({ hasText: name });
  // A long tree has only the rows that are in sight.
  if (!(await row.isVisible())) {
    await page.getByRole('tree', { name: 'Connections' }).hover();
    await page.mouse.wheel(0, -10_000);
    await expect(async () => {
      await page.mouse.wheel(0, 100);
      await expect(row).toBeVisible({ timeout: 300 });
    }).toPass();
  }
  await row.click();
  await expect(page.getByRole('tab', { name: new RegExp(`^${name}`), selected: true })).toBeVisible();
}

/** Clicks it on the left, and Alt Enter. */
async function openNamed(page: Page, name: string, state: string): Promise<void> {
  await click(page, name);
  await page.keyboard.press('Alt+Enter');
  await expectState(page, state);
}

async function sendByKeys(page: Page, keys: string, count: number): Promise<void> {
  await page.keyboard.press(keys);
  await expect(payloads(page, 'out', '')).toHaveCount(count);
  await expect(payloads(page, 'in', '')).toHaveCount(count);
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

/** The program of the README that floods, until the work is done. */
async function flooding(port: number, work: () => Promise<void>): Promise<void> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const script = /node -e "(const s=.*)"$/m.exec(text)?.[1] ?? '';
  const child = spawn(process.execPath, ['-e', script.replace('9100', String(port))], { stdio: 'inherit' });
  const exited = once(child, 'exit');
  await work();
  child.kill('SIGINT');
  await exited;
}

test.setTimeout(180_000);

/** Talks to three kinds of service. */
function theTour(page: Page, workspace: string): Tour {
  return [
    [
      'It needs no network, no second program and no terminal. In a workspace that is empty, as at the first start:',
      nothing,
    ],
    [
      'Press **Start with examples**.',
      // As somebody does who takes it for an icon: they are made once.
      () => page.getByRole('button', { name: 'Start with examples' }).dblclick(),
    ],
    [
      'On the left are the folders _Echo_, _Chat_ and _Services_, at the top is the environment _Local_, and the tab _TCP server_ is open.',
      async () => {
        await expect(page.getByRole('tab', { name: /^TCP server/, selected: true })).toBeVisible();
        for (const name of ['Echo', 'Chat', 'Services'])
          await expect(
            connections(page)
              .filter({ hasText: new RegExp(`^${name}`) })
              .first(),
          ).toBeVisible();
        await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('Local');
        await expect(connections(page).filter({ hasText: /^Examples/ })).toHaveCount(0);
        await takeFreePorts(page, workspace);
      },
    ],
    [
      'Press **Listen**: the line below the address says _listening_, and where.',
      async () => {
        await openButton(page, 'Listen').click();
        await expectState(page, 'listening');
        await expect(facts(page)).toContainText(/127\.0\.0\.1:\d+/);
      },
    ],
    ['Click _TCP client_ on the left, and press **Alt Enter**.', () => openNamed(page, 'TCP client', 'open')],
    [
      'Its line says _open_, from where to where, and how long it took.',
      () => expect(facts(page)).toContainText(/127\.0\.0\.1:\d+.*→.*127\.0\.0\.1:\d+.*ms/),
    ],
    [
      'Press **Alt 1**, **Alt 2** and **Alt 3**: they send the first three messages of the list beside the composer. Each is two rows, what left (↑) and what came back (↓).',
      async () => {
        for (const count of [1, 2, 3]) await sendByKeys(page, `Alt+${count}`, count);
        await expect(payloads(page, 'out', 'Hello from Anna')).toContainText('↑');
        await expect(payloads(page, 'in', 'Hello from Anna')).toContainText('↓');
      },
    ],
    ['Click the ↓ row with `"id"`.', () => payloads(page, 'in', '"id"').click()],
    [
      'The inspector shows its bytes; select some, and the same characters are selected beside them.',
      () => expect(hexDump(page)).toContainText('22 69 64 22'),
    ],
    [
      '**Text** shows invisible characters as signs, **JSON** keeps every digit of the number.',
      async () => {
        await page.getByRole('tab', { name: 'Text' }).click();
        await expect(page.getByRole('document', { name: 'Text' })).toContainText('␊');
        await page.getByRole('tab', { name: 'JSON' }).click();
        await expect(page.getByRole('tabpanel', { name: 'JSON' })).toContainText('12345678901234567890');
      },
    ],
    [
      'Click _Hello_ in the list: it is in the composer, and what to expect stands below it.',
      async () => {
        await messages(page).filter({ hasText: 'Hello' }).click();
        await expect(page.locator('.view-lines')).toContainText('Hello from {{user}}');
        await expect(page.locator('.message-tools-note')).toContainText('Comes back as it left');
      },
    ],
    [
      'Write `again` behind it.',
      async () => {
        await composer(page).focus();
        await page.keyboard.press('ControlOrMeta+End');
        await page.keyboard.type('again');
      },
    ],
    [
      'A dot at its name says that it is not saved.',
      () => expect(page.getByRole('treeitem', { name: 'Hello, with unsaved changes' })).toBeVisible(),
    ],
    [
      '**Ctrl Enter** sends it as it stands, **Save** keeps it.',
      async () => {
        await page.keyboard.press('ControlOrMeta+Enter');
        await expect(payloads(page, 'in', /Hello from Anna.*again/)).toHaveCount(1);
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await expect(page.getByRole('treeitem', { name: /with unsaved changes$/ })).toHaveCount(0);
      },
    ],
    [
      'Click _Chat server_, _Anna_ and _Ben_ on the left, and press **Alt Enter** in each.',
      async () => {
        await openNamed(page, 'Chat server', 'listening');
        await openNamed(page, 'Anna', 'open');
        await openNamed(page, 'Ben', 'open');
      },
    ],
    [
      'In Ben’s tab press **Alt 1**: what he says is in Anna’s tab, too.',
      async () => {
        await page.keyboard.press('Alt+1');
        await expect(payloads(page, 'in', 'Ben: I am, Anna.')).toHaveCount(1);
        await click(page, 'Anna');
        await expect(payloads(page, 'in', 'Ben: I am, Anna.')).toHaveCount(1);
      },
    ],
    [
      'The tab _Chat server_ lists both under _Peers_; answer one of them or all, or disconnect one.',
      async () => {
        await click(page, 'Chat server');
        const peers = page.getByRole('region', { name: 'Peers' });
        await expect(peers.getByRole('button', { name: 'All peers' })).toBeVisible();
        await expect(peers.getByRole('button', { name: /^Disconnect / })).toHaveCount(2);
      },
    ],
    [
      'Open _UDP echo_ and _UDP client_ in the same way.',
      async () => {
        await openNamed(page, 'UDP echo', 'listening');
        await openNamed(page, 'UDP client', 'open');
      },
    ],
    [
      '**Alt 3** sends hex, with random bytes and a name in it, and the same bytes come back.',
      async () => {
        await sendByKeys(page, 'Alt+3', 1);
        await payloads(page, 'in', '').click();
        await page.getByRole('tab', { name: 'Hex' }).click();
        // The user is Anna.
        await expect(hexDump(page)).toContainText(/de ad be ef.*41 6e 6e 61/s);
      },
    ],
    [
      'Press **Alt E** for the next environment, _Staging_: it is orange, at the top and beside **Send**, and has other ports and another user.',
      async () => {
        await page.keyboard.press('Alt+E');
        await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('Staging');
        await expect(page.locator('.composer')).toContainText('Staging');
      },
    ],
    [
      'In the tab _TCP server_ press **Alt Enter**, which ends it and its client, and again, which listens anew.',
      async () => {
        await click(page, 'TCP server');
        await page.keyboard.press('Alt+Enter');
        await expectState(page, 'closed');
        await page.keyboard.press('Alt+Enter');
        await expectState(page, 'listening');
      },
    ],
    [
      'Open _TCP client_ again: **Alt 1** now says `Hello from Sam`, and both are at another port.',
      async () => {
        await openNamed(page, 'TCP client', 'open');
        await page.keyboard.press('Alt+1');
        await expect(payloads(page, 'in', 'Hello from Sam')).toHaveCount(1);
      },
    ],
    [
      '**Disconnect**, click the topmost recording on the left, and press **Replay** and **Start**.',
      async () => {
        await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
        await expectState(page, 'closed');
        await opener(recordings(page)).first().click();
        await page.getByRole('button', { name: 'Replay', exact: true }).click();
        await page.getByRole('button', { name: 'Start', exact: true }).click();
      },
    ],
    [
      'What our side sent is sent again, and everything that comes back is compared with what was recorded: _same_, _different_ (from which byte on) or _missing_.',
      () =>
        expect(
          page.getByRole('grid', { name: 'Comparisons' }).getByRole('row').filter({ hasText: 'same' }),
        ).toHaveCount(1),
    ],
  ];
}

/** What the README has to try after it. */
function more(page: Page, floodPort: number): Tour {
  return [
    ['More to try, each by itself:', nothing],
    [
      '**Services.** _Redis_, _MQTT over WebSocket_ and _DNS_ have messages ready for real servers. The note of each one’s first message says what to start, and the variables (**Alt V**) where it is looked for.',
      async () => {
        for (const name of ['Redis', 'MQTT over WebSocket', 'DNS']) {
          await click(page, name);
          await messages(page).nth(1).click();
          await expect(page.locator('.message-tools-note')).toContainText('Needs a');
        }
        await page.keyboard.press('Alt+V');
        await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Value of redis' })).toBeVisible();
        await page.keyboard.press('Escape');
      },
    ],
    [
      '**Hex.** With _TCP client_ open, click _Untitled_ and choose **Hex**. Type `de ad be ef` and send.',
      async () => {
        await openNamed(page, 'TCP client', 'open');
        await messages(page).first().click();
        await page.getByRole('button', { name: 'Hex', exact: true }).click();
        await composer(page).focus();
        await page.keyboard.type('de ad be ef');
        await page.keyboard.press('ControlOrMeta+Enter');
        await expect(payloads(page, 'in', 'de ad be ef')).toHaveCount(1);
      },
    ],
    [
      'Then make an `x` of the last `f`: the place is marked, the reason is said, and **Send** waits.',
      async () => {
        await page.keyboard.press('Backspace');
        await page.keyboard.type('x');
        await expect(page.locator('.composer-problem')).toContainText('“x” is not a hex digit.');
        await expect(page.getByRole('button', { name: /^Send(?! )/ })).toBeDisabled();
      },
    ],
    [
      '**A certificate.** Open _TLS server_ and _TLS client_: the client verifies it by the authority of your workspace.',
      async () => {
        await openNamed(page, 'TLS server', 'listening');
        await openNamed(page, 'TLS client', 'open');
      },
    ],
    [
      'Now press **Alt N**, type `tls://{{host}}:{{tlsPort}}`, and press **Enter**. It is refused, and a strip above the timeline says why.',
      async () => {
        await newConnection(page, 'tls://{{host}}:{{tlsPort}}');
        await page.keyboard.press('Enter');
        await expectState(page, 'failed');
      },
    ],
    [
      '**Show the chain** shows what the server showed; **Trust this certificate for this connection…** asks first, with the fingerprint by which it would be known, and then connects.',
      async () => {
        await page.getByRole('button', { name: 'Show the chain' }).click();
        await page.getByRole('button', { name: 'Trust this certificate for this connection…' }).click();
        await expect(page.getByRole('dialog')).toContainText(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/);
        await page.getByRole('dialog').getByRole('button', { name: /Trust/ }).click();
        await expectState(page, 'open');
      },
    ],
    [
      'The tab _Connection_ beside _Record_ has every step with its time.',
      () => expect(page.getByRole('tabpanel', { name: 'Connection' })).toContainText(/ms/),
    ],
    [
      "**A flood.** Press **Alt N**, choose _TCP server_, type `tcp://127.0.0.1:9100`, and press **Listen**. In a terminal: ``` node -e \"const s=require('net').connect(9100);let n=0;setInterval(()=>{for(let i=0;i<200;i++)s.write(JSON.stringify({n:++n,hello:'world'})+'\\n')},10)\" ```",
      async () => {
        await newConnection(page, `tcp://127.0.0.1:${floodPort}`, 'TCP server');
        await openButton(page, 'Listen').click();
        await expectState(page, 'listening');
      },
    ],
    [
      'Scroll while it comes in. Type `dir:in "00,"` into the field above the timeline and press **Enter**: what matches is listed, and the list grows by itself. **Ctrl G** goes to a number, a time or a percentage; **Show the chart**, the second button behind _Find_, shows the traffic over time, and a drag across it picks a stretch of it.',
      () =>
        flooding(floodPort, async () => {
          await expect.poll(() => rowCount(page)).toBeGreaterThan(100);
          await timeline(page).hover();
          await page.mouse.wheel(0, -200);
          await filterField(page).focus();
          await page.keyboard.type('dir:in "00,"');
          await page.keyboard.press('Enter');
          await expect(page.getByText(/^[\d,]+ matches$/)).toBeVisible();
          const matches = await rowCount(page);
          await expect.poll(() => rowCount(page)).toBeGreaterThan(matches);
          await goTo(page, '50%');
          await showChart(page);
          await expect(trafficChart(page)).toBeVisible();
        }),
    ],
  ];
}

test('the tour of the README goes as it says, sentence by sentence', async ({ ownWorkbench: workbench }) => {
  const { page } = workbench;
  const tour = [...theTour(page, workbench.workspace), ...more(page, await closedPort())];
  expect(oneLine(tour.map(([sentence]) => sentence).join(' '))).toBe(await readTour());
  for (const [sentence, act] of tour) await test.step(sentence, act);
});
