import { describe, expect, it } from 'vitest';
import {
  leaveRoom,
  shownColumns,
  trackProperties,
  widthsOf,
  type WidthFacts,
} from '../../../renderer/features/timeline/tableTracks.ts';
import type { ShownTimes } from '../../../renderer/state/window/recordTimes.ts';
import {
  usualColumns,
  withShown,
  withWidth,
  type ColumnId,
} from '../../../renderer/state/window/tableColumns.ts';

describe('the columns that are shown', () => {
  it('have the peer where there can be several, unless the person decided', () => {
    const usual = ['number', 'time', 'delta', 'direction', 'length', 'preview'];
    expect(shownColumns(usualColumns, { hasPeers: false })).toEqual(usual);
    expect(shownColumns(usualColumns, { hasPeers: true })).toEqual(
      usual.toSpliced(usual.indexOf('direction'), 0, 'peer'),
    );
    expect(shownColumns(withShown(usualColumns, 'peer', false), { hasPeers: true })).toEqual(usual);
    expect(shownColumns(withShown(usualColumns, 'peer', true), { hasPeers: false })).toContain('peer');
  });

  it('are never none', () => {
    const none = usualColumns.map(({ id }) => ({ id, shown: false }));
    expect(shownColumns(none, { hasPeers: true })).toEqual(['preview']);
  });
});

const times: ShownTimes = {
  ...{ basis: 'local', startedAt: 0, withDate: false, reference: null },
  ...{ precision: 'us', deltas: 'us' },
};
const facts: WidthFacts = { times, last: 12, longestUs: 0, longestAddress: 0 };

describe('the tracks', () => {
  it('give the preview what is left, or the last column', () => {
    const widths = [
      { id: 'number', characters: 3 },
      { id: 'preview', characters: 24 },
      { id: 'length', characters: 7.5 },
    ] as const;
    expect(trackProperties(widths)).toMatchObject({
      '--table-columns': '3ch minmax(24ch, 1fr) 7.5ch',
      '--long-list-width': 'calc(34.5ch + 24px)',
    });
    expect(trackProperties(widths.toSpliced(1, 1))).toMatchObject({
      '--table-columns': '3ch minmax(7.5ch, 1fr)',
    });
  });

  it('are as wide as was chosen, or as what they show', () => {
    const widthOf = (id: ColumnId, changed: Partial<WidthFacts>, width: number | null = null): number =>
      widthsOf([id], withWidth(usualColumns, id, width), { ...facts, ...changed })[0]?.characters ?? 0;
    expect(widthOf('number', {})).toBe(3);
    expect(widthOf('number', { last: 10_000_000 })).toBe(8);
    expect(widthOf('number', { last: 10_000_000 }, 4)).toBe(4);
    expect(widthOf('time', {})).toBe('14:02:11.004211'.length);
    expect(widthOf('time', { times: { ...times, precision: 'ms' } })).toBe('14:02:11.004'.length);
    expect(widthOf('peer', { longestAddress: '127.0.0.1:51234'.length })).toBe(15);
    expect(widthOf('peer', { longestAddress: '192.168.1.10:51234'.length })).toBe(21);
    expect(widthOf('peer', { longestAddress: 60 })).toBe(21);
  });

  it('leave the preview 47 % with the usual columns: with microseconds in 580 pixels, with milliseconds in 526', () => {
    const usual = shownColumns(usualColumns, { hasPeers: false });
    const has = (widthPixels: number, precision: 'us' | 'ms'): boolean =>
      leaveRoom(widthsOf(usual, usualColumns, { ...facts, times: { ...times, precision } }), {
        characterPixels: 7.5,
        widthPixels,
      });
    expect([has(526, 'us'), has(580, 'us'), has(526, 'ms'), has(460, 'ms')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
