import type { Page } from '@playwright/test';
import { pageGroups } from '../../scripts/docs/pages.ts';
import { axeProblems } from '../support/axe.ts';
import { runCommand } from './actions.ts';
import { expect, test } from './fixtures.ts';

/** Opens the documentation in the way that is given, and gives its page. */
async function openDocs(page: Page, how: () => Promise<void>): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await how();
  const docs = await opened;
  await expect(docs.getByRole('heading', { level: 1 })).toHaveText('Wirebench documentation');
  return docs;
}

const fromPalette = (page: Page): Promise<Page> => openDocs(page, () => runCommand(page, 'Documentation'));

/** The name of each page of the documentation. */
const names = ['index', ...pageGroups.flatMap(({ pages }) => pages)];

test('opens from the palette and from the help with keys', async ({ workbench }) => {
  const { page } = workbench;
  const docs = await fromPalette(page);
  await docs.close();
  await page.keyboard.press('F1');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  const again = await openDocs(page, () => keys.getByRole('button', { name: 'Documentation' }).click());
  await expect(keys).toHaveCount(0);
  await again.close();
});

test('is read with every page by anybody, and fetches nothing from elsewhere', async ({ workbench }) => {
  const docs = await fromPalette(workbench.page);
  const { origin } = new URL(docs.url());
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  docs.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  docs.on('pageerror', (error) => complaints.push(error.message));
  docs.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) elsewhere.push(request.url());
  });
  for (const name of names) {
    await test.step(name, async () => {
      await docs.emulateMedia({ colorScheme: 'light' });
      await docs.goto(new URL(`${name}.html`, docs.url()).href);
      await expect(docs.getByRole('searchbox', { name: 'Search the documentation' })).toBeVisible();
      await expect(docs.getByRole('heading', { level: 1 })).toHaveCount(1);
      expect.soft(await axeProblems(docs), `${name}, light`).toEqual([]);
      await docs.emulateMedia({ colorScheme: 'dark' });
      expect.soft(await axeProblems(docs, { rules: ['color-contrast'] }), `${name}, dark`).toEqual([]);
      expect.soft(await cutOff(docs), `${name}, narrow`).toEqual([]);
    });
  }
  expect(complaints).toEqual([]);
  expect(elsewhere).toEqual([]);
  await docs.close();
});

/** What is wider than a window of 640 px, and so has to be scrolled sideways. */
async function cutOff(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 640, height: 400 });
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((each) => `${each.tagName} ${each.textContent.slice(0, 60)}`),
  );
  if (before) await page.setViewportSize(before);
  return wide;
}

test('is searched by keys, and has the theme that was chosen for the window', async ({ workbench }) => {
  const { page } = workbench;
  await runCommand(page, 'Theme: dark');
  const docs = await fromPalette(page);
  await expect(docs.locator('html')).toHaveAttribute('data-theme', 'dark');
  await docs.keyboard.press('/');
  await docs.keyboard.type('runs wild');
  const found = docs.getByRole('list', { name: 'What was found' }).getByRole('link');
  await expect(found.first()).toContainText('Regular expressions');
  await docs.keyboard.press('ArrowDown');
  await expect(found.first()).toBeFocused();
  await docs.keyboard.press('Enter');
  await expect(docs.getByRole('heading', { level: 1 })).toHaveText('Filter language');
  await expect(docs.getByRole('heading', { name: 'Regular expressions' })).toBeInViewport();
  await docs.keyboard.press('/');
  await docs.keyboard.type('zyxwvut');
  await expect(docs.getByText('No results.').first()).toBeVisible();
  await docs.close();
});
