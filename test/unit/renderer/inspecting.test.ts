import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { selectNeighbour } from '../../../renderer/state/records/selectNeighbour.ts';
import { emptyView, type RecordViewState } from '../../../renderer/state/records/recordView.ts';
import {
  createInspecting,
  keyOfSource,
  leaveLarge,
  toggleLarge,
} from '../../../renderer/state/window/inspecting.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';

const session = sessionIdSchema.parse('s1');

describe('the large inspector', () => {
  it('belongs to one source, and the same key makes it small again', () => {
    const parts = { inspecting: createInspecting(createFakeStorage()) };
    const large = (): string | null => parts.inspecting.getState().large;
    toggleLarge(parts, { session });
    expect(large()).toBe(keyOfSource({ session }));
    toggleLarge(parts, { session: sessionIdSchema.parse('s2') });
    expect(large()).toBe('s2');
    toggleLarge(parts, { session: sessionIdSchema.parse('s2') });
    expect(large()).toBeNull();
    toggleLarge(parts, { session });
    leaveLarge(parts);
    expect(large()).toBeNull();
  });
});

describe('the chosen reading', () => {
  it('is there again in another window, and what is large is not', () => {
    const storage = createFakeStorage();
    createInspecting(storage).setState({ reading: 'text', hasValues: true, large: 's1' });
    expect(createInspecting(storage).getState()).toEqual({ reading: 'text', hasValues: true, large: null });
    storage.setItem('wirebench.reading', '"runes"');
    storage.setItem('wirebench.values', '1');
    expect(createInspecting(storage).getState()).toMatchObject({ reading: 'hex', hasValues: false });
  });
});

describe('the record beside the selected one', () => {
  /** A list of the records 1 to 9, and what is done with it. */
  function listed(state: Partial<RecordViewState>, topIndex = 1) {
    const store = createStore<RecordViewState>(() => ({
      ...emptyView,
      ...{ begin: 1, end: 10 },
      ...state,
    }));
    return {
      store,
      topIndex,
      selectIndex: (currentIndex: number) => store.setState({ currentIndex }),
      follow: (following: boolean) => store.setState({ following }),
      leaveInPlace: () => undefined,
    };
  }

  it('is the next or the previous row, in view, and never beyond the list', () => {
    const view = listed({ currentIndex: 8 });
    const selected: (number | null)[] = [];
    for (const by of [1, 1, -1] as const) {
      selectNeighbour(view, by);
      selected.push(view.store.getState().currentIndex);
    }
    expect(selected).toEqual([9, 9, 8]);
    expect(view.store.getState().reveal).toEqual({ index: 8, rowsBelowTop: null });
  });

  it('is a row on the screen where none is selected, and the newest while that is followed', () => {
    const read = listed({}, 4);
    selectNeighbour(read, 1);
    expect(read.store.getState().currentIndex).toBe(4);
    const followed = listed({ following: true });
    selectNeighbour(followed, -1);
    expect(followed.store.getState()).toMatchObject({ currentIndex: 9, following: true });
    selectNeighbour(followed, -1);
    expect(followed.store.getState()).toMatchObject({ currentIndex: 8, following: false });
  });

  it('is beside the place of the one that a filter has hidden', () => {
    for (const [by, index] of [
      [1, 5],
      [-1, 4],
    ] as const) {
      const view = listed({ besideIndex: 5 });
      selectNeighbour(view, by);
      expect(view.store.getState().currentIndex).toBe(index);
    }
  });

  it('is none in an empty list', () => {
    const view = listed({ end: 1 });
    selectNeighbour(view, 1);
    expect(view.store.getState().currentIndex).toBeNull();
  });
});
