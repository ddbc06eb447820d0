import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BenchEngine } from '../benchEngine.ts';

/** What stands in every datagram that is sent, and in no time or heading of a log. */
const mark = 'dddddddd';

/** Of a log in text: the lines with a datagram in them. */
export async function linesWith(log: string): Promise<number> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(log, 'latin1') })) {
    if (line.includes(mark)) count += 1;
  }
  return count;
}

/** Of a capture file. */
export async function captured(log: string): Promise<number> {
  const table = execFileSync('capinfos', ['-M', '-T', '-r', '-c', log], { encoding: 'utf8' });
  return Number(table.trim().split('\t').at(-1));
}

/** Of a session file. */
export async function recordedPayloads(log: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-bench-'));
  try {
    await using bench = await BenchEngine.start(folder);
    const reader = await bench.engine.store.open(log);
    const { payloadsIn } = await reader.info();
    await reader.close();
    return payloadsIn;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
