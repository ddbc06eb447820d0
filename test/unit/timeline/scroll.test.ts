import { describe, expect, it } from 'vitest';
import {
  isAtEnd,
  isShortOfRoom,
  lastPosition,
  lastScrollTop,
  movedTo,
  refitted,
  revealed,
  scrolled,
  spacerHeight,
  startState,
  tallestSpacerPixels,
  visibleRows,
  type ListGeometry,
  type ScrollState,
} from '../../../renderer/ui/longList/scrollModel.ts';
import { seededRandom } from '../../support/random.ts';

const sizes = [0, 1, 10, 31, 1_000, 624_999, 625_001, 1_000_000, 10_000_000];

function list(rowCount: number, viewportHeight = 744): ListGeometry {
  return { rowCount, rowHeight: 24, viewportHeight };
}

describe('scrolling a list of any length', () => {
  it('never needs an element taller than a browser can make', () => {
    for (const rowCount of sizes) {
      expect(spacerHeight(list(rowCount))).toBeLessThanOrEqual(tallestSpacerPixels);
    }
  });

  it('shows exactly the first row at the top and exactly the last row at the bottom', () => {
    for (const rowCount of sizes) {
      const geometry = list(rowCount);
      const bottom = scrolled(startState, geometry, lastScrollTop(geometry), true);
      expect(bottom.position).toBe(lastPosition(geometry));
      expect(visibleRows(bottom, geometry).end).toBe(rowCount);
      const top = scrolled(bottom, geometry, 0, true);
      expect(visibleRows(top, geometry).first).toBe(0);
    }
  });

  it('reaches every row', () => {
    const geometry = list(10_000_000);
    const random = seededRandom(7);
    for (let times = 0; times < 2_000; times += 1) {
      const row = Math.floor(random() * geometry.rowCount);
      const state = revealed(startState, geometry, row);
      const { first, end } = visibleRows(state, geometry);
      expect(first <= row && row < end).toBe(true);
      expect(state.position <= row * 24 && (row + 1) * 24 <= state.position + 744).toBe(true);
    }
  });

  it('leaves the list alone when the row is in view already', () => {
    const geometry = list(10_000_000);
    const state = movedTo(24_000, geometry);
    expect(revealed(state, geometry, 1_010)).toBe(state);
  });

  it('follows the thumb monotonically', () => {
    const geometry = list(10_000_000);
    let last = -1;
    for (let scrollTop = 0; scrollTop <= lastScrollTop(geometry); scrollTop += 9_973) {
      const { position } = scrolled(startState, geometry, scrollTop, true);
      expect(position).toBeGreaterThan(last);
      last = position;
    }
  });

  it('moves by the same pixels as a wheel, whatever the length', () => {
    for (const rowCount of [1_000, 1_000_000, 10_000_000]) {
      const geometry = list(rowCount);
      let state = movedTo(lastPosition(geometry) / 2, geometry);
      for (const movement of [1, 53, -120, 240, -3, 700]) {
        const next = scrolled(state, geometry, state.scrollTop + movement, false);
        expect(next.position - state.position).toBeCloseTo(movement, 5);
        state = next;
      }
    }
  });

  it('can be scrolled by wheel from the middle to both ends without a jump', () => {
    const geometry = list(700_000);
    for (const direction of [-1, 1]) {
      let state = movedTo(lastPosition(geometry) / 2, geometry);
      for (let times = 0; times < 20_000; times += 1) {
        const before = state.position;
        const scrollTop = Math.min(Math.max(state.scrollTop + direction * 480, 0), lastScrollTop(geometry));
        state = scrolled(state, geometry, scrollTop, false);
        if (isShortOfRoom(state, geometry)) state = movedTo(state.position, geometry);
        expect(Math.abs(state.position - before)).toBeLessThanOrEqual(480.001);
      }
      expect(state.position).toBe(direction < 0 ? 0 : lastPosition(geometry));
    }
  });

  it('stays inside the list whatever comes', () => {
    const random = seededRandom(11);
    let state: ScrollState = startState;
    let geometry = list(500);
    for (let times = 0; times < 20_000; times += 1) {
      const choice = random();
      if (choice < 0.5) {
        const scrollTop = state.scrollTop + (random() - 0.5) * 2_000;
        state = scrolled(state, geometry, clamp(scrollTop, lastScrollTop(geometry)), false);
      } else if (choice < 0.7) {
        state = scrolled(state, geometry, random() * lastScrollTop(geometry), true);
      } else {
        geometry = list(Math.floor(random() * 12_000_000), 100 + Math.floor(random() * 1_500));
        state = refitted(state, geometry, choice > 0.95);
      }
      expect(state.position).toBeGreaterThanOrEqual(0);
      expect(state.position).toBeLessThanOrEqual(lastPosition(geometry));
      expect(state.scrollTop).toBeGreaterThanOrEqual(0);
      expect(state.scrollTop).toBeLessThanOrEqual(lastScrollTop(geometry));
    }
  });
});

describe('a list that grows', () => {
  it('stays at its end while it is pinned there', () => {
    let state: ScrollState = startState;
    for (const rowCount of sizes) {
      state = refitted(state, list(rowCount), true);
      expect(isAtEnd(state, list(rowCount))).toBe(true);
      expect(visibleRows(state, list(rowCount)).end).toBe(rowCount);
    }
  });

  it('keeps the rows that are read where they are otherwise', () => {
    let state = movedTo(4_800, list(1_000));
    for (const rowCount of [2_000, 700_000, 1_000_000, 10_000_000]) {
      state = refitted(state, list(rowCount), false);
      expect(state.position).toBe(4_800);
    }
  });

  it('leaves a turning wheel alone above the spacer’s limit', () => {
    const state = { position: 12_345_678, scrollTop: 7_000_000 };
    expect(refitted(state, list(9_000_000), false)).toEqual(state);
  });

  it('goes to the new end when rows are taken away', () => {
    const state = refitted(movedTo(24_000, list(10_000)), list(100), false);
    expect(state.position).toBe(lastPosition(list(100)));
  });
});

function clamp(value: number, last: number): number {
  return Math.min(Math.max(value, 0), last);
}
