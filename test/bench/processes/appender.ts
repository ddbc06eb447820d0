/** Puts millions of records of 64 bytes into a file, through the store of the engine or by a bare loop, and watches its memory. */
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { writerPragmas, tables } from '../../../electron/engine/store/schema.ts';
import { secondsSince } from '../report/statistics.ts';
import { answerQuestions } from './answer.ts';
import { startWriter } from './benchWriter.ts';

const question = z.strictObject({
  side: z.enum(['store', 'loop']),
  path: z.string(),
  records: z.int(),
  marks: z.array(z.int()),
});
export type AppendQuestion = z.infer<typeof question>;

const recordBytes = 64;
/** What arrives is a view onto a larger buffer, mostly. */
const chunk = Buffer.alloc(65_536, 'wirebench ');
const views = Math.floor(chunk.length / recordBytes);
/** As many records of 64 bytes as the engine puts into one batch. */
const recordsPerTransaction = 11_915;
/** A look at the memory after so many records. */
const sampleEvery = 100_000;

/** Resident memory, at the marks and at most from the first mark on. */
class MemoryWatch {
  readonly atMarks: number[] = [];
  mostBytes = 0;
  private readonly marks: readonly number[];

  constructor(marks: readonly number[]) {
    this.marks = marks;
  }

  look(records: number): void {
    if (records % sampleEvery !== 0) return;
    const rss = process.memoryUsage.rss();
    if (this.marks.includes(records)) this.atMarks.push(rss);
    if (this.atMarks.length > 0) this.mostBytes = Math.max(this.mostBytes, rss);
  }
}

function bytesOf(index: number): Uint8Array {
  const start = (index % views) * recordBytes;
  return chunk.subarray(start, start + recordBytes);
}

answerQuestions(question, async ({ side, path, records, marks }) => {
  const memory = new MemoryWatch(marks);
  const seconds = await (side === 'store' ? throughStore : throughLoop)(path, records, memory);
  return { seconds, atMarks: memory.atMarks, mostBytes: memory.mostBytes };
});

/** As a session does it: append what comes, and hold the wire while the store is full. */
async function throughStore(path: string, records: number, memory: MemoryWatch): Promise<number> {
  await using file = await startWriter(path);
  const start = process.hrtime.bigint();
  const startedAt = Date.now() * 1000;
  for (let index = 0; index < records; index += 1) {
    file.writer.append({
      at: startedAt + index,
      peer: 1,
      direction: 'in',
      kind: 'data',
      bytes: bytesOf(index),
      note: null,
    });
    if (file.isFull) await file.hasRoom();
    memory.look(index + 1);
  }
  await file.finish(startedAt + records);
  return secondsSince(start);
}

/** The same rows into the same table, with the same settings, and nothing else. */
async function throughLoop(path: string, records: number, memory: MemoryWatch): Promise<number> {
  const database = new DatabaseSync(path);
  database.exec(writerPragmas);
  database.exec(tables['records'] ?? '');
  const insert = database.prepare(insertStatement(database));
  const start = process.hrtime.bigint();
  const startedAt = Date.now() * 1000;
  database.exec('BEGIN');
  for (let index = 0; index < records; index += 1) {
    insert.run(startedAt + index, recordBytes, bytesOf(index));
    if ((index + 1) % recordsPerTransaction === 0) database.exec('COMMIT; BEGIN');
    memory.look(index + 1);
  }
  database.exec('COMMIT');
  database.close();
  return secondsSince(start);
}

/** Columns that the loop does not know get the smallest value that they take. */
function insertStatement(database: DatabaseSync): string {
  const column = z.object({ name: z.string(), notnull: z.int(), pk: z.int() });
  const values: Readonly<Record<string, string>> = {
    at: '?1',
    peer: '1',
    direction: `'in'`,
    kind: `'data'`,
    size: '?2',
    bytes: '?3',
  };
  const columns = database
    .prepare('PRAGMA table_info(records)')
    .all()
    .map((row) => column.parse(row))
    .filter(({ pk }) => pk === 0);
  const names = columns.map(({ name }) => name);
  const given = columns.map(({ name, notnull }) => values[name] ?? (notnull === 1 ? '0' : 'NULL'));
  return `INSERT INTO records(${names.join(', ')}) VALUES(${given.join(', ')})`;
}
