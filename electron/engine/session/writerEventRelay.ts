import type { RecordWriterEvents } from '../store/store.ts';

/**
 * Passes on the events of one file's writer. Events before somebody listens are kept until then; those of a file that has been replaced are
 * dropped.
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
