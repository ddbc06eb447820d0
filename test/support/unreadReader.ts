import { NamedFileReads } from '../../electron/engine/store/namedReads.ts';
import type { RecordReader } from '../../electron/engine/store/store.ts';

/** A reader of which nobody reads anything; tests that read something put that in its place. */
export class UnreadReader extends NamedFileReads implements RecordReader {
  ask(name: string, ..._question: readonly unknown[]): Promise<never> {
    return Promise.reject(new Error(`Nobody reads ${name} here.`));
  }

  query(): Promise<never> {
    return this.ask('query');
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}
