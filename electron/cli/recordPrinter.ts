import type { ConnectionFacts } from '../../shared/model/facts.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Damage, RecordReader } from '../engine/store/store.ts';
import type { MarkedRecord } from './markedRecords.ts';
import { JsonPrinter } from './jsonPrinter.ts';
import type { Output } from './output.ts';
import { PlainPrinter } from './plainPrinter.ts';

/** How a session ended. */
export interface Ending {
  readonly reason: string;
  /** If true, the reason also goes to stderr, as a sentence of its own. */
  readonly failed: boolean;
  readonly code: string | null;
  /** The option that caused it, as a path in the endpoint. */
  readonly field: string | null;
  /** Only for a session that never opened. */
  readonly facts: ConnectionFacts | null;
}

/** What is known of a client, or of a UDP socket, once it is open. */
export interface Opening {
  readonly facts: ConnectionFacts;
  /** Null for one that is read from its file. */
  readonly info: Pick<SessionInfo, 'datagrams' | 'groups'> | null;
}

/** Reads the rest of a record's bytes. */
export type BytesReader = Pick<RecordReader, 'bytes'>;

/** How a session looks on standard output. Every method resolves when the reader has accepted what it wrote. */
export interface RecordPrinter {
  /** The most bytes of a record that it is given; to print more it reads them. */
  readonly windowBytes: number;
  /** `opening` is null for a server that has peers of its own. */
  began(event: 'open' | 'listening', url: string, opening: Opening | null): Promise<void>;
  /** A connection has switched to TLS. */
  secured(facts: ConnectionFacts): Promise<void>;
  /** A client will reconnect. */
  waiting(retry: NonNullable<SessionInfo['retry']>): Promise<void>;
  records(records: readonly MarkedRecord[], reader: BytesReader): Promise<void>;
  /** A part of a recording cannot be read: records, or (null) something that the file says about itself. */
  damaged(place: Damage | null, problem: string): Promise<void>;
  closed(ending: Ending): Promise<void>;
}

/** How the output should look; `full`: every byte of every record, even where a line would show only the beginning. */
export interface Look {
  readonly json: boolean;
  readonly full: boolean;
}

export function createPrinter(output: Output, { json, full }: Look): RecordPrinter {
  return json ? new JsonPrinter(output) : new PlainPrinter(output, full);
}
