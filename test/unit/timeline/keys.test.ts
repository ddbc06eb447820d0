import { describe, expect, it } from 'vitest';
import {
  stepOfKey,
  wayOfPress,
  type TimelineCursor,
} from '../../../renderer/features/timeline/timelineKeys.ts';

const cursor: TimelineCursor = {
  current: 50,
  beside: null,
  begin: 1,
  end: 101,
  rowsInView: 20,
  visible: { first: 41, end: 61 },
  following: false,
};

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const [shift, ctrl] = [{ shiftKey: true }, { ctrlKey: true }];

/** The row that a key alone selects. */
function indexByKey(key: string, at: TimelineCursor): number | null {
  const step = stepOfKey({ ...plain, key }, at);
  return step?.kind === 'go' && step.way === 'only' ? step.index : null;
}

describe('the keys of the timeline', () => {
  it.each([
    ['ArrowUp', 49],
    ['ArrowDown', 51],
    ['PageUp', 31],
    ['PageDown', 69],
    ['Home', 1],
    ['End', 100],
    ['x', null],
  ])('%s goes to %s from row 50 of 100', (key, index) => {
    expect(indexByKey(key, cursor)).toBe(index);
  });

  it('stop at both ends', () => {
    expect(indexByKey('PageUp', { ...cursor, current: 3 })).toBe(1);
    expect(indexByKey('PageDown', { ...cursor, current: 99 })).toBe(100);
  });

  it('begin with what is in sight, or with the newest row while it is followed', () => {
    expect(indexByKey('ArrowDown', { ...cursor, current: null })).toBe(41);
    expect(indexByKey('ArrowUp', { ...cursor, current: null, following: true })).toBe(100);
  });

  it('go on from the place of a current row that a filter has hidden', () => {
    const hidden = { ...cursor, current: null, beside: 50 };
    expect(indexByKey('ArrowDown', hidden)).toBe(50);
    expect(indexByKey('ArrowUp', hidden)).toBe(49);
    expect(indexByKey('ArrowDown', { ...hidden, beside: 101 })).toBe(100);
    expect(indexByKey('ArrowUp', { ...hidden, beside: 101 })).toBe(100);
  });

  it('go no farther back than to the oldest record that was kept', () => {
    const cut = { ...cursor, begin: 45 };
    expect(indexByKey('Home', cut)).toBe(45);
    expect(indexByKey('PageUp', cut)).toBe(45);
    expect(indexByKey('ArrowDown', { ...cut, current: null })).toBe(45);
  });

  it('select nothing where there is nothing', () => {
    expect(indexByKey('End', { ...cursor, current: null, end: 1 })).toBeNull();
  });

  it.each([
    ['Shift ArrowDown', { ...shift, key: 'ArrowDown' }, { kind: 'go', index: 51, way: 'stretch' }],
    ['Shift PageUp', { ...shift, key: 'PageUp' }, { kind: 'go', index: 31, way: 'stretch' }],
    ['Shift End', { ...shift, key: 'End' }, { kind: 'go', index: 100, way: 'stretch' }],
    ['Ctrl Shift Home', { ...shift, ...ctrl, key: 'Home' }, { kind: 'go', index: 1, way: 'more' }],
    ['Ctrl ArrowUp', { ...ctrl, key: 'ArrowUp' }, { kind: 'go', index: 49, way: 'none' }],
    ['Ctrl Space', { ...ctrl, key: ' ' }, { kind: 'go', index: 50, way: 'toggle' }],
    ['Space', { key: ' ' }, { kind: 'go', index: 50, way: 'toggle' }],
    ['Shift Space', { ...shift, key: ' ' }, { kind: 'go', index: 50, way: 'stretch' }],
    ['Ctrl A', { ...ctrl, key: 'a' }, { kind: 'all' }],
    ['Escape', { key: 'Escape' }, { kind: 'current' }],
    ['Alt ArrowDown', { altKey: true, key: 'ArrowDown' }, null],
    ['Ctrl Shift A', { ...ctrl, ...shift, key: 'A' }, null],
    ['a letter', { key: 'a' }, null],
  ])('%s, from row 50 of 100', (_, pressed, step) => {
    expect(stepOfKey({ ...plain, ...pressed }, cursor)).toEqual(step);
  });

  it('toggle nothing while there is no current row', () => {
    expect(stepOfKey({ ...plain, ...ctrl, key: ' ' }, { ...cursor, current: null })).toBeNull();
  });
});

describe('a pointer on a row', () => {
  it.each([
    ['alone', {}, 'only'],
    ['with Shift', shift, 'stretch'],
    ['with Ctrl', ctrl, 'toggle'],
    ['with both', { ...shift, ...ctrl }, 'more'],
  ])('%s', (_, held, way) => {
    expect(wayOfPress({ ...plain, ...held })).toBe(way);
  });
});
