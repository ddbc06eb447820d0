import { describe, expect, it } from 'vitest';
import { dropOnColumn } from '../../../renderer/features/timeline/columnDrop.ts';
import { headingOf, nameOf } from '../../../renderer/features/timeline/columnHeadings.ts';
import { columnFacts } from '../../../renderer/features/timeline/columnFacts.ts';
import { headerStepOf } from '../../../renderer/features/timeline/headerKeys.ts';
import type { ShownTimes } from '../../../renderer/state/window/recordTimes.ts';
import { withMoved, type ColumnChoice } from '../../../renderer/state/window/tableColumns.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('a key on a header', () => {
  it.each([
    [{ key: 'ArrowRight' }, { does: 'go', to: 3 }],
    [{ key: 'ArrowLeft' }, { does: 'go', to: 1 }],
    [{ key: 'Home' }, { does: 'go', to: 0 }],
    [{ key: 'End' }, { does: 'go', to: 5 }],
    [
      { key: 'ArrowRight', shiftKey: true },
      { does: 'widen', by: 1 },
    ],
    [
      { key: 'ArrowLeft', shiftKey: true, ctrlKey: true },
      { does: 'move', by: -1 },
    ],
    [
      { key: 'ArrowLeft', shiftKey: true, altKey: true },
      { does: 'move', by: -1 },
    ],
    [
      { key: 'ArrowLeft', shiftKey: true, metaKey: true },
      { does: 'move', by: -1 },
    ],
    [{ key: 'Enter' }, { does: 'menu' }],
    [{ key: ' ' }, { does: 'menu' }],
    [{ key: 'Escape' }, { does: 'leave' }],
    [{ key: 'ArrowDown' }, { does: 'leave' }],
    // Back in the history of a browser, and keys of the rows.
    [{ key: 'ArrowLeft', altKey: true }, null],
    [{ key: 'PageDown' }, null],
    [{ key: 'Home', shiftKey: true }, null],
  ])('%o', (pressed, step) => {
    expect(headerStepOf({ ...none, ...pressed }, 2, 6)).toEqual(step);
  });

  it('stays among the columns', () => {
    expect(headerStepOf({ ...none, key: 'ArrowRight' }, 5, 6)).toEqual({ does: 'go', to: 5 });
    expect(headerStepOf({ ...none, key: 'ArrowLeft' }, 0, 6)).toEqual({ does: 'go', to: 0 });
  });
});

describe('a column that is dropped on another', () => {
  const shown = ['number', 'time', 'length', 'preview'] as const;
  const columns: readonly ColumnChoice[] = ['number', 'time', 'kind', 'length', 'preview'].map((id) => ({
    id: id as ColumnChoice['id'],
    shown: id !== 'kind',
  }));
  const after = (dragged: (typeof shown)[number], place: number, share: number): string | null => {
    const drop = dropOnColumn(shown, dragged, place, share);
    if (drop === null) return null;
    return withMoved(columns, dragged, drop.place)
      .filter((column) => column.shown)
      .map(({ id }) => id)
      .join(' ');
  };

  it('stands on the side of it that the pointer is on', () => {
    expect(after('preview', 0, 0.2)).toBe('preview number time length');
    expect(after('preview', 0, 0.8)).toBe('number preview time length');
    expect(after('number', 3, 0.8)).toBe('time length preview number');
    expect(after('number', 2, 0.2)).toBe('time number length preview');
    expect(after('time', 2, 0.9)).toBe('number length time preview');
    expect(after('length', 1, 0.1)).toBe('number length time preview');
  });

  it('stays where that is its own place', () => {
    expect([
      after('time', 1, 0.1),
      after('time', 1, 0.9),
      after('time', 0, 0.9),
      after('time', 2, 0.1),
    ]).toEqual([null, null, null, null]);
    expect(dropOnColumn(shown, 'time', undefined, 0)).toBeNull();
  });
});

describe('the heading of the times', () => {
  const times: ShownTimes = {
    basis: 'local',
    precision: 'us',
    deltas: 'us',
    startedAt: 0,
    withDate: false,
    reference: null,
  };
  const said = (changed: Partial<ShownTimes>): string[] => {
    const shown = { ...times, ...changed };
    return [headingOf(columnFacts('time'), shown), nameOf(columnFacts('time'), shown)];
  };

  it('says how they are told', () => {
    expect(said({})).toEqual(['Time', 'Time']);
    expect(said({ basis: 'utc' })).toEqual(['UTC', 'Time, UTC']);
    expect(said({ basis: 'previous' })).toEqual(['Since above', 'Time, Since above']);
    expect(said({ reference: { seq: 12, at: 0 } })).toEqual(['Since 12', 'Time, Since 12']);
  });
});
