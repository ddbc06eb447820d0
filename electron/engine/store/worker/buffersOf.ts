import type { StoreCallName, StoreOutput } from '../protocol.ts';

/** The buffers of an answer that are transferred instead of copied: those that its fields are views of. */
export function buffersOf(output: StoreOutput<StoreCallName>): ArrayBuffer[] {
  if (output === null) return [];
  const fields: unknown[] = Object.values('contents' in output ? output.contents : output);
  return fields.flatMap((field) =>
    ArrayBuffer.isView(field) && field.buffer instanceof ArrayBuffer ? [field.buffer] : [],
  );
}
