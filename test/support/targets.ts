import type { Page } from '@playwright/test';

/** WCAG 2.2, 2.5.8: a pointer hits what is 24 CSS pixels wide and high. */
const leastPixels = 24;

/**
 * What a pointer has to hit that is smaller than 24 pixels in a page as it stands, a line for each. Of the exceptions that 2.5.8 allows, only
 * one is used: rows of a table may be 20 pixels high where a person has chosen compact rows, since arrow keys do the same (equivalent), so
 * rows are not measured.
 */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const controls =
      'button, a[href], input, select, textarea, summary, [role=button], [role=tab], [role=checkbox], [role=switch], [role=radio], [role=slider], [role=option], [role=treeitem], [role=combobox], [role^=menuitem], [role=columnheader] button';
    const isSmall = (element: Element): boolean => {
      // A label does what its control does, so that it is a part of the target.
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
      // What rounding takes away, nobody misses.
      return width < least - 0.5 || height < least - 0.5;
    };
    const isHit = (element: Element): boolean => {
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1) return false;
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return hit !== null && element.contains(hit);
    };
    return [...document.querySelectorAll(controls)]
      .filter((element) => !element.matches(':disabled, [aria-hidden=true], [inert] *'))
      .filter((element) => isSmall(element) && isHit(element))
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        return `${element.className || element.tagName} “${name.trim().slice(0, 60)}”: ${width.toFixed(1)} × ${height.toFixed(1)}`;
      });
  }, leastPixels);
}

/** Separators that can be moved, and have no name. */
export function namelessSeparators(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[role=separator][tabindex]')]
      .filter((element) => !element.hasAttribute('aria-label') && !element.hasAttribute('aria-labelledby'))
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}
