/** From where to where a tab reaches along its strip, in pixels. */
interface TabExtent {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** The place, among the tabs without the one that is dragged, at which it would be dropped. */
export function dropPlace(tabs: readonly TabExtent[], dragged: string, x: number): number {
  return tabs.filter(({ key, from, to }) => key !== dragged && (from + to) / 2 < x).length;
}
