import { messageOf, WirebenchError } from '../../../../shared/base/errors.ts';
import { damageAsJson } from '../../../../shared/forms/jsonForm.ts';
import { LineBytes } from '../../../../shared/forms/lineBytes.ts';
import {
  largestPieceOfForm,
  RecordFormWriter,
  startOfRecord,
  type RecordForm,
  type WrittenRecord,
} from '../../../../shared/forms/recordForm.ts';
import { withMarks } from '../../../../shared/forms/withMarks.ts';
import { recordFormOf } from '../../../../shared/forms/recordForms.ts';
import { largestMarkCount, type Stretch } from '../../../../shared/model/mark.ts';
import type { MarkList } from '../../../../shared/model/markList.ts';
import { isPayloadKind, type RecordContent } from '../../../../shared/model/record.ts';
import type { Writing, WritingPlace } from '../../../../shared/model/recordForm.ts';
import type { FileReads } from '../reads.ts';
import { isPassing } from './busyFile.ts';
import { ContentsAhead } from './contentsAhead.ts';
import type { RecordingReads } from './recordingReads.ts';
import type { Run } from './runsOf.ts';
import { rangesFrom, runIn, turnMs, type WantedRecords } from './wantedRecords.ts';

/** 64 KiB at first: as much as is usually written in a turn or less. */
const usualBytes = 65_536;

/** 5,000 marks are looked at before anything is written: some milliseconds, and more than nearly every recording has. */
const marksLookedAt = 5000;

type Answer = FileReads['written']['answer'];

/** Writes the next piece of records in a form. Call it within one transaction. */
export function writeRecords(
  reads: Pick<RecordingReads, 'contents' | 'window' | 'marks' | 'span'>,
  { ranges, form: name, place }: Writing,
  wanted: WantedRecords,
): Answer {
  const form = recordFormOf(name);
  const writer = new RecordFormWriter(form, new LineBytes(usualBytes), place?.isOpen ?? false);
  const piece = new Piece(reads, form, writer);
  const span = reads.span();
  const endAtMs = performance.now() + turnMs;
  if (!place) piece.begin();
  let next = place && there(place, span.first);
  do {
    if (next && isWithin(next)) next = piece.goOn(next);
    else {
      const run = runIn(rangesFrom(ranges, next?.seq ?? 1, span), wanted);
      if (!run) return piece.finish(null);
      next = piece.write(run);
    }
    // A large record takes a turn for each of its pieces.
  } while (!isWithin(next) && performance.now() < endAtMs && writer.lines.length < largestPieceOfForm);
  return piece.finish(next);
}

/** The place, unless its record was removed meanwhile. Throws where that is half written: nobody could tell it from a whole one. */
function there(place: WritingPlace, first: number): WritingPlace | null {
  if (place.seq >= first) return place;
  if (!isWithin(place)) return null;
  throw new WirebenchError(
    'NOT_FOUND',
    `Record number ${place.seq} was removed from the recording before all of it was written. Try again without it.`,
  );
}

/** Whether a record goes on there, that has begun. */
function isWithin({ offset, pass }: WritingPlace): boolean {
  return offset > 0 || pass > 0;
}

/** A piece that is being written, and what is counted in it. */
class Piece {
  private readonly reads: Pick<RecordingReads, 'window' | 'marks'>;
  private readonly contents: ContentsAhead;
  private readonly form: RecordForm;
  private readonly writer: RecordFormWriter;
  private records = 0;
  private leftOut = 0;
  private damaged = 0;

  constructor(
    reads: Pick<RecordingReads, 'contents' | 'window' | 'marks'>,
    form: RecordForm,
    writer: RecordFormWriter,
  ) {
    this.reads = reads;
    this.contents = new ContentsAhead((from, count, length) => reads.contents(from, count, length));
    this.form = form;
    this.writer = writer;
  }

  /** Marks have no record in whose place their damage could be told. */
  begin(): void {
    if (!this.form.tellsAll) return;
    const { problem } = this.marksIn({ from: 1, to: Number.MAX_SAFE_INTEGER }, marksLookedAt);
    if (problem !== null) this.writer.lines.text(`${damageAsJson(null, problem)}\n`);
  }

  finish(next: WritingPlace | null): Answer {
    const { records, leftOut, damaged, writer } = this;
    return {
      output: { next: next && { ...next, isOpen: writer.isOpen }, records, leftOut, damaged },
      body: writer.lines.take(),
    };
  }

  /** Writes records that follow each other, as many as are read at once. */
  write(run: Run): WritingPlace {
    const records = this.read(run);
    let next = run.from;
    for (const record of records ?? []) {
      const isLarge = record.bytes.length < record.size;
      if (isLarge && next > run.from) break;
      next = record.seq + 1;
      if (isLarge) return this.piece(record, { ...begin(record.seq), isOpen: false }, record.bytes);
      this.whole(record);
    }
    return begin(records === null ? run.from + 1 : next);
  }

  /** Writes the next bytes of a large record. */
  goOn(place: WritingPlace): WritingPlace {
    const [record] = this.read({ from: place.seq, count: 1 }) ?? [];
    if (!record) return begin(place.seq + 1);
    // Throws where it is damaged: half of it is written by now.
    const { bytes } = this.reads.window({ ...place, length: largestPieceOfForm });
    return this.piece(record, place, bytes);
  }

  private whole(record: RecordContent): void {
    if (!this.takes(record)) return;
    this.writer.whole(record, record.bytes);
    this.records += 1;
  }

  private piece(record: WrittenRecord, place: WritingPlace, bytes: Uint8Array): WritingPlace {
    const next = this.writer.piece(record, place, bytes);
    if (next) return { ...place, ...next };
    this.records += 1;
    return begin(record.seq + 1);
  }

  private takes({ kind }: RecordContent): boolean {
    if (this.form.takesEvents || isPayloadKind(kind)) return true;
    this.leftOut += 1;
    return false;
  }

  private withMarks(records: readonly RecordContent[]): readonly (RecordContent & WrittenRecord)[] {
    const [from = 1, to = 1] = [records[0]?.seq, records.at(-1)?.seq];
    return withMarks(records, this.marksIn({ from, to }).marks);
  }

  /** Without any where they are damaged: the records are sound all the same. */
  private marksIn(
    stretch: Stretch,
    count = largestMarkCount,
  ): { readonly marks: MarkList; readonly problem: string | null } {
    try {
      const { marks } = this.reads.marks({ ...stretch, count });
      return { marks, problem: null };
    } catch (error) {
      if (!isDamage(error)) throw error;
      return { marks: [], problem: messageOf(error) };
    }
  }

  /** Null where the first of them is damaged. */
  private read(run: Run): readonly (RecordContent & WrittenRecord)[] | null {
    try {
      const records = this.contents.ofRun(run);
      return this.form.tellsAll ? this.withMarks(records) : records;
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.damaged += 1;
      const line = damageAsJson({ from: run.from, to: run.from }, messageOf(error));
      if (this.form.tellsAll) this.writer.lines.text(`${line}\n`);
      return null;
    }
  }
}

/** Where a record begins. */
function begin(seq: number): WritingPlace {
  return { seq, ...startOfRecord, isOpen: false };
}

/** True for a problem of the file itself, not of one that is being written. */
function isDamage(error: unknown): boolean {
  return error instanceof WirebenchError && error.code === 'BAD_REQUEST' && !isPassing(error.cause);
}
