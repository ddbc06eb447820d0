import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type * as Axe from 'axe-core';

declare global {
  interface Window {
    /** What the script of axe leaves in a page. */
    readonly axe?: typeof Axe;
  }
}

const script = readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Where axe looks, and for what; everything unless told. */
interface AxeScope {
  /** A selector. What is told of a page as a whole, such as its landmarks, is not looked at then. */
  readonly within?: string | undefined;
  readonly rules?: readonly string[] | undefined;
}

/**
 * What axe finds wrong in a page as it stands, a line for each element: the rule, the element, and what is wrong. The page's policy forbids
 * script elements, and so axe comes the way that a test's own functions do.
 */
export async function axeProblems(page: Page, { within, rules }: AxeScope = {}): Promise<readonly string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(await script);
  return page.evaluate(
    async ({ include, only }) => {
      // A menu that is still appearing is fainter than it will be.
      const appearing = document.getAnimations().filter((each) => each instanceof CSSTransition);
      await Promise.allSettled(appearing.map((each) => each.finished));
      if (!window.axe) throw new Error('axe is not in the page.');
      // A menu is beside all landmarks, and has the focus as long as it is there; a tooltip repeats the name of its button; and what divides
      // two landmarks is in neither. The name of a row is what it begins with; axe counts its address and its buttons as well.
      window.axe.configure({
        rules: [
          { id: 'region', selector: 'body *:not(.popup-positioner *, .popup-positioner, .tooltip, .split)' },
          {
            id: 'label-content-name-mismatch',
            selector: 'button:not([data-row]), a, [role=tab], [role^=menuitem], [role=option], [role=switch]',
            enabled: true,
          },
        ],
      });
      // Nobody stays at a guard of the focus: it sends it on.
      const { violations } = await window.axe.run(
        { include: [[include]], exclude: [['[data-base-ui-focus-guard]']] },
        {
          resultTypes: ['violations'],
          // No rule that runs asks for the text of style sheets, and nobody for the way to an element: it is shown itself.
          preload: false,
          selectors: false,
          ...(only && { runOnly: [...only] }),
        },
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary ?? ''}`),
      );
    },
    { include: within ?? 'html', only: rules ?? null },
  );
}
