import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { largestPageRows } from '../../../shared/model/recordPage.ts';
import type { SentFileDetail } from '../../../shared/model/recordDetail.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { FileToSend } from '../session/fileSending.ts';
import type { RecordReader } from '../store/store.ts';

/** A record, or the part of one, that is read. */
interface Piece {
  readonly seq: number;
  readonly size: number;
}

/** Bytes of a recording, as a file that is sent: read from the records that have them, piece by piece, in flat memory. */
export class RecordedFile implements FileToSend {
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: number | null;
  private readonly reader: RecordReader;
  private readonly pieces: readonly Piece[];
  /** The piece that is read next, and how much of it was read. */
  private next = 0;
  private offset = 0;

  /** The bytes of one record. */
  static ofRecord(reader: RecordReader, { seq, size }: RecordRow): RecordedFile {
    return new RecordedFile(reader, { name: `record ${formatCount(seq)}`, size, modifiedAt: null }, [
      { seq, size },
    ]);
  }

  /** A file that was sent, whose end a record reports; null where not all of it is in the recording. */
  static async ofSent(
    reader: RecordReader,
    { seq, peer }: RecordRow,
    file: SentFileDetail,
  ): Promise<RecordedFile | null> {
    const { first, kind, size } = file;
    if (first === null || file.sentBytes < size) return null;
    const pieces: Piece[] = [];
    for (let from = first; from < seq;) {
      const { rows } = await reader.rows({ from, count: Math.min(largestPageRows, seq - from) });
      const last = rows.at(-1);
      if (!last) break;
      // While a file is on its way to a peer, only control frames go between its pieces.
      const own = rows.filter((row) => row.peer === peer && row.direction === 'out' && row.kind === kind);
      pieces.push(...own.map((row) => ({ seq: row.seq, size: row.size })));
      from = last.seq + 1;
    }
    const recorded = pieces.reduce((sum, piece) => sum + piece.size, 0);
    return recorded === size ? new RecordedFile(reader, file, pieces) : null;
  }

  private constructor(
    reader: RecordReader,
    { name, size, modifiedAt }: Pick<FileToSend, 'name' | 'size' | 'modifiedAt'>,
    pieces: readonly Piece[],
  ) {
    this.reader = reader;
    this.name = name;
    this.size = size;
    this.modifiedAt = modifiedAt;
    this.pieces = pieces;
  }

  get isAtEnd(): boolean {
    return this.next === this.pieces.length;
  }

  async read(into: Uint8Array): Promise<Uint8Array> {
    let filled = 0;
    for (let piece = this.pieces[this.next]; piece && filled < into.length; piece = this.pieces[this.next]) {
      const length = Math.min(into.length - filled, piece.size - this.offset);
      if (length > 0) {
        const { bytes } = await this.reader.bytes({ seq: piece.seq, offset: this.offset, length });
        if (bytes.length < length) throw gone(piece.seq);
        into.set(bytes, filled);
      }
      filled += length;
      this.offset += length;
      if (this.offset < piece.size) continue;
      this.next += 1;
      this.offset = 0;
    }
    return into.subarray(0, filled);
  }

  /** Only what was a text message is sent as one again, and that was UTF-8: each record is compared with its checksum. */
  requireUtf8(): Promise<void> {
    return Promise.resolve();
  }

  /** The recording stays open for others. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

function gone(seq: number): WirebenchError {
  return new WirebenchError('NOT_FOUND', `Record ${formatCount(seq)} is no longer in its recording.`);
}
