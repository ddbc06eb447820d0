import { describe, expect, it } from 'vitest';
import { columnIds, withMoved, withShown, withWidth } from '../../../renderer/state/window/tableColumns.ts';
import { createTableLayout, usualLayout } from '../../../renderer/state/window/tableLayout.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';

const key = 'wirebench.table';

describe('the layout of the records table', () => {
  it('is remembered', () => {
    const storage = createFakeStorage();
    const layout = createTableLayout(storage);
    const columns = withWidth(
      withMoved(withShown(usualLayout.columns, 'kind', true), 'kind', 'time'),
      'time',
      30,
    );
    layout.setState({ columns, density: 'compact', time: { basis: 'utc', precision: 'ms' } });
    expect(createTableLayout(storage).getState()).toEqual({
      columns,
      density: 'compact',
      time: { basis: 'utc', precision: 'ms' },
    });
  });

  it.each(['', '{', '{}', '{"columns":[{"id":"weight"}],"density":"compact"}', '[]'])(
    'is the usual one where %o is kept',
    (text) => {
      const storage = createFakeStorage();
      storage.setItem(key, text);
      expect(createTableLayout(storage).getState()).toEqual(usualLayout);
    },
  );

  it('gives a column that is not kept its usual place, and takes one that is kept twice once', () => {
    const storage = createFakeStorage();
    const columns = ['preview', 'number', 'number', 'time', 'direction'].map((id) => ({ id }));
    storage.setItem(key, JSON.stringify({ ...usualLayout, columns }));
    const ids = createTableLayout(storage)
      .getState()
      .columns.map(({ id }) => id);
    expect(ids).toEqual([
      'preview',
      'number',
      'time',
      'delta',
      'start',
      'peer',
      'direction',
      'kind',
      'length',
      'note',
    ]);
  });
});

describe('a column', () => {
  it('goes to the place of another, from either side', () => {
    const order = (id: 'number' | 'preview', to: 'time' | 'note'): string[] =>
      withMoved(usualLayout.columns, id, to).map((column) => column.id);
    expect(order('number', 'time').slice(0, 3)).toEqual(['time', 'number', 'delta']);
    expect(order('preview', 'note').slice(-2)).toEqual(['preview', 'note']);
    expect(order('preview', 'time').slice(0, 3)).toEqual(['number', 'preview', 'time']);
    expect(order('number', 'note')).toHaveLength(columnIds.length);
  });

  it('is never so narrow or so wide that its edge is lost, and gets its usual width back', () => {
    const widthOf = (width: number | null): number | undefined =>
      withWidth(withWidth(usualLayout.columns, 'peer', 7), 'peer', width).find(({ id }) => id === 'peer')
        ?.width;
    expect([widthOf(0), widthOf(12.5), widthOf(1e9), widthOf(null)]).toEqual([2, 12.5, 200, undefined]);
  });
});
