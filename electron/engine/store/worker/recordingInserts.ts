import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { previewBytes } from '../../../../shared/model/record.ts';
import type { BatchCursor } from '../batch.ts';
import { crcOf } from '../crc.ts';
import { metaSumKey, sealMeta } from './metaSum.ts';
import type { MetaEntry, NewPeer } from '../protocol.ts';
import { largestRecordAtOnce, type RecordParts } from './recordingEntry.ts';
import { applicationId, formatVersion, largestRecordWithoutPreview, pieceBytes, tables } from '../schema.ts';
import type { RecordingHead } from '../store.ts';
import type { Tally } from './tally.ts';

/** Creates the tables in an empty database, in the open transaction. */
export function createTables(database: DatabaseSync, head: RecordingHead): void {
  database.exec(`PRAGMA application_id=${applicationId}; PRAGMA user_version=${formatVersion}`);
  for (const sql of Object.values(tables)) database.exec(sql);
  database.exec('INSERT INTO totals VALUES(0, 0, 0, 0, 0)');
  const insert = database.prepare('INSERT INTO meta VALUES(?, ?)');
  insert.run('name', head.name);
  insert.run('named', 0);
  insert.run('endpoint', JSON.stringify(head.endpoint));
  insert.run('started_at', head.startedAt);
  insert.run('complete', 0);
  if (head.connection) insert.run('connection', head.connection);
  if (head.firstSeq !== undefined && head.firstSeq > 1) insert.run('first', head.firstSeq);
  insert.run(metaSumKey, 0);
  sealMeta(database);
}

/** Inserts into the tables of a session file; the transaction is the caller's. */
export class RecordingInserts {
  private readonly database: DatabaseSync;
  private readonly part: StatementSync;
  private readonly peer: StatementSync;
  private readonly meta: StatementSync;
  private readonly addToTotals: StatementSync;
  private readonly addToSecond: StatementSync;
  private readonly addToPeer: StatementSync;
  private isMetaChanged = false;
  /**
   * One statement for each direction and kind, with both as literals, and another one for records without note, detail and preview, which
   * most are: binding a value costs about as much as storing it.
   */
  private readonly records: StatementSync[] = [];
  private readonly plainRecords: StatementSync[] = [];

  constructor(database: DatabaseSync) {
    this.database = database;
    this.part = database.prepare('INSERT INTO parts VALUES(?, ?, ?, ?)');
    this.peer = database.prepare(
      'INSERT INTO peers VALUES(?, ?, ?, NULL, 0, 0) ON CONFLICT(id) DO UPDATE SET address = excluded.address, detail = excluded.detail',
    );
    this.meta = database.prepare(
      'INSERT INTO meta VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value',
    );
    this.addToTotals = database.prepare(
      'UPDATE totals SET records = records + ?, frames_in = frames_in + ?, frames_out = frames_out + ?, ' +
        'bytes_in = bytes_in + ?, bytes_out = bytes_out + ?',
    );
    this.addToSecond = database.prepare(
      'INSERT INTO seconds VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(second) DO UPDATE SET ' +
        'records = records + excluded.records, ' +
        'frames_in = frames_in + excluded.frames_in, frames_out = frames_out + excluded.frames_out, ' +
        'bytes_in = bytes_in + excluded.bytes_in, bytes_out = bytes_out + excluded.bytes_out',
    );
    this.addToPeer = database.prepare(
      "INSERT INTO peers VALUES(?, '', NULL, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET " +
        'opened_at = coalesce(opened_at, excluded.opened_at), ' +
        'bytes_in = bytes_in + excluded.bytes_in, bytes_out = bytes_out + excluded.bytes_out',
    );
  }

  /** Inserts the record at the cursor; the parts of a very large one are there already. */
  insertRecord(cursor: BatchCursor): void {
    const { seq, at, peer, size, note, detail, bytes } = cursor;
    const isShort = size <= largestRecordWithoutPreview;
    const first = size > pieceBytes ? bytes.subarray(0, pieceBytes) : bytes;
    const crc = cursor.sum();
    // `get` and not `run`, which creates an object for each record to say what it has changed.
    if (note === null && detail === null && isShort) {
      this.prepared(this.plainRecords, cursor, 'NULL, NULL, NULL').get(seq, at, peer, size, first, crc);
    } else {
      const preview = isShort ? null : bytes.subarray(0, previewBytes);
      this.prepared(this.records, cursor, '?, ?, ?').get(
        seq,
        at,
        peer,
        size,
        note,
        detail,
        preview,
        first,
        crc,
      );
    }
    if (size > pieceBytes && size <= largestRecordAtOnce) {
      this.insertParts({ seq, bytes, from: 1, to: Math.ceil(size / pieceBytes) });
    }
  }

  /** Returns how many bytes they have. */
  insertParts({ seq, bytes, from, to }: RecordParts): number {
    for (let part = from; part < to; part += 1) {
      const piece = bytes.subarray(part * pieceBytes, (part + 1) * pieceBytes);
      this.part.run(seq, part, piece, crcOf(piece));
    }
    return Math.min(bytes.length, to * pieceBytes) - from * pieceBytes;
  }

  insertPeer(peer: NewPeer): void {
    this.peer.run(peer.id, peer.address, peer.detail);
  }

  setMeta([key, value]: MetaEntry): void {
    this.meta.run(key, value);
    this.isMetaChanged = true;
  }

  /** Updates the sums of the other tables: the last step before the commit. */
  finish(tally: Tally): void {
    if (this.isMetaChanged) sealMeta(this.database);
    this.isMetaChanged = false;
    this.addTally(tally);
  }

  private addTally(tally: Tally): void {
    if (tally.records === 0) return;
    this.addToTotals.run(tally.records, tally.payloadsIn, tally.payloadsOut, tally.bytesIn, tally.bytesOut);
    for (const [second, passed] of tally.seconds) {
      const { records, payloadsIn, payloadsOut, bytesIn, bytesOut, firstSeq } = passed;
      this.addToSecond.run(second, records, payloadsIn, payloadsOut, bytesIn, bytesOut, firstSeq);
    }
    for (const [id, peer] of tally.peers) {
      this.addToPeer.run(id, peer.firstAt, peer.bytesIn, peer.bytesOut);
    }
  }

  private prepared(known: StatementSync[], cursor: BatchCursor, noteDetailPreview: string): StatementSync {
    const index = cursor.kindCode * 4 + cursor.directionCode;
    return (known[index] ??= this.database.prepare(
      `INSERT INTO records VALUES(?, ?, ?, ${directionOf(cursor)}, '${cursor.kind}', ?, ${noteDetailPreview}, ?, ?)`,
    ));
  }
}

function directionOf({ direction }: BatchCursor): string {
  return direction === null ? 'NULL' : `'${direction}'`;
}
