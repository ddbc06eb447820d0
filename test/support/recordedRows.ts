import type { PeerId } from '../../shared/model/ids.ts';
import { previewBytes, type Direction, type RecordKind, type RecordRow } from '../../shared/model/record.ts';
import type { RecordReader } from '../../electron/engine/store/store.ts';
import { UnreadReader } from './unreadReader.ts';

/** A record of a recording in memory; times in milliseconds, bytes as text. */
export interface RecordSketch {
  readonly direction?: Direction;
  readonly kind?: RecordKind;
  readonly bytes?: string | Uint8Array;
  readonly atMs?: number;
  readonly peer?: PeerId;
}

/** A record that we sent. */
export function sent(bytes: string | Uint8Array, more: Partial<RecordSketch> = {}): RecordSketch {
  return { direction: 'out', bytes, ...more };
}

/** A record that we received. */
export function got(bytes: string | Uint8Array, more: Partial<RecordSketch> = {}): RecordSketch {
  return { direction: 'in', bytes, ...more };
}

function bytesOf(sketch: RecordSketch): Uint8Array {
  return typeof sketch.bytes === 'string'
    ? new TextEncoder().encode(sketch.bytes)
    : (sketch.bytes ?? new Uint8Array());
}

export function rowsOf(sketches: readonly RecordSketch[]): RecordRow[] {
  return sketches.map((sketch, index) => {
    const bytes = bytesOf(sketch);
    return {
      seq: index + 1,
      at: (sketch.atMs ?? index) * 1000,
      peer: sketch.peer ?? 1,
      direction: sketch.direction ?? null,
      kind: sketch.kind ?? 'data',
      size: bytes.length,
      note: null,
      preview: bytes.subarray(0, previewBytes),
    };
  });
}

/** Reads records that are kept in memory, of which there may be more at each call. */
export function memoryReader(sketches: readonly RecordSketch[]): RecordReader {
  const reads: Partial<RecordReader> = {
    rows: async ({ from, count }) => ({
      first: 1,
      last: sketches.length,
      rows: rowsOf(sketches).slice(from - 1, from - 1 + count),
    }),
    tail: async ({ rows }) => ({ first: 1, last: sketches.length, rows: rowsOf(sketches).slice(-rows) }),
    bytes: async ({ seq, offset, length }) => {
      const bytes = bytesOf(sketches[seq - 1] ?? {});
      return { size: bytes.length, bytes: bytes.subarray(offset, offset + length) };
    },
    windows: async (wanted) =>
      wanted.map(({ seq, offset, length }) =>
        bytesOf(sketches[seq - 1] ?? {}).subarray(offset, offset + length),
      ),
  };
  return Object.assign(new UnreadReader(), reads);
}
