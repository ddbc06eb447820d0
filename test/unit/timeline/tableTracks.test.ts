import { describe, expect, it } from 'vitest';
import { shownColumns, tracksOf } from '../../../renderer/features/timeline/tableTracks.ts';
import { usualColumns, withShown } from '../../../renderer/state/window/tableColumns.ts';

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

describe('the tracks', () => {
  it('give the preview what is left, or the last column', () => {
    const widths = [
      { id: 'number', characters: 3 },
      { id: 'preview', characters: 24 },
      { id: 'length', characters: 7.5 },
    ] as const;
    expect(tracksOf(widths)).toEqual({ columns: '3ch minmax(24ch, 1fr) 7.5ch', characters: 34.5 });
    expect(tracksOf(widths.toSpliced(1, 1)).columns).toBe('3ch minmax(7.5ch, 1fr)');
  });
});
