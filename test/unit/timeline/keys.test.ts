import { describe, expect, it } from 'vitest';
import { selectedByKey, type TimelineCursor } from '../../../renderer/features/timeline/timelineKeys.ts';

const cursor: TimelineCursor = {
  selected: 50,
  begin: 1,
  end: 101,
  rowsInView: 20,
  visible: { first: 41, end: 61 },
  following: false,
};

describe('the keys of the timeline', () => {
  it.each([
    ['ArrowUp', 49],
    ['ArrowDown', 51],
    ['PageUp', 31],
    ['PageDown', 69],
    ['Home', 1],
    ['End', 100],
    ['x', null],
  ])('%s selects %s from row 50 of 100', (key, selected) => {
    expect(selectedByKey(key, cursor)).toBe(selected);
  });

  it('stop at both ends', () => {
    expect(selectedByKey('PageUp', { ...cursor, selected: 3 })).toBe(1);
    expect(selectedByKey('PageDown', { ...cursor, selected: 99 })).toBe(100);
  });

  it('begin with what is in sight, or with the newest row while it is followed', () => {
    expect(selectedByKey('ArrowDown', { ...cursor, selected: null })).toBe(41);
    expect(selectedByKey('ArrowUp', { ...cursor, selected: null, following: true })).toBe(100);
  });

  it('go no farther back than to the oldest record that was kept', () => {
    const cut = { ...cursor, begin: 45 };
    expect(selectedByKey('Home', cut)).toBe(45);
    expect(selectedByKey('PageUp', cut)).toBe(45);
    expect(selectedByKey('ArrowDown', { ...cut, selected: null })).toBe(45);
  });

  it('select nothing where there is nothing', () => {
    expect(selectedByKey('End', { ...cursor, selected: null, end: 1 })).toBeNull();
  });
});
