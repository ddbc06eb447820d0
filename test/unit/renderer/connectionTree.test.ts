import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpringFolders } from '../../../renderer/features/sidebar/springFolders.ts';
import { actionOfKey } from '../../../renderer/features/sidebar/treeKeys.ts';
import { searchFor } from '../../../renderer/state/base/search.ts';
import { createOpenFolders } from '../../../renderer/state/window/openFolders.ts';
import {
  noConnections,
  withChanges,
  withFolder,
} from '../../../renderer/state/workspace/connectionChanges.ts';
import { dropOn, moveByKey } from '../../../renderer/state/workspace/treeMoves.ts';
import { searchTexts } from '../../../renderer/state/workspace/searchTexts.ts';
import { foundRows, isSameRow, treeRows, type TreeRow } from '../../../renderer/state/workspace/treeRows.ts';
import { rowTyped } from '../../../renderer/ui/longList/useTypeAhead.ts';
import { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import { createFakeStorage, fakeConnection } from '../../support/fakeEngine.ts';

const inFolder = (folder: string, id: string): ReturnType<typeof fakeConnection> => ({
  ...fakeConnection(id),
  folder,
});
const connections = [
  inFolder('', 'a'),
  inFolder('', 'b'),
  inFolder('f', 'x'),
  inFolder('f', 'y'),
  inFolder('f/deep', 'z'),
];
const tree = new ConnectionTree([{ path: 'f' }, { path: 'g' }, { path: 'f/deep' }], connections);
const rows = treeRows(tree, new Set(['f']));
const row = (key: string): TreeRow => {
  const found = treeRows(tree, new Set(['f', 'f/deep', 'g'])).find((each) => each.key === key);
  if (!found) throw new Error(`There is no row ${key}.`);
  return found;
};
const keys = (of: readonly TreeRow[]): string[] => of.map(({ key }) => key);

describe('the rows of the tree', () => {
  it('are those in open folders, with level and place', () => {
    expect(keys(rows)).toEqual(['folder:f', 'folder:f/deep', 'x', 'y', 'folder:g', 'a', 'b']);
    expect(rows.map(({ level, position, siblings }) => `${level}:${position}/${siblings}`)).toEqual([
      '1:1/4',
      '2:1/3',
      '2:2/3',
      '2:3/3',
      '1:2/4',
      '1:3/4',
      '1:4/4',
    ]);
  });

  it('are what is found in its folders, all open, while somebody looks for something', () => {
    expect(keys(foundRows(tree, ({ id }) => id === 'z'))).toEqual(['folder:f', 'folder:f/deep', 'z']);
    expect(foundRows(tree, () => false)).toEqual([]);
  });

  it('make the text of each connection once, however much is typed, and once more when it has changed', () => {
    const made: string[] = [];
    const textOf = searchTexts(({ id, name }) => {
      made.push(id);
      return name.toLowerCase();
    });
    const look = (search: string, within: ConnectionTree): readonly TreeRow[] => {
      const matches = searchFor(search);
      return foundRows(within, (connection) => matches(textOf(connection)));
    };
    for (const search of ['z', 'z n', 'z no', 'z', '']) look(search, tree);
    expect(made.toSorted()).toEqual(['a', 'b', 'x', 'y', 'z']);
    const renamed = connections.map((each) => (each.id === 'x' ? { ...each, name: 'Orders' } : each));
    expect(keys(look('orders', new ConnectionTree([{ path: 'f' }], renamed)))).toEqual(['folder:f', 'x']);
    expect(made.slice(5)).toEqual(['x']);
  });

  it('stay as they look while others come and go', () => {
    const next = treeRows(tree, new Set(['f', 'f/deep']));
    const same = rows.filter((each) => next.some((other) => isSameRow(each, other)));
    expect(keys(same)).toEqual(['folder:f', 'x', 'y', 'folder:g', 'a', 'b']);
    expect(keys(next)).toContain('z');
  });

  it('are found by the beginning of their name', () => {
    expect(rowTyped(rows, 0, 'd')).toBe(1);
    expect(rowTyped(rows, 6, 'F')).toBe(0);
    expect(rowTyped(rows, 5, 'a')).toBe(5);
    expect(rowTyped(rows, 0, 'nothing')).toBeNull();
  });
});

describe('the keys of the tree', () => {
  const press = (key: string, index: number, more: object = {}): ReturnType<typeof actionOfKey> =>
    actionOfKey(
      { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more },
      rows,
      index,
      3,
    );

  it.each([
    ['ArrowDown', 0, 'folder:f/deep'],
    ['ArrowDown', 6, 'b'],
    ['ArrowUp', 0, 'folder:f'],
    ['End', 0, 'b'],
    ['Home', 5, 'folder:f'],
    ['PageDown', 1, 'folder:g'],
    ['PageUp', 1, 'folder:f'],
    ['ArrowRight', 0, 'folder:f/deep'],
    ['ArrowLeft', 3, 'folder:f'],
  ])('%s on row %i goes to %s', (key, index, to) => {
    expect(press(key, index)).toEqual({ does: 'focus', key: to });
  });

  it('open and close folders, move rows, and leave the rest to others', () => {
    expect(press('ArrowRight', 1)).toEqual({ does: 'fold', isOpen: true });
    expect(press('ArrowLeft', 0)).toEqual({ does: 'fold', isOpen: false });
    expect(press('ArrowLeft', 5)).toBeNull();
    expect(press('ArrowUp', 5, { altKey: true })).toEqual({ does: 'move', direction: 'up' });
    expect(press('n', 5, { altKey: true })).toBeNull();
    expect(press('ArrowUp', 5, { ctrlKey: true })).toBeNull();
  });

  it.each([
    ['b', 'up', { connection: 'b', into: '', place: { before: 'a' } }],
    ['a', 'down', { connection: 'a', into: '', place: { before: null } }],
    ['a', 'up', null],
    ['b', 'down', null],
    ['a', 'in', { connection: 'a', into: 'g', place: 'by-name' }],
    ['a', 'out', null],
    ['z', 'out', { connection: 'z', into: 'f', place: 'by-name' }],
    ['folder:g', 'up', { folder: 'g', into: '', place: { before: 'f' } }],
    ['folder:g', 'in', { folder: 'g', into: 'f', place: 'by-name' }],
    ['folder:f', 'in', null],
    ['folder:f/deep', 'out', { folder: 'f/deep', into: '', place: 'by-name' }],
    ['gone', 'up', null],
    ['folder:gone', 'up', null],
  ] as const)('move %s %s', (key, direction, move) => {
    expect(moveByKey(tree, key, direction)).toEqual(move);
  });
});

describe('what is dropped on a row', () => {
  it.each([
    ['b', 'a', 0.2, { connection: 'b', into: '', place: { before: 'a' } }, 'before'],
    ['x', 'b', 0.9, { connection: 'x', into: '', place: { before: null } }, 'after'],
    ['x', 'a', 0.9, { connection: 'x', into: '', place: { before: 'b' } }, 'after'],
    ['a', 'folder:g', 0.1, { connection: 'a', into: 'g', place: 'by-name' }, 'into'],
    ['folder:g', 'folder:f', 0.1, { folder: 'g', into: '', place: { before: 'f' } }, 'before'],
    ['folder:g', 'folder:f', 0.5, { folder: 'g', into: 'f', place: 'by-name' }, 'into'],
    ['folder:g', 'x', 0.5, { folder: 'g', into: 'f', place: 'by-name' }, 'into'],
  ] as const)('%s on %s at %d goes there', (dragged, over, height, move, edge) => {
    expect(dropOn(tree, row(dragged), row(over), height)).toMatchObject({ move, edge });
  });

  it('goes nowhere where it is, or into itself; below all rows it leaves its folder', () => {
    expect(dropOn(tree, row('a'), row('a'), 0.1)).toBeNull();
    expect(dropOn(tree, row('folder:f'), row('folder:f/deep'), 0.5)).toBeNull();
    expect(dropOn(tree, row('folder:f'), row('folder:f/deep'), 0.1)).toBeNull();
    expect(dropOn(tree, row('x'), row('folder:f'), 0.5)).toBeNull();
    expect(dropOn(tree, row('x'), null, 0)).toMatchObject({ move: { connection: 'x', into: '' }, key: null });
    expect(dropOn(tree, row('a'), null, 0)).toBeNull();
  });
});

describe('the open folders', () => {
  it('are remembered for each workspace, and follow a folder that is moved', () => {
    const storage = createFakeStorage();
    const open = createOpenFolders(storage);
    open.use('/one');
    open.reveal('f/deep');
    open.moved('f', 'g/f');
    expect([...open.store.getState()].toSorted()).toEqual(['g/f', 'g/f/deep']);
    open.forget('g/f/deep');
    const again = createOpenFolders(storage);
    again.use('/one');
    expect([...again.store.getState()]).toEqual(['g/f']);
    const other = createOpenFolders(storage);
    other.use('/two');
    expect([...other.store.getState()]).toEqual([]);
  });
});

describe('a folder under something that is dragged', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('opens after a while, and closes at the end unless something was dropped into it', () => {
    const open = createOpenFolders(createFakeStorage());
    open.set('known', true);
    const spring = new SpringFolders(open);
    const names = (): string[] => [...open.store.getState()].toSorted();
    spring.move('passed');
    vi.advanceTimersByTime(400);
    spring.move('f');
    spring.move('f');
    vi.advanceTimersByTime(499);
    expect(names()).toEqual(['known']);
    vi.advanceTimersByTime(1);
    expect(names()).toEqual(['f', 'known']);
    spring.move('f/deep');
    vi.advanceTimersByTime(500);
    spring.move('other');
    vi.advanceTimersByTime(500);
    spring.move('known');
    expect(names()).toEqual(['f', 'f/deep', 'known', 'other']);
    spring.end('f/deep');
    expect(names()).toEqual(['f', 'f/deep', 'known']);
    spring.move('late');
    spring.end(null);
    vi.advanceTimersByTime(500);
    expect(names()).toEqual(['f', 'f/deep', 'known']);
  });
});

describe('what the window knows of the connections', () => {
  it('is what came in pieces, without what is gone', () => {
    const changes = {
      ...{ isFirst: true, isWhole: false, isLoaded: true, hasUnread: false },
      ...{ gone: [], folders: null, problems: null },
    };
    const [first, second] = connections;
    if (!first || !second) throw new Error('There are too few connections.');
    const one = withChanges(noConnections, { ...changes, connections: [first] });
    const two = withChanges(one, {
      ...changes,
      isFirst: false,
      connections: [second],
      folders: [{ path: 'f' }],
    });
    expect([...two.connections.keys()]).toEqual(['a', 'b']);
    const three = withChanges(two, { ...changes, isFirst: false, connections: [], gone: [first.id] });
    expect([...three.connections.keys()]).toEqual(['b']);
    expect(three.folders).toEqual([{ path: 'f' }]);
    expect(withChanges(three, { ...changes, connections: [] }).connections.size).toBe(0);
  });

  it('takes along what is in a folder that was moved', () => {
    const known = {
      isLoaded: true,
      hasUnread: false,
      connections: new Map(connections.map((each) => [each.id, each] as const)),
      folders: [{ path: 'f' }, { path: 'f/deep', order: 'a0' }],
      problems: [],
    };
    const after = withFolder(known, 'f', { path: 'g/f' });
    expect(after.folders).toEqual([{ path: 'g/f/deep', order: 'a0' }, { path: 'g/f' }]);
    expect([...after.connections.values()].map(({ folder }) => folder)).toEqual([
      '',
      '',
      'g/f',
      'g/f',
      'g/f/deep',
    ]);
  });
});
