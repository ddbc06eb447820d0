import type { Page } from '@playwright/test';
import { connections, expectState, hexDump, openButton, payloads, recordings } from './actions.ts';
import { takeFreePorts } from './examplePorts.ts';
import { expect } from './fixtures.ts';
import {
  click,
  composer,
  facts,
  messages,
  nothing,
  openNamed,
  sendByKeys,
  type Tour,
} from './tourActions.ts';

/** The numbered steps: talks to three kinds of service, all of the examples. */
export function numberedSteps(page: Page, workspace: string): Tour {
  return [
    ...start(page, workspace),
    ...echo(page),
    ...namedMessage(page),
    ...chat(page),
    ...datagrams(page),
    ...nextEnvironment(page),
    ...replay(page),
  ];
}

/** What stands there at the first start. */
function start(page: Page, workspace: string): Tour {
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
  ];
}

/** A server, a client, and what one says to the other. */
function echo(page: Page): Tour {
  return [
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
      '**Text** shows invisible characters as escapes, **JSON** keeps every digit of the number.',
      async () => {
        await page.getByRole('tab', { name: 'Text' }).click();
        await expect(page.getByRole('document', { name: 'Text' })).toContainText(String.raw`\n`);
        await page.getByRole('tab', { name: 'JSON' }).click();
        await expect(page.getByRole('tabpanel', { name: 'JSON' })).toContainText('12345678901234567890');
      },
    ],
  ];
}

/** A named message, changed, sent and saved. */
function namedMessage(page: Page): Tour {
  return [
    [
      'Click _Hello_ in the list: it is in the composer, and what to expect stands above it.',
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
  ];
}

/** A server with two clients. */
function chat(page: Page): Tour {
  return [
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
        await expect(peers.getByRole('treeitem', { name: 'All peers' })).toBeVisible();
        await expect(peers.getByRole('button', { name: /^Disconnect / })).toHaveCount(2);
      },
    ],
  ];
}

/** UDP. */
function datagrams(page: Page): Tour {
  return [
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
  ];
}

/** The same connections at other places. */
function nextEnvironment(page: Page): Tour {
  return [
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
  ];
}

/** A recording, sent once more. */
function replay(page: Page): Tour {
  return [
    [
      '**Disconnect**, click the topmost recording on the left, and press **Replay** and **Start**.',
      async () => {
        await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
        await expectState(page, 'closed');
        const topmost = recordings(page).first();
        await expect(topmost).toContainText('TCP client');
        await topmost.click();
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
