import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import {
  expectState,
  filterField,
  goTo,
  openButton,
  payloads,
  rowCount,
  showChart,
  timeline,
  trafficChart,
} from './actions.ts';
import { expect } from './fixtures.ts';
import { readReadme } from './readme.ts';
import { click, composer, messages, newConnection, nothing, openNamed, type Tour } from './tourActions.ts';

/** What the README has to try after the numbered steps. */
export function moreToTry(page: Page, floodPort: number): Tour {
  return [
    ['More to try, each by itself:', nothing],
    ...services(page),
    ...hex(page),
    ...certificate(page),
    ...flood(page, floodPort),
  ];
}

/** Connections to real servers. */
function services(page: Page): Tour {
  return [
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
  ];
}

/** Bytes, and a mistake in them. */
function hex(page: Page): Tour {
  return [
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
  ];
}

/** A certificate that is not trusted, and then is. */
function certificate(page: Page): Tour {
  return [
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
        await expectState(page, 'refused');
      },
    ],
    [
      '**Show chain** shows what the server showed; **Trust…** asks first, with the fingerprint by which it would be known, and then connects.',
      async () => {
        await page.getByRole('button', { name: 'Show chain' }).click();
        await page.getByRole('button', { name: 'Trust…' }).click();
        await expect(page.getByRole('alertdialog')).toContainText(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/);
        await page.getByRole('alertdialog').getByRole('button', { name: /Trust/ }).click();
        await expectState(page, 'open');
      },
    ],
    [
      'The tab _Connection_ of the inspector has every step with its time.',
      () => expect(page.getByRole('tabpanel', { name: 'Connection' })).toContainText(/ms/),
    ],
  ];
}

/** More than anybody can read. */
function flood(page: Page, floodPort: number): Tour {
  return [
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
          await expect(page.getByText(/^[\d,]+ of [\d,]+$/)).toBeVisible();
          const matches = await rowCount(page);
          await expect.poll(() => rowCount(page)).toBeGreaterThan(matches);
          await goTo(page, '50%');
          await showChart(page);
          await expect(trafficChart(page)).toBeVisible();
        }),
    ],
  ];
}

/** The program of the README that floods, until the work is done. */
async function flooding(port: number, work: () => Promise<void>): Promise<void> {
  const script = /node -e "(const s=.*)"$/m.exec(await readReadme())?.[1] ?? '';
  const child = spawn(process.execPath, ['-e', script.replace('9100', String(port))], { stdio: 'inherit' });
  const exited = once(child, 'exit');
  await work();
  child.kill('SIGINT');
  await exited;
}
