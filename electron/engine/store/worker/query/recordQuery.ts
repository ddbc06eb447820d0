import { toWireError, WirebenchError } from '../../../../../shared/base/errors.ts';
import { wantedContents } from '../../../../../shared/filter/contentSearch.ts';
import { parseFilter } from '../../../../../shared/filter/parseFilter.ts';
import { resolveTimes } from '../../../../../shared/filter/resolveTimes.ts';
import { isClient } from '../../../../../shared/model/endpointKinds.ts';
import { packMatches, type PackedMatches } from '../../../../../shared/model/filteredView.ts';
import type { RecordingInfo } from '../../../../../shared/model/recording.ts';
import { largestPageRows } from '../../../../../shared/model/recordPage.ts';
import { largestMarkCount, type MarkPage, type Stretch } from '../../../../../shared/model/mark.ts';
import { hasMarks } from '../markReads.ts';
import type { OpenedRecording } from '../openRecording.ts';
import type { QueryAnswers, QueryReads } from '../../reads.ts';
import type { QueryProgress, Search } from '../../store.ts';
import type { ExpressionRunner } from './expressionRunner.ts';
import { planFilter } from './filterPlan.ts';
import { MatchIndex } from './matchIndex.ts';
import { matchStretches } from './matchStretches.ts';
import { findContents } from './queryRanges.ts';
import { RecordSource } from './recordSource.ts';
import { Scan } from './scan.ts';
import type { Steps } from './steps.ts';
import type { Job, Turns } from './turns.ts';

/** 50 ms between two reports: nobody sees a number change more often. */
const tellIntervalMs = 50;

/** 200 ms: a file that has just grown is being recorded right now, which matters more than finishing the search early. */
const grownRecentlyMs = 200;

const none: Pick<MarkPage, 'marks'> = { marks: [] };

interface RecordQueryParts {
  readonly path: string;
  readonly opened: Pick<OpenedRecording, 'database' | 'reads'>;
  readonly runner: ExpressionRunner;
  readonly turns: Turns;
  readonly tell: (progress: QueryProgress) => void;
}

/** A filter over one file, in the worker: looks for matches, turn by turn, and reads pages of them. */
export class RecordQuery implements QueryAnswers {
  private readonly parts: RecordQueryParts;
  private readonly filter: ReturnType<typeof resolveTimes>;
  private readonly source: RecordSource;
  private readonly index = new MatchIndex();
  private readonly scan: Scan;
  private readonly job: Job;
  private first: number;
  private last: number;
  private problem: string | null = null;
  private grewAtMs = Number.NEGATIVE_INFINITY;
  private toldAtMs = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | null = null;

  /** Throws BAD_REQUEST for a filter that cannot be understood, LIMIT for one that asks for too much at once. */
  constructor({ filter: text, from }: Search, parts: RecordQueryParts) {
    this.parts = parts;
    const { path, opened, runner } = parts;
    const info = opened.reads.info();
    this.filter = resolveTimes(parsed(text), info);
    const plan = planFilter(this.filter, hasMarks(opened.database, path));
    const { first, last } = opened.reads.span();
    this.first = Math.max(first, from);
    this.last = Math.max(last, this.first - 1);
    this.index.deleteBefore(this.first);
    this.source = new RecordSource(opened.database, path, plan, {
      kind: info.endpoint.kind,
      hasOnePeer: hasOnePeer(info),
    });
    const { marks } = plan.restWith
      ? opened.reads.marks({ from: 1, to: last + 1, count: largestMarkCount })
      : none;
    const scanParts = { plan, source: this.source, index: this.index, runner, marks };
    this.scan = new Scan(scanParts, this.first, this.last);
    this.job = {
      steps: this.scan.run(),
      givesWay: () => performance.now() - this.grewAtMs < grownRecentlyMs && !this.isNearCut,
      paused: () => this.tellSoon(),
      failed: (error) => this.fail(error),
    };
    parts.turns.wake(this.job);
  }

  get progress(): QueryProgress {
    const { first, last, problem, index } = this;
    const state = problem === null ? (this.scan.isCurrent ? 'current' : 'scanning') : 'failed';
    const { count: matches, dropped } = index;
    return { state, problem, matches, dropped, first, scanned: this.scan.scanned, last };
  }

  /** While old records are being cut away, a search that rests with half of the kept records still ahead may never get to see them. */
  private get isNearCut(): boolean {
    return this.first > 1 && this.last - this.scan.scanned >= (this.last - this.first) / 2;
  }

  /** There are records from `first` to `last` now. */
  changed(first: number, last: number): void {
    if (first > this.first) this.scan.cut(first);
    this.first = Math.max(this.first, first);
    if (last > this.last) this.grewAtMs = performance.now();
    this.last = Math.max(this.last, last, first - 1);
    this.scan.grow(this.last);
    if (this.problem === null) this.parts.turns.wake(this.job);
    this.tellSoon();
  }

  rows({ from, count }: QueryReads['rows']['question'][0]): PackedMatches {
    const { index } = this;
    for (;;) {
      const { rows, first } = this.parts.opened.reads.rowsAt(this.selected(from, count));
      if (first <= this.first) return packMatches({ matches: index.count, dropped: index.dropped, rows });
      // A cut that was not reported yet: unless applied, it would leave the remaining rows at the places of those that are gone.
      this.changed(first, this.last);
    }
  }

  tail(wanted: QueryReads['tail']['question'][0]): PackedMatches {
    const { count, dropped } = this.index;
    const rows = Math.min(wanted.rows, largestPageRows, count);
    return this.rows({ from: dropped + count - rows, count: rows });
  }

  near({ seq, toward }: QueryReads['near']['question'][0]): QueryReads['near']['answer'] {
    const { index } = this;
    const found = toward === 'next' ? index.next(seq) : index.previous(seq);
    return { seq: found, index: found === null ? null : index.dropped + index.rank(found) };
  }

  written(question: QueryReads['written']['question'][0]): QueryReads['written']['answer'] {
    return this.parts.opened.reads.written(question, this.index);
  }

  measured(question: QueryReads['measured']['question'][0]): QueryReads['measured']['answer'] {
    return this.parts.opened.reads.measured(question, this.index);
  }

  /** Also runs in turns: it may have to look for the payloads before and after. */
  async ranges({
    seq,
    offset,
    length,
  }: QueryReads['ranges']['question'][0]): Promise<QueryReads['ranges']['answer']> {
    const { opened, runner, turns } = this.parts;
    const contents = wantedContents(this.filter);
    const parts = { source: this.source, reads: opened.reads, runner };
    const ranges = await inTurns(turns, findContents(parts, contents, seq, offset, length));
    return { ranges: [...ranges] };
  }

  stretches({ among, most }: QueryReads['stretches']['question'][0]): Promise<readonly Stretch[]> {
    return inTurns(this.parts.turns, matchStretches(this.index, among, most));
  }

  close(): void {
    this.parts.turns.remove(this.job);
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /** The numbers of the matches from index `from` on. */
  private selected(from: number, count: number): number[] {
    const { index } = this;
    const rank = Math.max(0, from - index.dropped);
    const seqs: number[] = [];
    const most = Math.min(count, largestPageRows);
    for (let at = rank; seqs.length < most; at += 1) {
      const seq = index.select(at);
      if (seq === null) break;
      seqs.push(seq);
    }
    return seqs;
  }

  private fail(error: unknown): void {
    this.problem = toWireError(error).message;
    this.tellNow();
  }

  private tellSoon(): void {
    const dueInMs = this.toldAtMs + tellIntervalMs - performance.now();
    if (dueInMs <= 0) this.tellNow();
    else this.timer ??= setTimeout(() => this.tellNow(), dueInMs);
  }

  private tellNow(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.toldAtMs = performance.now();
    this.parts.tell(this.progress);
  }
}

/** Answers a question that takes longer than a moment. */
function inTurns<Answer>(turns: Turns, steps: Steps<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    turns.wake({
      steps: (function* run(): Steps {
        resolve(yield* steps);
        yield 'idle';
      })(),
      givesWay: () => false,
      paused: () => undefined,
      failed: reject,
    });
  });
}

/**
 * A client has one peer, unless it reconnects: each of its links is another, also those to come. A file that somebody else wrote may have
 * more all the same.
 */
function hasOnePeer({ endpoint, peers }: RecordingInfo): boolean {
  const mayReconnect = 'reconnect' in endpoint && endpoint.reconnect.enabled;
  return isClient(endpoint.kind) && !mayReconnect && peers.every(({ id }) => id === 1);
}

function parsed(text: string): Parameters<typeof resolveTimes>[0] {
  const filter = parseFilter(text);
  if (filter.ok) return filter.value;
  throw new WirebenchError('BAD_REQUEST', filter.problem[0].message);
}
