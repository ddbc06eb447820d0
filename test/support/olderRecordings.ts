import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The versions of the format before this one. Each has two recordings, made by the Wirebench that wrote it. */
export const olderFormats = [1, 2, 3, 4] as const;

/**
 * - `server`: of a WebSocket server that echoes. A client with a subprotocol sent `hello`, a ping, four bytes and 60,000 lines, and closed
 *   with 4001; another one broke the protocol.
 * - `client`: of a TCP client that sent `PING`, `BIG`, 1,300,000 `x` and `QUIT`, a line each, and got `+PING`, 100,000 bytes, the `x` after
 *   a `+`, and `BYE`.
 */
export type OlderRecording = 'server' | 'client';

const folder = resolve(import.meta.dirname, '../fixtures/recordings');

/** Puts a recording of an older version into a folder, and gives its path. */
export function olderRecording(
  format: (typeof olderFormats)[number],
  which: OlderRecording,
  into: string,
): string {
  const path = join(into, `format${format}-${which}.wbs`);
  writeFileSync(path, gunzipSync(readFileSync(join(folder, `format${format}-${which}.wbs.gz`))));
  return path;
}
