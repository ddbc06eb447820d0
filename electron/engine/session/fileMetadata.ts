import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { KeepLimit } from '../../../shared/model/session.ts';
import type { RecordWriter } from '../store/store.ts';

type ToldFile = Pick<RecordWriter, 'opened' | 'keep' | 'facts'>;

/** The metadata written to a file beside its records: kept, so that a file that replaces a lost one gets it, too. */
export class FileMetadata {
  private url: string | null = null;
  private limit: KeepLimit | null = null;
  private facts: ConnectionFacts | null = null;

  opened(url: string, writer: ToldFile): void {
    this.url = url;
    writer.opened(url);
  }

  keep(limit: KeepLimit | null, writer: ToldFile): void {
    this.limit = limit;
    writer.keep(limit);
  }

  found(facts: ConnectionFacts, writer: ToldFile): void {
    this.facts = facts;
    writer.facts(facts);
  }

  repeat(writer: ToldFile): void {
    if (this.url !== null) writer.opened(this.url);
    if (this.facts !== null) writer.facts(this.facts);
    if (this.limit) writer.keep(this.limit);
  }
}
