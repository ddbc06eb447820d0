import { constants, createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { messageOf, WirebenchError } from '../../shared/base/errors.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { SentFile } from '../engine/files/sentFile.ts';
import { UsageError } from './command.ts';

/** 256 MiB: the most read into memory from a source without a known size, such as a pipe. */
const largestStreamBytes = 256 * 1024 * 1024;

/** Does not wait for a writer where a pipe has taken the place of a file. Windows does not have the latter flag; undefined counts as 0. */
const readOnly = constants.O_RDONLY | constants.O_NONBLOCK;

/** True when `--send-file` names standard input. */
export function isStandardInput(path: string): boolean {
  return path === '-' || path === '/dev/stdin' || path === '/dev/fd/0';
}

/** A regular file that is read while it is sent: its size in bytes, and how it is opened. */
interface FileContent {
  readonly size: number;
  readonly open: () => Promise<SentFile>;
}

/**
 * The content of `--send-file`: a regular file is only looked at; `-` for standard input, a pipe or a device is read to its end. Rejects with
 * a `UsageError` when it cannot be read or is too large, with ABORTED when the signal fires first.
 */
export async function readMessageFile(path: string, stop: AbortSignal): Promise<Uint8Array | FileContent> {
  const shown = path === '-' ? 'standard input' : visibleLine(path);
  try {
    if (isStandardInput(path)) return await readToItsEnd(shown, 0, stop);
    const found = await stat(path);
    if (found.isDirectory()) throw new UsageError(`--send-file: ${shown} is a folder, not a file.`);
    if (!found.isFile()) return await readToItsEnd(shown, path, stop);
    const openNow = async (): Promise<SentFile> => SentFile.of(await open(path, readOnly), shown);
    const file = await openNow();
    await file.close();
    return { size: file.size, open: openNow };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (stop.aborted) throw new WirebenchError('ABORTED', `It was stopped while it read ${shown}.`);
    throw new UsageError(`--send-file: ${shown} cannot be read: ${messageOf(error)}.`);
  }
}

/** All of a file, in memory; closes it. Rejects with a `UsageError` when it cannot be read. */
export async function readWhole(file: SentFile): Promise<Uint8Array> {
  try {
    return await file.read(new Uint8Array(file.size));
  } catch (error) {
    throw new UsageError(`--send-file: ${messageOf(error)}`);
  } finally {
    await file.close();
  }
}

async function readToItsEnd(shown: string, source: string | 0, stop: AbortSignal): Promise<Uint8Array> {
  const stream =
    source === 0
      ? createReadStream('', { fd: 0, autoClose: false, signal: stop })
      : createReadStream(source, { signal: stop });
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    if (!(piece instanceof Buffer)) continue;
    pieces.push(piece);
    size += piece.length;
    if (size <= largestStreamBytes) continue;
    throw new UsageError(
      `--send-file: ${shown} has more than 256 MiB, which is too much for anything but a regular file. Save it to a file first.`,
    );
  }
  return Buffer.concat(pieces);
}
