import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../renderer/commands/command.ts';
import { likeCommands, rowCommands } from '../../../renderer/commands/rowCommands.ts';
import { rowMenu, type RowEntry } from '../../../renderer/commands/rowMenu.ts';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';
import { windowParts } from '../../support/windowParts.ts';

let records: FakeRecords;
let window: TestWindow;
let view: RecordView;

beforeEach(async () => {
  records = createFakeRecords(100);
  window = await TestWindow.open();
  const source = { session: sessionIdSchema.parse('s1') };
  view = createRecordView(records.client, source, { live: true, nextFrame: () => Promise.resolve() });
  await until(() => view.store.getState().last === 100);
});
afterEach(() => {
  view.dispose();
  window[Symbol.dispose]();
  records[Symbol.dispose]();
});

const commands = (): Command[] => [
  ...rowCommands(windowParts(window), view, 'Records'),
  ...likeCommands(view, 'Records'),
];

/** A menu as a person reads it: the entries of a menu within it follow its name. */
function read(items: readonly RowEntry[]): (string | string[])[] {
  return items.flatMap((item) =>
    'items' in item ? [item.label, item.items.map(({ label }) => label)] : [item.label],
  );
}

describe('the menu of a record', () => {
  it('has nothing to offer where nothing is selected', () => {
    expect(commands()).toEqual([]);
  });

  it('offers every form of what has bytes, and what it can be told by', async () => {
    view.selectIndex(50);
    await until(() => view.store.getState().currentRow !== null);
    const likenesses = ['Value', 'Peer', 'Direction', 'Kind', 'Length'];
    expect(read(rowMenu(commands()))).toEqual([
      'Show large',
      'Copy',
      'Copy as',
      [
        'Text',
        'Hex',
        'Base64',
        'C array',
        'Python bytes',
        'JSON lines',
        'As the table shows it',
        'Number',
        'Time',
      ],
      'Save to a file',
      [
        'Bytes…',
        'Text…',
        'Hex…',
        'Base64…',
        'C array…',
        'Python bytes…',
        'JSON lines…',
        'Table with tabs…',
        'Table as CSV…',
      ],
      'Filter like this',
      likenesses,
      'Exclude like this',
      likenesses,
    ]);
  });

  it('offers of a record without bytes only what can be told of it', async () => {
    records.row((seq) => ({ kind: 'opened', direction: null, peer: null, size: 0, note: `Opened ${seq}.` }));
    records.grow(101);
    await until(() => view.store.getState().last === 101);
    view.selectIndex(101);
    await until(() => view.store.getState().currentRow?.kind === 'opened');
    expect(read(rowMenu(commands()))).toEqual([
      'Show large',
      'Copy',
      'Copy as',
      ['JSON lines', 'As the table shows it', 'Number', 'Time'],
      'Save to a file',
      ['JSON lines…', 'Table with tabs…', 'Table as CSV…'],
      'Filter like this',
      ['Value', 'Kind'],
      'Exclude like this',
      ['Value', 'Kind'],
    ]);
  });

  it('greys what is not possible, and says why', () => {
    const run = (): void => undefined;
    const command = { id: 'a', title: 'Send', group: 'Records', row: { label: 'Send again' }, run };
    expect(
      rowMenu([
        { ...command, refusal: 'Connect first.' },
        { id: 'b', title: 'B', group: 'B', run },
      ]),
    ).toEqual([{ label: 'Send again', separated: false, disabled: true, hint: 'Connect first.', run }]);
  });
});

describe('filtering like a record', () => {
  it('adds to what is filtered, and shows only that', async () => {
    view.selectIndex(50);
    await until(() => view.store.getState().currentRow !== null);
    view.filter.setText('dir:out size>1');
    view.filter.setMode('find');
    const run = (id: string): void =>
      commands()
        .find((each) => each.id === id)
        ?.run();
    run('rows.like.direction');
    expect(view.filter.store.getState()).toMatchObject({ text: 'size>1 dir:in', mode: 'filter' });
    run('rows.unlike.peer');
    expect(view.filter.store.getState().text).toBe('size>1 dir:in not peer:1');
  });
});
