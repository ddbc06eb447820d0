import { describe, expect, it } from 'vitest';
import { fieldMenu } from '../../../renderer/features/inspector/fieldMenu.ts';
import { recordFields, textOfFields } from '../../../renderer/features/inspector/recordFields.ts';
import { fakeRow } from '../../support/fakeRecords.ts';

describe('the fields of a record', () => {
  const fields = recordFields(
    fakeRow(7, { direction: 'in', kind: 'data', size: 5, peer: 3 }),
    () => 'host:1',
  );

  it('have the terms by which a filter knows them', () => {
    const terms = fields.flatMap(({ name, term }) => (term === null ? [] : [`${name} ${term}`]));
    expect(terms).toEqual(['Direction dir:in', 'Kind kind:data', 'Length size:5', 'Peer peer:3']);
  });

  it('are copied as lines', () => {
    expect(textOfFields(fields)).toMatch(
      /^Number: \S+\nTime: .+\nDirection: in \(received\)\nKind: data\nLength: 5 bytes\nPeer: host:1$/,
    );
  });

  it('are copied one by one, and filtered by where that is possible', () => {
    const done: string[] = [];
    const actions = {
      copy: (text: string) => void done.push(`copy ${text}`),
      filter: (term: string) => void done.push(`filter ${term}`),
    };
    const labels = (name: string, selected = ''): readonly string[] =>
      fieldMenu(
        fields,
        fields.find((field) => field.name === name),
        selected,
        actions,
      ).map(({ label }) => label);
    expect(labels('Time')).toEqual(['Copy value', 'Copy all fields']);
    expect(labels('')).toEqual(['Copy all fields']);
    expect(labels('', 'in')).toEqual(['Copy the selection', 'Copy all fields']);
    const [value, , only, not] = fieldMenu(fields, fields[2], '', actions);
    for (const item of [value, only, not]) if (item && 'run' in item) item.run();
    expect(done).toEqual(['copy in (received)', 'filter dir:in', 'filter not dir:in']);
  });
});
