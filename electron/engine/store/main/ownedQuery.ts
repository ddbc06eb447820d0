import type { Cell } from '../../../../shared/base/signal.ts';
import { NamedQuery } from '../namedReads.ts';
import type { QueryReadName, QueryReads } from '../reads.ts';
import type { QueryProgress, RecordQuery } from '../store.ts';

/** A query together with something else that was opened for it and ends with it. */
export class OwnedQuery extends NamedQuery implements RecordQuery {
  readonly progress: Cell<QueryProgress>;
  private readonly query: RecordQuery;
  private readonly closeBoth: () => Promise<void>;

  /** `closeBoth` closes the query, too. */
  constructor(query: RecordQuery, closeBoth: () => Promise<void>) {
    super();
    this.progress = query.progress;
    this.query = query;
    this.closeBoth = closeBoth;
  }

  ask<Name extends QueryReadName>(
    name: Name,
    ...question: QueryReads[Name]['question']
  ): Promise<QueryReads[Name]['answer']> {
    return this.query.ask(name, ...question);
  }

  close(): Promise<void> {
    return this.closeBoth();
  }
}
