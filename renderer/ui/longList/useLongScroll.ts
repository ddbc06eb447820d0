import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { ListScroller, nothingDrawn, type DrawnRange } from './listScroller.ts';
import { spacerHeight } from './scrollModel.ts';

interface LongScrollOptions {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly rowHeight: number;
  readonly headerHeight: number;
  readonly pinnedToEnd: boolean;
  readonly onPinnedChange: (pinned: boolean) => void;
}

export interface LongScroll {
  readonly list: ListScroller;
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly layerRef: RefObject<HTMLDivElement | null>;
  readonly drawn: DrawnRange;
  readonly viewportHeight: number;
  readonly spacerPixels: number;
}

/** A `ListScroller` on the component's elements, and the rows that it wants drawn. */
export function useLongScroll(options: LongScrollOptions): LongScroll {
  const { firstRow, rowCount, rowHeight, headerHeight, pinnedToEnd, onPinnedChange } = options;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(nothingDrawn);
  const [list] = useState(
    () =>
      new ListScroller((range, atOnce) => {
        if (atOnce) flushSync(() => setDrawn(range));
        else setDrawn(range);
      }),
  );
  const viewportHeight = useViewportHeight(scrollerRef, headerHeight);

  useLayoutEffect(() => {
    const { current: scroller } = scrollerRef;
    const { current: layer } = layerRef;
    if (!scroller || !layer) return undefined;
    const attached = list.attach({ scroller, layer });
    return () => attached.dispose();
  }, [list]);

  useLayoutEffect(() => {
    list.refit({
      headerHeight,
      firstRow,
      geometry: { rowCount, rowHeight, viewportHeight },
      pinnedToEnd,
      onPinnedChange,
    });
  });

  const spacerPixels = spacerHeight({ rowCount, rowHeight, viewportHeight });
  return { list, scrollerRef, layerRef, drawn, viewportHeight, spacerPixels };
}

function useViewportHeight(scroller: RefObject<HTMLDivElement | null>, headerHeight: number): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => setHeight(Math.max(0, element.clientHeight - headerHeight));
    // Synchronously: while a pane is resized, newly visible rows must appear together with it.
    const observer = new ResizeObserver(() => flushSync(measure));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headerHeight]);
  return height;
}
