import type { PeerId } from '../../../shared/model/ids.ts';
import type { Peer, PeerList } from '../../../shared/model/session.ts';

/** A row of the list: all peers as one target, a peer, those who have gone as a fold, or how many are not listed. */
export type PeerListRow =
  | { readonly kind: 'all' }
  | { readonly kind: 'peer'; readonly peer: Peer }
  | { readonly kind: 'gone'; readonly count: number; readonly isShown: boolean }
  | { readonly kind: 'rest'; readonly count: number; readonly of: 'open' | 'gone' };

/** What the list is asked for. */
interface PeerListing {
  /** What the peers were searched for; empty for all of them. */
  readonly search: string;
  /** Whether those who have gone are unfolded. */
  readonly isGoneShown: boolean;
}

/** The rows from top to bottom. Who has gone is folded, but what is searched for is shown. */
export function rowsOf(
  { open, total, found, peers }: PeerList,
  { search, isGoneShown }: PeerListing,
): readonly PeerListRow[] {
  const rowOf = (peer: Peer): PeerListRow => ({ kind: 'peer', peer });
  const isSearch = search.trim() !== '';
  const opened = peers.filter(({ state }) => state === 'open');
  const gone = peers.filter(({ state }) => state === 'closed');
  const goneCount = isSearch ? gone.length : total - open;
  const isShown = isSearch || isGoneShown;
  return [
    ...(isSearch ? [] : [{ kind: 'all' } as const]),
    ...opened.map(rowOf),
    ...rest(isSearch ? found - peers.length : open - opened.length, 'open'),
    ...(goneCount > 0 ? [{ kind: 'gone', count: goneCount, isShown } as const] : []),
    ...(isShown ? gone.map(rowOf) : []),
    ...(isShown ? rest(goneCount - gone.length, 'gone') : []),
  ];
}

function rest(count: number, of: 'open' | 'gone'): readonly PeerListRow[] {
  return count > 0 ? [{ kind: 'rest', count, of }] : [];
}

/** Tells a row from all others, wherever it stands. */
export function keyOfRow(row: PeerListRow): string {
  return row.kind === 'peer' ? keyOfPeer(row.peer.id) : row.kind === 'rest' ? `rest ${row.of}` : row.kind;
}

export function keyOfPeer(id: PeerId): string {
  return `peer ${id}`;
}

/** Whether the keys stop at a row. */
export function isStop({ kind }: PeerListRow): boolean {
  return kind !== 'rest';
}

/** The row that the keys are on: the one with that key, or, where it has gone, the stop that is now where it was. */
export function placeOfCursor(
  rows: readonly PeerListRow[],
  cursor: { readonly key: string; readonly at: number } | null,
): number {
  const found = rows.findIndex((row) => keyOfRow(row) === cursor?.key);
  if (found >= 0) return found;
  const last = rows.findLastIndex(isStop);
  const near = rows.findIndex((row, place) => isStop(row) && place >= (cursor?.at ?? 0));
  return Math.max(0, near < 0 ? last : near);
}
