import { useEffect, useState } from 'react';
import type { RecordView } from '../state/records/recordView.ts';

/** 200 ms: the band in the chart follows scrolling, and costs nothing while rows flood in. */
const intervalMs = 200;

interface ShownTimes {
  readonly from: number;
  readonly to: number;
}

/** When the first and the last row on the screen happened, a few times a second. */
export function useShownTimes(view: RecordView): ShownTimes | null {
  const [times, setTimes] = useState<ShownTimes | null>(() => view.shownTimes());
  useEffect(() => {
    const look = (): void => {
      const now = view.shownTimes();
      setTimes((before) => (isSame(before, now) ? before : now));
    };
    look();
    const timer = setInterval(look, intervalMs);
    return () => clearInterval(timer);
  }, [view]);
  return times;
}

function isSame(left: ShownTimes | null, right: ShownTimes | null): boolean {
  return left?.from === right?.from && left?.to === right?.to;
}
