import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVersion } from '../../electron/engine/store/schema.ts';
import type { Bench } from './benchmark.ts';
import { BenchEngine } from './benchEngine.ts';
import { startWriter } from './processes/benchWriter.ts';

/** What a search looks for; it stands in every millionth record. */
export const needle = Buffer.from('c0ffee0ddba110', 'hex');
export const recordsPerNeedle = 1_000_000;
/** Every hundredth record is large. */
const largeRecordBytes = 1500;
const smallRecordBytes = 64;
/** 100 µs apart: ten million records are a quarter of an hour. */
const usPerRecord = 100;
const startedAt = 1_800_000_000_000_000;

export interface BenchFile {
  readonly path: string;
  readonly records: number;
  /** When a record happened, in microseconds since the epoch. */
  readonly at: (seq: number) => number;
}

/** A recording of ten million records (quick: half a million); it takes a while to write, so it is kept between runs. */
export async function ensureBenchFile(bench: Bench): Promise<BenchFile> {
  const records = bench.size(10_000_000, 500_000);
  const path = join(tmpdir(), `wirebench-bench-${records}-v${formatVersion}.wbs`);
  const file = { path, records, at: (seq: number) => startedAt + seq * usPerRecord };
  if (await isWhole(file, bench.folder)) return file;
  bench.say(`writing ${records.toLocaleString('en')} records into ${path}, which is kept for the next time`);
  const draft = `${path}.part`;
  await Promise.all([path, draft, `${draft}-journal`].map((each) => rm(each, { force: true })));
  await write(draft, file);
  await rename(draft, path);
  await rm(`${draft}-journal`, { force: true });
  return file;
}

/** One of an older make is written anew. */
async function isWhole({ path, records }: BenchFile, folder: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  await using bench = await BenchEngine.start(folder);
  const reader = await bench.engine.store.open(path).catch(() => null);
  const info = await reader?.info();
  await reader?.close();
  return info?.complete === true && info.records === records;
}

async function write(path: string, { records, at }: BenchFile): Promise<void> {
  await using file = await startWriter(path, startedAt);
  const small = Buffer.alloc(smallRecordBytes, 'a record of a long recording; ');
  const large = Buffer.alloc(largeRecordBytes, 'a longer record of it; ');
  const marked = Buffer.concat([small.subarray(0, 20), needle, small.subarray(20 + needle.length)]);
  for (let seq = 1; seq <= records; seq += 1) {
    const bytes = seq % recordsPerNeedle === 0 ? marked : seq % 100 === 1 ? large : small;
    small.write(String(seq).padStart(10), smallRecordBytes - 10, 'latin1');
    file.writer.append({
      at: at(seq),
      peer: 1,
      direction: seq % 2 === 1 ? 'in' : 'out',
      kind: 'data',
      bytes,
      note: null,
    });
    if (file.isFull) await file.hasRoom();
  }
  await file.finish(at(records));
}
