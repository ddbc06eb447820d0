import type { WantedHeight } from '../../ui/paneHeight.ts';

/** 40 %: the records above are read while one writes. */
const largestShare = 0.4;

/** What the parts of the content want together: as much as the one that wants most; `usual` where none has said anything. */
export function wantedBy(parts: ReadonlyMap<string, WantedHeight>, usual: WantedHeight): WantedHeight {
  if (parts.size === 0) return usual;
  const all = [...parts.values()];
  return {
    whole: Math.max(...all.map(({ whole }) => whole)),
    least: Math.max(...all.map(({ least }) => least)),
  };
}

/** How high the pane below the records is: as a person set it, or else as its content wants, up to a share of the session's height. */
export function heightBelow(set: number | null, wanted: WantedHeight, sessionPixels: number): number {
  return Math.max(wanted.least, set ?? Math.min(wanted.whole, sessionPixels * largestShare));
}
