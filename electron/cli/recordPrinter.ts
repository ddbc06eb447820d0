import type { ConnectionFacts } from '../../shared/model/facts.ts';
import type { RecordContent } from '../../shared/model/record.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Damage, RecordReader } from '../engine/store/store.ts';
import { JsonPrinter } from './jsonPrinter.ts';
import type { Output } from './output.ts';
import { PlainPrinter } from './plainPrinter.ts';

/** How a session ended. */
export interface Ending {
  readonly reason: string;
  /** The reason goes to stderr also, as a sentence of its own. */
  readonly failed: boolean;
  readonly code: string | null;
  /** The option that caused it, as a path in the endpoint. */
  readonly field: string | null;
  /** Of what never opened. */
  readonly facts: ConnectionFacts | null;
}

/** What is known of a client, or of a UDP socket, when it is open. */
export interface Opening {
  readonly facts: ConnectionFacts;
  /** Null of one that is read from its file. */
  readonly info: Pick<SessionInfo, 'datagrams' | 'groups'> | null;
}

/** Where the rest of a record's bytes is read. */
export type BytesReader = Pick<RecordReader, 'bytes'>;

/** How a session looks on standard output. Every method resolves when whoever reads has taken what it wrote. */
export interface RecordPrinter {
  /** How many bytes of a record it is given; what it prints of longer ones it reads. */
  readonly windowBytes: number;
  /** `opening` is null of a server that has peers of its own. */
  began(event: 'open' | 'listening', url: string, opening: Opening | null): Promise<void>;
  /** A connection has gone over to TLS. */
  secured(facts: ConnectionFacts): Promise<void>;
  /** A client will connect again. */
  waiting(retry: NonNullable<SessionInfo['retry']>): Promise<void>;
  records(records: readonly RecordContent[], reader: BytesReader): Promise<void>;
  /** What of a recording cannot be read: records, or (null) something that it says of itself. */
  damaged(place: Damage | null, problem: string): Promise<void>;
  closed(ending: Ending): Promise<void>;
}

/** How it is to look; `full`: every byte of every record also where a line would show the beginning. */
export interface Look {
  readonly json: boolean;
  readonly full: boolean;
}

export function createPrinter(output: Output, { json, full }: Look): RecordPrinter {
  return json ? new JsonPrinter(output) : new PlainPrinter(output, full);
}
