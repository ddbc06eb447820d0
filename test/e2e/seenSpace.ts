/** What is seen of the records, in pixels and rows. */
export interface SeenSpace {
  readonly firstRowTop: number;
  readonly wholeRows: number;
  /** The preview's part of the table's width. */
  readonly previewShare: number;
  /** Texts and controls of the bar, the headers and the chart that leave their box or lie over each other. */
  readonly faults: readonly string[];
  /** How much the window itself could be scrolled. */
  readonly windowScrolls: readonly number[];
}

/** Looks at the records and what is above and below them. Runs in the page. */
export function seeSpace(grid: HTMLElement | SVGElement): SeenSpace {
  const boxOf = (element: Element): DOMRect => element.getBoundingClientRect();
  const table = boxOf(grid);
  const head = boxOf(grid.querySelector('.timeline-header') ?? grid);
  const rows = [...grid.querySelectorAll('.timeline-row')].map(boxOf);
  const whole = rows.filter(({ top, bottom }) => top >= head.bottom - 1 && bottom <= table.bottom + 1);
  const preview = boxOf(grid.querySelector('[data-column="preview"]') ?? grid);
  return {
    firstRowTop: head.bottom,
    wholeRows: whole.length,
    previewShare: (Math.min(preview.right, table.right) - preview.left) / table.width,
    faults: ['.timeline-bar', '.timeline-header', '.traffic-side'].flatMap((selector) => {
      const part = document.querySelector(selector);
      return part ? faultsIn(part, selector) : [`There is no ${selector}`];
    }),
    windowScrolls: [
      document.documentElement.scrollWidth - window.innerWidth,
      document.documentElement.scrollHeight - window.innerHeight,
    ],
  };

  function faultsIn(part: Element, name: string): string[] {
    const outer = boxOf(part);
    const leaves = [...part.querySelectorAll('*')].filter(
      (element) =>
        (element.matches('button, input') ||
          (element.childElementCount === 0 && element.textContent !== '')) &&
        element.closest('.spoken, .filter-colours') === null &&
        !element.parentElement?.closest('button') &&
        element.checkVisibility({ visibilityProperty: true }),
    );
    const words = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent;
    return leaves.flatMap((element, place) => {
      const box = boxOf(element);
      const isOutside =
        box.left < outer.left - 1 || box.right > outer.right + 1 || box.bottom > outer.bottom + 1;
      const over = leaves.slice(place + 1).filter((other) => {
        const its = boxOf(other);
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        return across > 1 && down > 1;
      });
      const said = over.map((other) => `${words(element)} lies over ${words(other)}`);
      return isOutside ? said.concat(`${words(element)} leaves ${name}`) : said;
    });
  }
}
