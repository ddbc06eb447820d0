import { expect, it } from 'vitest';
import { FileMetadata } from '../../../electron/engine/session/fileMetadata.ts';
import type { RecordWriter } from '../../../electron/engine/store/store.ts';
import { noFacts } from '../../../shared/model/facts.ts';

it('a file in the place of a lost one is told the same, as it stands by now', () => {
  const told: unknown[] = [];
  const writer: Pick<RecordWriter, 'opened' | 'facts' | 'keep'> = {
    opened: (url) => void told.push(url),
    facts: (facts) => void told.push(facts.remote),
    keep: (limit) => void told.push(limit),
  };
  const statement = new FileMetadata();
  statement.repeat(writer);
  expect(told).toEqual([]);
  statement.opened('tcp://127.0.0.1:1', writer);
  statement.found({ ...noFacts, remote: 'one' }, writer);
  statement.found({ ...noFacts, remote: 'two' }, writer);
  statement.keep({ payloads: 5 }, writer);
  told.length = 0;
  statement.repeat(writer);
  expect(told).toEqual(['tcp://127.0.0.1:1', 'two', { payloads: 5 }]);
});
