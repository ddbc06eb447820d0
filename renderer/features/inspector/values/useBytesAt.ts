import { useEffect } from 'react';
import { createStore, useStore } from 'zustand';
import { longestReading } from '../../../../shared/bytes/values/reading.ts';
import { useByteWindow, type InspectedRecord } from '../useByteWindow.ts';

/** 4 KiB at a time, each with the bytes that a value at its end needs, so that the cursor moves without waiting. */
const blocks = { blockBytes: 4096, marginBytes: longestReading };

const none = createStore(() => ({ version: 0, problem: null }));

/** The bytes of a record from an offset on, as many as a reading may need, wherever the dump is scrolled to; why not, where there are none. */
export function useBytesAt(record: InspectedRecord, offset: number): DataView | 'loading' | 'unreadable' {
  const bytes = useByteWindow(record, blocks);
  useEffect(() => bytes?.show(offset, offset + 1), [bytes, offset]);
  // The version changes when the block has come.
  const { problem } = useStore(bytes?.store ?? none);
  const block = bytes?.block(offset);
  if (!block) return problem === null ? 'loading' : 'unreadable';
  const { buffer, byteOffset, length } = block.bytes;
  const from = offset - block.start;
  return new DataView(buffer, byteOffset + from, Math.min(longestReading, length - from));
}
