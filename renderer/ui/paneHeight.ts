import { createContext, use, useId, useLayoutEffect, type RefObject } from 'react';

/** The heights that content asks its pane for, in pixels. */
export interface WantedHeight {
  /** With nothing in it scrolled. */
  readonly whole: number;
  /** With the part that scrolls as low as it can be used. */
  readonly least: number;
  /** What would be good, in steps of so many pixels, where nobody else needs the room. */
  readonly spare?: SpareHeight | undefined;
}

interface SpareHeight {
  readonly whole: number;
  readonly step: number;
}

/** Tells the pane around how high a part of its content wants to be, null for a part that is gone; does nothing where the pane does not ask. */
export const PaneHeight = createContext<(part: string, wanted: WantedHeight | null) => void>(() => {});

/** Asks the pane around for the height of so many rows, and of more where there is room to spare, as long as the component is there. */
export function useHeightOfRows(rows: { usual: number; spare: number; pixels: number }): void {
  const { usual, spare, pixels } = rows;
  const tell = use(PaneHeight);
  const part = useId();
  useLayoutEffect(() => {
    tell(part, { whole: usual * pixels, least: 0, spare: { whole: spare * pixels, step: pixels } });
    return () => tell(part, null);
  }, [tell, part, usual, spare, pixels]);
}

/** One line of an editor: below this, nothing can be written. */
const leastPixels = 36;

/**
 * Tells the pane how high a box wants to be, whenever that has changed. Within it, `data-flexible` marks the one part that takes what is left
 * of the height, and `data-natural` in this an element that is as high as its content.
 */
export function useWantedHeight(box: RefObject<HTMLElement | null>): void {
  const tell = use(PaneHeight);
  const part = useId();
  useLayoutEffect(() => () => tell(part, null), [tell, part]);
  useLayoutEffect(() => {
    const element = box.current;
    const flexible = element?.querySelector<HTMLElement>('[data-flexible]');
    const natural = flexible?.querySelector<HTMLElement>('[data-natural]');
    if (!element || !flexible || !natural) return undefined;
    const measure = (): void => {
      const others = element.scrollHeight - flexible.offsetHeight;
      const edges = flexible.offsetHeight - flexible.clientHeight;
      const whole = others + Math.max(leastPixels, natural.offsetHeight + edges);
      tell(part, { whole, least: others + leastPixels });
    };
    const observer = new ResizeObserver(measure);
    for (const each of [...element.children, natural]) observer.observe(each);
    return () => observer.disconnect();
  });
}
