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
  it('have the name of each group before its messages, of an empty one, too', () => {
    expect(rows.map((row) => (row.kind === 'message' ? row.message.name : row.kind))).toEqual([
      ...['unnamed', 'group', 'group'],
      ...['a', 'b', 'c'],
    ]);
    // The names of groups cannot be chosen.
    expect(rows.map((row) => (row.kind === 'group' ? null : row.position))).toEqual([1, null, null, 2, 3, 4]);
  });

  it('take a dragged message before or after a row, into an empty group, and to the end', () => {
    expect(dropped('a', 5, 0.2)).toBe('1 c before@5');
    expect(dropped('a', 5, 0.8)).toBe('1 null after@5');
    expect(dropped('a', undefined, 0)).toBe('1 null after@5');
    expect(dropped('a', 1, 0.5)).toBe('0 null into@1');
    expect(dropped('c', 2, 0.5)).toBe('1 a into@2');
  });

  it('leave it where it is when nothing would change', () => {
    expect(dropped('a', 3, 0.2)).toBe('stays');
    expect(dropped('a', 3, 0.8)).toBe('stays');
    expect(dropped('a', 4, 0.2)).toBe('stays');
    expect(dropped('c', undefined, 0)).toBe('stays');
    expect(dropped('a', 0, 0.5)).toBe('stays');
  });
});
