import { WirebenchError } from '../../../../../shared/base/errors.ts';
import type { OpenedRecording } from '../openRecording.ts';
import type { FileId, QueryId } from '../../protocol.ts';
import type { QueryProgress, Search } from '../../store.ts';
import { ExpressionRunner } from './expressionRunner.ts';
import { RecordQuery } from './recordQuery.ts';
import { Turns } from './turns.ts';

/** The queries of one worker, by their numbers; they take turns. */
export class RecordQueries {
  private readonly tell: (query: QueryId, progress: QueryProgress) => void;
  private readonly queries = new Map<QueryId, { readonly file: FileId; readonly query: RecordQuery }>();
  private readonly turns = new Turns();
  private readonly runner = new ExpressionRunner();

  constructor(tell: (query: QueryId, progress: QueryProgress) => void) {
    this.tell = tell;
  }

  /** Throws as `RecordReader.query` does. */
  open(
    id: QueryId,
    file: FileId,
    opened: OpenedRecording & { readonly path: string },
    search: Search,
  ): QueryProgress {
    const query = new RecordQuery(search, {
      path: opened.path,
      opened,
      runner: this.runner,
      turns: this.turns,
      tell: (progress) => this.tell(id, progress),
    });
    this.queries.set(id, { file, query });
    return query.progress;
  }

  /** Throws WRONG_STATE for a closed query. */
  get(id: QueryId): RecordQuery {
    const found = this.queries.get(id);
    if (found) return found.query;
    throw new WirebenchError('WRONG_STATE', 'This filtered view is closed. Filter again.');
  }

  close(id: QueryId): void {
    this.queries.get(id)?.query.close();
    this.queries.delete(id);
  }

  /** To be called before the file is closed. */
  closeAllOf(file: FileId): void {
    for (const [id, query] of this.queries) if (query.file === file) this.close(id);
  }
}
