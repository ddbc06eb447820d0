import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeProblems } from '../support/axe.ts';
import { namelessSeparators, smallTargets } from '../support/targets.ts';

/**
 * Looks for what keeps somebody from using a screen: what axe finds, in light and dark, since what is drawn differs in its colours alone,
 * targets that are too small, and separators without a name. `within`: a selector, where the rest was looked at before.
 */
export async function look(page: Page, what: string, within?: string): Promise<void> {
  await test.step(what, async () => {
    // In the theme that is shown already: to draw the window in another one takes as long as to look at it.
    const shown = (await page.locator('html').getAttribute('data-theme')) === 'dark' ? 'dark' : 'light';
    await showIn(page, shown);
    expect.soft(await axeProblems(page, { within }), `${what}, ${shown}`).toEqual([]);
    expect.soft(await smallTargets(page), `${what}, targets`).toEqual([]);
    expect.soft(await namelessSeparators(page), `${what}, separators`).toEqual([]);
    const other = shown === 'dark' ? 'light' : 'dark';
    await showIn(page, other);
    const rules = ['color-contrast'];
    expect.soft(await axeProblems(page, { within, rules }), `${what}, ${other}`).toEqual([]);
  });
}

async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
}

const dialog = '.dialog, .palette';

/** Looks at a dialog that has just been opened, and leaves it. `role`: what a question has that must be answered. */
export async function lookAtDialog(
  page: Page,
  name: string | RegExp,
  role: 'dialog' | 'alertdialog' = 'dialog',
): Promise<void> {
  const shown = page.getByRole(role, { name });
  await expect(shown).toBeVisible();
  await look(page, String(name), dialog);
  await page.keyboard.press('Escape');
  await expect(shown).toHaveCount(0);
}

/** Looks at a popover that has just been opened, and leaves it. */
export async function lookAtPopover(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('dialog', { name })).toBeVisible();
  await look(page, name, '.popup');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name })).toHaveCount(0);
}

/** Opens the menu of a place, looks at it, and leaves it. */
export async function lookAtMenuOf(page: Page, what: string, place: Locator): Promise<void> {
  await place.click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await look(page, `menu of ${what}`, '.popup');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** Looks that two elements which differ in their state can be told apart where the system sets the colours. */
export async function expectToldApart(page: Page, one: Locator, other: Locator): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  const lookOf = (element: Locator): Promise<string> =>
    element.evaluate((node) => {
      const { color, backgroundColor, outline, borderBottom, textDecoration, forcedColorAdjust } =
        getComputedStyle(node);
      // Other backgrounds are the system's own, whether one is set or not.
      const background = forcedColorAdjust === 'none' ? backgroundColor : '';
      return [color, background, outline, borderBottom, textDecoration].join(', ');
    });
  await expect.poll(async () => (await lookOf(one)) === (await lookOf(other))).toBe(false);
  await page.emulateMedia({ forcedColors: null });
}
