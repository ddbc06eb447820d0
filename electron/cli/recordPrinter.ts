import type { RecordRow } from '../../shared/model/record.ts';
import type { RecordReader } from '../engine/store/store.ts';
import { JsonPrinter } from './jsonPrinter.ts';
import type { Output } from './output.ts';
import { PlainPrinter } from './plainPrinter.ts';

/** How a session looks on standard output. Every method resolves when whoever reads has taken what it wrote. */
export interface RecordPrinter {
  began(event: 'open' | 'listening', url: string): Promise<void>;
  records(rows: readonly RecordRow[], reader: RecordReader): Promise<void>;
  /** `failed`: the reason goes to stderr also, as a sentence of its own. */
  closed(reason: string, failed: boolean): Promise<void>;
}

export function createPrinter(output: Output, asJson: boolean): RecordPrinter {
  return asJson ? new JsonPrinter(output) : new PlainPrinter(output);
}
