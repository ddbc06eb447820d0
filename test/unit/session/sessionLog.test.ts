import { expect, it } from 'vitest';
import { SessionLog } from '../../../electron/engine/session/sessionLog.ts';
import type { NewRecord, RecordWriter, RecordWriterEvents } from '../../../electron/engine/store/store.ts';
import { numberingWriter } from '../../support/numberingWriter.ts';

const nothing = (): void => undefined;
/** Numbers records, and is filled by one of them: that is told while it is being appended. */
function writerFilledBy(filling: number, firstSeq: number, events: RecordWriterEvents): RecordWriter {
  return numberingWriter(firstSeq, (seq) => {
    if (seq === filling) events.filled();
  });
}

const payload = (at: number): NewRecord => ({
  at,
  peer: null,
  direction: 'in',
  kind: 'data',
  bytes: new Uint8Array(8),
  note: null,
});

it('counts on after the record that filled the memory, and a new file goes on behind the note of that', async () => {
  const begun: { readonly firstSeq: number; readonly events: RecordWriterEvents }[] = [];
  const log = await SessionLog.begin({
    createWriter: (firstSeq, events) => {
      begun.push({ firstSeq, events });
      return Promise.resolve(writerFilledBy(2, firstSeq, events));
    },
    rules: { whenDiskFails: 'continue', canHold: true },
    noun: 'chunk',
    nowUs: () => 10,
    log: { warn: nothing },
    pulse: { soon: nothing },
  });
  log.append(payload(1), null);
  log.append(payload(2), null);
  expect(log.counts.records).toBe(3);
  begun[0]?.events.stopped('The file is gone.', 2);
  expect(log.unrecordedPayloads).toBe(1);
  await log.finish(11, () => Promise.reject(new Error('Nobody reads here.')));
  expect(begun.map(({ firstSeq }) => firstSeq)).toEqual([1, 4]);
});

it('counts a payload that had no room after disconnecting among what passed, and says that it is missing', async () => {
  const log = await SessionLog.begin({
    createWriter: (firstSeq, events) => Promise.resolve(writerFilledBy(9, firstSeq, events)),
    rules: { whenDiskFails: 'pause', canHold: true },
    noun: 'chunk',
    nowUs: () => 10,
    log: { warn: nothing },
    pulse: { soon: nothing },
  });
  log.countUnkept({ kind: 'data', direction: 'in', bytes: new Uint8Array(8), atUs: 5 });
  log.notKept(1);
  expect(log.counts.describe()).toMatchObject({
    records: 0,
    payloadsIn: 1,
    bytesIn: 8,
    lastInAt: 5,
    lastOutAt: null,
  });
  expect(log.unrecordedPayloads).toBe(1);
});
