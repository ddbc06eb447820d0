import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** A control, and what is wrong with the place where a pointer would press it; null for nothing. */
interface Reached {
  readonly name: string;
  readonly problem: string | null;
}

/**
 * Every control that is shown can be pressed: at its middle, when it is scrolled to, it is in the window and nothing is over it. Where a
 * dialog is open, those in the dialog. Those with these names are among them.
 */
export async function expectUsable(page: Page, what: string, names: readonly string[]): Promise<void> {
  await expect.poll(async () => problemsOf(await lookAtAll(page)), { message: what }).toEqual([]);
  const found = (await lookAtAll(page)).map(({ name }) => name);
  for (const name of names) expect(found, what).toContain(name);
}

/** The key Tab reaches the controls with these names, and each that it reaches is in sight. */
export async function expectUsableByKeys(page: Page, names: readonly string[]): Promise<void> {
  const reached: Reached[] = [];
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    reached.push(...(await lookAtFocused(page)));
  }
  expect(problemsOf(reached)).toEqual([]);
  const found = new Set(reached.map(({ name }) => name));
  for (const name of names) expect([...found]).toContain(name);
}

function problemsOf(reached: readonly Reached[]): string[] {
  return reached.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
}

function lookAtAll(page: Page): Promise<Reached[]> {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], .sidebar-over')];
    const root = shown.at(-1) ?? document.body;
    const controls = root.querySelectorAll<HTMLElement>(
      'button, input, textarea, select, a[href], [role="combobox"], [role="switch"], [role="slider"], [tabindex="0"]',
    );
    const isControl = (element: HTMLElement): boolean =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('[inert], [aria-hidden="true"], .monaco-editor, [role="separator"]') === null &&
      // What primitives hide has no room of its own.
      element.offsetWidth > 2 &&
      element.offsetHeight > 2;
    return [...controls].filter(isControl).map((element) => {
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      return { name: nameOf(element), problem: problemAt(element) };
    });

    function nameOf(element: HTMLElement): string {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const named = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
      const text = element.ariaLabel ?? labels[0]?.textContent ?? named?.textContent ?? element.textContent;
      return text
        .replace(/\s+/g, ' ')
        .replace(/(Ctrl Enter|Ctrl K)$/, '')
        .trim();
    }

    /** What hides the rest of its content can be scrolled by a script, and by nobody else. */
    function cutBy(element: HTMLElement): string | null {
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const isCut =
          (overflowX !== 'auto' && overflowX !== 'scroll' && around.scrollLeft !== 0) ||
          (overflowY !== 'auto' && overflowY !== 'scroll' && around.scrollTop !== 0);
        if (!isCut) continue;
        around.scrollTo(0, 0);
        return around.className || around.tagName;
      }
      return null;
    }

    function problemAt(element: HTMLElement): string | null {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const cut = cutBy(element);
      if (cut !== null) return `is cut off by ${cut}`;
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `is at ${x}, ${y}`;
      const hit = document.elementFromPoint(x, y);
      const isHit = hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);
      return isHit ? null : `is under ${hit?.outerHTML.slice(0, 120) ?? 'nothing'}`;
    }
  });
}

function lookAtFocused(page: Page): Promise<Reached[]> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return [];
    const editor = element.closest<HTMLElement>('.monaco-editor');
    const { left, right, top, bottom } = (editor ?? element).getBoundingClientRect();
    const isInSight = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    const named = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
    const text = element.ariaLabel ?? named?.textContent ?? element.textContent;
    const name = text
      .replace(/\s+/g, ' ')
      .replace(/(Ctrl Enter|Ctrl K)$/, '')
      .trim();
    return [{ name, problem: isInSight ? null : `has the focus at ${left}, ${top}` }];
  });
}
