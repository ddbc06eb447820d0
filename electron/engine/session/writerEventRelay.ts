import type { RecordWriterEvents } from '../store/store.ts';

/**
 * What the writer of one file tells, for whoever is there to hear it: what is told before somebody listens is kept for then, and what is
 * told of a file that another one has replaced is for nobody any more.
 */
export class WriterEventRelay {
  private listener: RecordWriterEvents | null = null;
  private early: ((listener: RecordWriterEvents) => void)[] = [];
  private isOver = false;

  readonly events: RecordWriterEvents = {
    committed: (total) => this.tell((listener) => listener.committed(total)),
    cut: (first) => this.tell((listener) => listener.cut(first)),
    filled: () => this.tell((listener) => listener.filled()),
    drained: () => this.tell((listener) => listener.drained()),
    held: (message, cause) => this.tell((listener) => listener.held(message, cause)),
    recovered: () => this.tell((listener) => listener.recovered()),
    stopped: (message, fromSeq) => this.tell((listener) => listener.stopped(message, fromSeq)),
  };

  follow(listener: RecordWriterEvents): void {
    this.listener = listener;
    for (const tell of this.early.splice(0)) tell(listener);
  }

  end(): void {
    this.isOver = true;
    this.early = [];
  }

  private tell(what: (listener: RecordWriterEvents) => void): void {
    if (this.isOver) return;
    if (this.listener) what(this.listener);
    else this.early.push(what);
  }
}
