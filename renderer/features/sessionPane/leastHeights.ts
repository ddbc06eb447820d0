/** The least that a pane is good for, in pixels: the list shows three rows below its filter, the inspector four of bytes. */
const timeline = 176;
const inspector = 148;
const peers = 84;
/** 528 px: eighteen rows of records below their bar and headers, and above the chart. One below the other, two panes share twice of it. */
export const keptHeight = 528;
/** 1 px: the line between two panes. */
const line = 1;

interface Shown {
  readonly inspector?: unknown;
  readonly peers?: unknown;
}

interface LeastHeights {
  readonly timeline: number;
  /** With the peers above it. */
  readonly inspector: number;
  readonly records: number;
}

/** How high the panes of the records have to be at least: side by side, or in a narrow window one below the other. */
export function leastHeights(shown: Shown, isNarrow: boolean): LeastHeights {
  const inspected =
    shown.inspector === undefined ? 0 : inspector + (shown.peers === undefined ? 0 : peers + line);
  const records = isNarrow
    ? timeline + (inspected === 0 ? 0 : line + inspected)
    : Math.max(timeline, inspected);
  return { timeline, inspector: inspected, records };
}
