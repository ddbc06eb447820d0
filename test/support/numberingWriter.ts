import type { RecordWriter } from '../../electron/engine/store/store.ts';

const nothing = (): void => undefined;
const done = (): Promise<void> => Promise.resolve();
const unread = (): Promise<never> => Promise.reject(new Error('Nobody reads here.'));

/** A file that numbers its records and keeps none; `onRecord` is told each number while the record is being appended. */
export function numberingWriter(firstSeq: number, onRecord: (seq: number) => void = nothing): RecordWriter {
  let last = firstSeq - 1;
  return {
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
    close: done,
    info: unread,
    rows: unread,
    tail: unread,
    bytes: unread,
    windows: unread,
    contents: unread,
    at: unread,
    traffic: unread,
    query: unread,
  };
}
