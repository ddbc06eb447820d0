import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { openRegularFile } from '../../electron/engine/files/files.ts';
import { SentFile } from '../../electron/engine/files/sentFile.ts';
import type { Session } from '../../electron/engine/session/session.ts';
import { allRows } from './sessionBench.ts';
import { until } from './until.ts';

export const mebibyte = 1024 * 1024;

/** A file of so many bytes, no two mebibytes of which are alike, and how to open it to be sent. */
export interface FileOnDisk {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly open: () => Promise<SentFile>;
}

export async function fileOnDisk(folder: string, name: string, size: number): Promise<FileOnDisk> {
  const path = join(folder, name);
  const block = randomBytes(mebibyte);
  const sum = new SumOfBytes();
  await using handle = await open(path, 'w');
  for (let at = 0; at < size; at += mebibyte) {
    block.writeUInt32BE(at / mebibyte, 0);
    const bytes = block.subarray(0, Math.min(mebibyte, size - at));
    sum.add(bytes);
    await handle.write(bytes);
  }
  return { path, size, sha256: sum.digest(), open: () => openToSend(path, name) };
}

/** As the engine opens it. */
export async function openToSend(path: string, name: string): Promise<SentFile> {
  return await SentFile.of(await openRegularFile(path), name);
}

/** What came, without keeping it. */
export class SumOfBytes {
  bytes = 0;
  private readonly sum = createHash('sha256');

  add(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    this.sum.update(bytes);
  }

  digest(): string {
    return this.sum.copy().digest('hex');
  }
}

/** The sentence that a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  return await call.then(
    () => 'It was not refused.',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Waits until a reader that does not read lets nothing more through; returns how many bytes were handed over by then. */
export async function stalled(session: Session): Promise<number> {
  let before = -1;
  let since = performance.now();
  await until(() => {
    const sentBytes = session.info.value.sendingFile?.sentBytes ?? 0;
    if (sentBytes !== before) since = performance.now();
    before = sentBytes;
    return sentBytes > 0 && performance.now() - since > 150;
  });
  return before;
}

export async function failuresOf(session: Session): Promise<(string | null)[]> {
  return (await allRows(session.reader)).filter(({ kind }) => kind === 'failed').map(({ note }) => note);
}
