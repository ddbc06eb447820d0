import type { WantedHeight } from '../../ui/paneHeight.ts';

/** 40 %: the records above are read while one writes. */
const largestShare = 0.4;

/** What the parts of the content want together: as much as the one that wants most, and of one what is to spare; `usual` where none has said anything. */
export function wantedBy(parts: ReadonlyMap<string, WantedHeight>, usual: WantedHeight): WantedHeight {
  if (parts.size === 0) return usual;
  const all = [...parts.values()];
  return {
    whole: Math.max(...all.map(({ whole }) => whole)),
    least: Math.max(...all.map(({ least }) => least)),
    spare: all.find(({ spare }) => spare !== undefined)?.spare,
  };
}

/** Room for the pane below the records, in pixels: that of the session, and of it what the records keep before anything is to spare. */
interface Room {
  readonly session: number;
  readonly kept: number;
}

/** How high the pane below the records is: as a person set it, or else as its content wants, up to a share of the session's height. */
export function heightBelow(
  set: number | null,
  { whole, least, spare }: WantedHeight,
  { session, kept }: Room,
): number {
  const most = session * largestShare;
  const steps = spare ? Math.floor(Math.min(spare.whole, most, session - kept) / spare.step) : 0;
  return Math.max(least, set ?? Math.max(Math.min(whole, most), steps * (spare?.step ?? 0)));
}
