import type { Writable } from 'node:stream';

/** Resolves once everything that was given to the streams is out of this process, or cannot be written any more. */
export async function allWritten(...streams: readonly Writable[]): Promise<void> {
  await Promise.all(streams.map((stream) => written(stream)));
}

function written(stream: Writable): Promise<void> {
  if (stream.writableLength === 0 || stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
