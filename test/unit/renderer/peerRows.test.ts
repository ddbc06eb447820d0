import { describe, expect, it } from 'vitest';
import { isStop, keyOfRow, placeOfCursor, rowsOf } from '../../../renderer/features/peers/peerRows.ts';
import type { Peer, PeerList } from '../../../shared/model/session.ts';

function peer(id: number, state: Peer['state']): Peer {
  const nothing = { tls: null, local: '', path: null, userAgent: null, subprotocol: null };
  return { id, address: `h:${id}`, state, openedAt: 0, bytesIn: 0, bytesOut: 0, ...nothing };
}

const open = [peer(5, 'open'), peer(4, 'open')];
const gone = [peer(3, 'closed'), peer(2, 'closed')];
const list: PeerList = { open: 2, total: 4, found: 4, peers: [...open, ...gone] };
const keysOf = (peers: PeerList, search = '', isGoneShown = false): string[] =>
  rowsOf(peers, { search, isGoneShown }).map((row) =>
    'count' in row ? `${keyOfRow(row)} ${row.count}` : keyOfRow(row),
  );

describe('the rows of the list of peers', () => {
  it('fold those who have gone, until they are unfolded', () => {
    expect(keysOf(list)).toEqual(['all', 'peer 5', 'peer 4', 'gone 2']);
    expect(keysOf(list, '', true)).toEqual(['all', 'peer 5', 'peer 4', 'gone 2', 'peer 3', 'peer 2']);
  });

  it('say how many are not listed, of those that are open and of those that have gone', () => {
    const more = { ...list, open: 12, total: 20, found: 20 };
    expect(keysOf(more)).toEqual(['all', 'peer 5', 'peer 4', 'rest open 10', 'gone 8']);
    expect(keysOf(more, '', true).at(-1)).toBe('rest gone 6');
  });

  it('are those that were found, whether they have gone or not', () => {
    expect(keysOf({ ...list, open: 90, total: 200 }, 'h:')).toEqual([
      'peer 5',
      'peer 4',
      'gone 2',
      'peer 3',
      'peer 2',
    ]);
    expect(keysOf({ ...list, found: 0, peers: [] }, 'x')).toEqual([]);
  });

  it('keep the keys on a peer, and where it is folded away on its neighbour', () => {
    const rows = rowsOf(list, { search: '', isGoneShown: false });
    expect(placeOfCursor(rows, null)).toBe(0);
    expect(placeOfCursor(rows, { key: 'peer 4', at: 1 })).toBe(2);
    expect(placeOfCursor(rows, { key: 'peer 6', at: 1 })).toBe(1);
    expect(placeOfCursor(rows, { key: 'peer 1', at: 9 })).toBe(3);
    const more = rowsOf({ ...list, open: 3, total: 3, peers: open }, { search: '', isGoneShown: false });
    expect(more.filter(isStop)).toHaveLength(3);
    expect(placeOfCursor(more, { key: 'peer 1', at: 3 })).toBe(2);
  });
});
