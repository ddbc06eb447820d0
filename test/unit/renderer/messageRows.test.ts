import { describe, expect, it } from 'vitest';
import { dropOn, listRows, type MessageRows } from '../../../renderer/features/messages/messageRows.ts';
import { messageIdSchema, type MessageId } from '../../../shared/model/ids.ts';

const id = (name: string): MessageId => messageIdSchema.parse(name);

const group = (label: string, ...names: string[]): MessageRows => ({
  label,
  rows: names.map((name) => ({ id: id(name), name, note: '', keys: null })),
});

const groups = [group('This connection'), group('Folder f', 'a', 'b', 'c')];
const rows = listRows(groups);

/** `group before edge@row`, or where it stays. */
function dropped(name: string, row: number | undefined, height: number): string {
  const drop = dropOn(groups, rows, id(name), row, height);
  return drop ? `${drop.place.group} ${drop.place.before} ${drop.edge}@${drop.row}` : 'stays';
}

describe('the rows of named messages', () => {
  it('have the name of each group before its messages, and the empty groups below them', () => {
    expect(rows.map((row) => (row.kind === 'message' ? row.message.name : row.kind))).toEqual([
      ...['unnamed', 'group', 'a', 'b', 'c', 'group'],
    ]);
    expect(rows.at(-1)).toMatchObject({ label: 'This connection' });
    // The names of groups cannot be chosen.
    expect(rows.map((row) => (row.kind === 'group' ? null : row.position))).toEqual([1, null, 2, 3, 4, null]);
  });

  it('have no name above those of the connection itself, which would take the row of a message', () => {
    const both = listRows([group('This connection', 'a', 'b'), group('Folder f', 'c')]);
    expect(both.map(({ kind }) => kind)).toEqual(['unnamed', 'message', 'message', 'group', 'message']);
  });

  it('take a dragged message before or after a row, into an empty group, and to the end', () => {
    expect(dropped('a', 4, 0.2)).toBe('1 c before@4');
    expect(dropped('a', 4, 0.8)).toBe('1 null after@4');
    expect(dropped('a', 5, 0.5)).toBe('0 null into@5');
    expect(dropped('a', undefined, 0)).toBe('0 null into@5');
    expect(dropped('c', 1, 0.5)).toBe('1 a into@1');
  });

  it('leave it where it is when nothing would change', () => {
    expect(dropped('a', 2, 0.2)).toBe('stays');
    expect(dropped('a', 2, 0.8)).toBe('stays');
    expect(dropped('a', 3, 0.2)).toBe('stays');
    expect(dropped('c', 4, 0.8)).toBe('stays');
    expect(dropped('a', 0, 0.5)).toBe('stays');
  });
});
