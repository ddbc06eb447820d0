import { DatabaseSync } from 'node:sqlite';
import { ExpressionRunner } from '../../../electron/engine/store/worker/query/expressionRunner.ts';
import { planFilter } from '../../../electron/engine/store/worker/query/filterPlan.ts';
import { MatchIndex } from '../../../electron/engine/store/worker/query/matchIndex.ts';
import type { RecordsFacts } from '../../../electron/engine/store/worker/query/recordChunk.ts';
import { RecordSource } from '../../../electron/engine/store/worker/query/recordSource.ts';
import { Scan } from '../../../electron/engine/store/worker/query/scan.ts';
import { optionalTables, pieceBytes, tables } from '../../../electron/engine/store/schema.ts';
import type { ContentTerm, ResolvedFilter } from '../../../shared/filter/ast.ts';
import { createContentSearch, patternOf } from '../../../shared/filter/contentSearch.ts';
import { matchesRecord } from '../../../shared/filter/matchesRecord.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import { resolveTimes } from '../../../shared/filter/resolveTimes.ts';
import { markAt } from '../../../shared/model/markList.ts';
import type { Mark } from '../../../shared/model/mark.ts';
import { isPayloadKind, isMessageKind, type RecordHead } from '../../../shared/model/record.ts';

export interface Sample extends Omit<RecordHead, 'seq' | 'size'> {
  readonly bytes: Uint8Array;
}

export const startedAt = 1_700_000_000_000_000;

/** The tables of a session file in memory, with records from number 1 on. */
export class SampleFile implements Disposable {
  readonly database = new DatabaseSync(':memory:', { limits: { length: 5 * 1024 * 1024 } });
  readonly records: (Sample & { readonly seq: number })[] = [];

  marks: readonly Mark[] = [];
  private readonly facts: RecordsFacts;

  constructor(samples: readonly Sample[], facts: RecordsFacts = { kind: 'ws-server', hasOnePeer: false }) {
    this.facts = facts;
    for (const sql of Object.values(tables)) this.database.exec(sql);
    this.add(samples);
  }

  add(samples: readonly Sample[]): void {
    const insert = this.database.prepare(
      'INSERT INTO records VALUES(?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, NULL)',
    );
    const part = this.database.prepare('INSERT INTO parts VALUES(?, ?, ?, NULL)');
    const peer = this.database.prepare("INSERT OR IGNORE INTO peers VALUES(?, '', NULL, NULL, 0, 0)");
    for (const sample of samples) {
      const seq = this.records.length + 1;
      const { at, direction, kind, note, bytes } = sample;
      this.records.push({ ...sample, seq });
      if (sample.peer !== null) peer.run(sample.peer);
      insert.run(seq, at, sample.peer, direction, kind, bytes.length, note, bytes.subarray(0, pieceBytes));
      for (let number = 1; number * pieceBytes < bytes.length; number += 1) {
        part.run(seq, number, bytes.subarray(number * pieceBytes, (number + 1) * pieceBytes));
      }
    }
  }

  /** Marks stretches, which do not overlap. */
  mark(marks: readonly Mark[]): this {
    this.marks = marks;
    this.database.exec(optionalTables.marks);
    const insert = this.database.prepare('INSERT INTO marks VALUES(?, ?, ?, ?, ?)');
    for (const { from, to, colour, note, at } of marks) insert.run(from, to, colour, note, at);
    return this;
  }

  /** Takes records before `first` out, as a cut does. */
  cut(first: number): void {
    this.database.prepare('DELETE FROM records WHERE seq < ?').run(first);
    this.database.prepare("INSERT OR REPLACE INTO meta VALUES('first', ?)").run(first);
  }

  /** Sets the first record that counts, and takes the parts of those before it out: their rows are still there, as at times in a cut. */
  beginCut(first: number): void {
    this.database.prepare('DELETE FROM parts WHERE seq < ?').run(first);
    this.database.prepare("INSERT OR REPLACE INTO meta VALUES('first', ?)").run(first);
  }

  begin(filter: ResolvedFilter, largestChunkRecords: number): { scan: Scan; index: MatchIndex } {
    const { marks } = this;
    const plan = planFilter(filter, marks.length > 0);
    const index = new MatchIndex();
    const source = new RecordSource(this.database, 'sample.wbs', plan, this.facts);
    const parts = { plan, source, index, runner: new ExpressionRunner(), marks, largestChunkRecords };
    return { scan: new Scan(parts, 1, this.records.length), index };
  }

  [Symbol.dispose](): void {
    this.database.close();
  }
}

export function filterOf(text: string): ResolvedFilter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem[0].message}`);
  return resolveTimes(parsed.value, { startedAt });
}

/** Runs until all records that there are were looked at. */
export function runToEnd(scan: Scan): void {
  for (const pause of scan.run()) if (pause === 'idle') return;
}

export function matchesOf(index: MatchIndex): number[] {
  const found: number[] = [];
  for (let seq = index.next(0); seq !== null; seq = index.next(seq)) found.push(seq);
  return found;
}

/** What the language means, the long way: every record by itself, and the bytes of each stream in one piece. */
export function expectedMatches(
  filter: ResolvedFilter,
  records: SampleFile['records'],
  marks: readonly Mark[] = [],
): number[] {
  const found = new Map<ContentTerm, Set<number>>();
  const holds = (node: ResolvedFilter, record: SampleFile['records'][number]): boolean => {
    switch (node.node) {
      case 'and':
        return node.operands.every((operand) => holds(operand, record));
      case 'or':
        return node.operands.some((operand) => holds(operand, record));
      case 'not':
        return !holds(node.operand, record);
      case 'text':
      case 'hex':
      case 'expression': {
        const seqs = found.get(node) ?? recordsWith(node, records);
        found.set(node, seqs);
        return seqs.has(record.seq);
      }
      case 'everything':
      case 'direction':
      case 'kind':
      case 'size':
      case 'sequence':
      case 'peer':
      case 'time':
      case 'note':
      case 'mark': {
        const head = { ...record, size: record.bytes.length, mark: markAt(marks, record.seq) };
        return matchesRecord(node, head, record.bytes);
      }
    }
  };
  return records.filter((record) => holds(filter, record)).map(({ seq }) => seq);
}

function recordsWith(term: ContentTerm, records: SampleFile['records']): Set<number> {
  const search = createContentSearch(term);
  const seqs = new Set(
    records.filter(({ kind, bytes }) => isPayloadKind(kind) && search.isIn(bytes)).map(({ seq }) => seq),
  );
  if (term.node === 'expression') return seqs;
  const streams = Map.groupBy(
    records.filter(({ kind }) => isMessageKind(kind)),
    ({ peer, direction }) => `${peer} ${direction}`,
  );
  const { values, masks } = patternOf(term);
  for (const stream of streams.values()) {
    const owners = stream.flatMap(({ seq, bytes }) => Array.from(bytes, () => seq));
    const all = Buffer.concat(stream.map(({ bytes }) => bytes));
    for (let at = 0; at + values.length <= all.length; at += 1) {
      const fits = values.every((value, index) => ((all[at + index] ?? 0) & (masks[index] ?? 0)) === value);
      if (fits) for (const seq of owners.slice(at, at + values.length)) seqs.add(seq);
    }
  }
  return seqs;
}
