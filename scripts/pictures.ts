/**
 * `npm run pictures`: takes the pictures of the README and of the documentation anew, from the examples in the running application, with a
 * real `redis-server`. They show what a person sees after some sends; a browser at 1280×800 stands for the window.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import {
  addressField,
  connections,
  expectState,
  messageList,
  messageRow,
  payloads,
} from '../test/e2e/actions.ts';
import { startRedis } from '../test/support/realServers.ts';
import { launchChromium, startWorkbenchHost } from '../test/support/workbenchHost.ts';
import { ensureBuilt } from './freshBuild.ts';

const root = resolve(import.meta.dirname, '..');
const size = { width: 1280, height: 800 };
/** 200 ms between two messages: so the chart has some seconds to show. */
const paceMs = 200;
const rounds = 8;

/** What the system of a person asks for, and the theme that it is answered with. */
const themes = [
  ['light', 'light', 'no-preference'],
  ['dark', 'dark', 'no-preference'],
  ['contrast-light', 'light', 'more'],
  ['contrast', 'dark', 'more'],
] as const;

/** What the documentation shows by itself, by the name of its picture. */
const panes = ['sidebar', 'timeline', 'inspector', 'composer'] as const;

async function takePictures(): Promise<void> {
  await using redis = await startRedis();
  process.env['WIREBENCH_VAR_redis'] = `127.0.0.1:${redis.port}`;
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-pictures-'));
  const workspace = join(folder, 'sockets');
  const host = await startWorkbenchHost(workspace, { built: true, configFolder: join(folder, 'config') });
  const browser = await launchChromium({ headless: true });
  try {
    const page = await browser.newPage({ viewport: size });
    await page.goto(host.url);
    await arrange(page);
    for (const [theme, colorScheme, contrast] of themes) {
      await page.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' });
      // The editor takes its colours a moment later.
      await pause(1000);
      await page.screenshot({ path: join(root, 'docs', `workbench-${theme}.png`) });
      if (contrast === 'more') continue;
      for (const pane of panes) {
        const place = page.locator(`[data-pane="${pane}"]`).first();
        await place.screenshot({ path: join(root, 'docs', `pane-${pane}-${theme}.png`) });
      }
    }
  } finally {
    await browser.close();
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Chat and Redis are open, some messages have been sent, and what the filter finds is marked. */
async function arrange(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start with examples' }).click();
  await addressField(page).waitFor();
  await page.keyboard.press('Alt+E');
  for (const [name, state] of [
    ['Chat server', 'listening'],
    ['Anna', 'open'],
  ] as const)
    await open(page, name, state);
  // The folder of the echoes would hide the others.
  await connections(page).filter({ hasText: 'Echo' }).first().click();
  await open(page, 'Redis', 'open');
  for (let round = 0; round < rounds; round += 1)
    for (const digit of [1, 3, 4, 5]) {
      await page.keyboard.press(`Alt+${digit}`);
      await pause(paceMs);
    }
  await page.getByRole('button', { name: 'Show the chart' }).click();
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Find' }).click();
  await page.getByRole('combobox', { name: 'Filter' }).fill('"wirebench:id"');
  await page.keyboard.press('Enter');
  await messageList(page).focus();
  await page.keyboard.type('SET');
  await messageRow(page, 'SET').click();
  await payloads(page, 'out', '*5').last().click();
}

async function open(page: Page, name: string, state: string): Promise<void> {
  await connections(page).filter({ hasText: name }).click();
  await page.keyboard.press('Alt+Enter');
  await expectState(page, state);
}

const problem = await ensureBuilt(root, new AbortController().signal);
if (problem === null) await takePictures();
else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
