import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { TLSSocket } from 'node:tls';
import { codeOf, messageOf } from '../../../../shared/base/errors.ts';

/**
 * The secrets of TLS sessions as lines of the NSS key log format, which Wireshark reads. Each line is written at once: there are few, and a
 * capture running alongside has them before the first encrypted byte.
 */
export class KeyLog {
  private readonly path: string;
  private readonly warn: (message: string) => void;
  private wasWritten = false;
  private hasFailed = false;

  /** The file is created with the first line. `warn` is called once, when it cannot be written; the connection continues. */
  constructor(path: string, warn: (message: string) => void) {
    this.path = path;
    this.warn = warn;
  }

  /** The file, once it has a line. */
  get writtenPath(): string | null {
    return this.wasWritten ? this.path : null;
  }

  follow(socket: TLSSocket): void {
    socket.on('keylog', (line) => this.write(line));
  }

  write(line: Uint8Array): void {
    if (this.hasFailed) return;
    try {
      appendPrivately(this.path, line);
      this.wasWritten = true;
    } catch (error) {
      this.hasFailed = true;
      this.warn(
        `The TLS key log ${this.path} could not be written (${codeOf(error) ?? messageOf(error)}), so Wireshark cannot decrypt this connection.`,
      );
    }
  }
}

/** Readable for its owner only; a symbolic link in its place is not followed. */
function appendPrivately(path: string, line: Uint8Array): void {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  // Windows has no O_NOFOLLOW; undefined counts as 0.
  const file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
  try {
    writeSync(file, line);
  } finally {
    closeSync(file);
  }
}
