import type { RecordWriter } from '../../electron/engine/store/store.ts';
import { UnreadReader } from './unreadReader.ts';

const nothing = (): void => undefined;
const done = (): Promise<void> => Promise.resolve();

/** A file that numbers its records and keeps none; `onRecord` is told each number while the record is being appended. */
export function numberingWriter(firstSeq: number, onRecord: (seq: number) => void = nothing): RecordWriter {
  let last = firstSeq - 1;
  return Object.assign(new UnreadReader(), {
    append: () => {
      last += 1;
      const seq = last;
      onRecord(seq);
      return seq;
    },
    peer: nothing,
    keep: nothing,
    opened: nothing,
    facts: nothing,
    clear: done,
    flush: done,
    finish: done,
  });
}
