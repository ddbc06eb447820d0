import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Emitter } from '../../../shared/base/signal.ts';
import type { Log } from '../base/deps.ts';
import type { SessionObserver, SessionRecord } from './session.ts';

/** The observers of a session while it is recorded. */
export class RecordObservers {
  private readonly emitter = new Emitter<SessionRecord>();
  private readonly log: Log;
  private isTelling = false;
  /** Records that an observer has caused, such as its answer: the other observers still have to hear of the record it answered. */
  private readonly caused: SessionRecord[] = [];

  constructor(log: Log) {
    this.log = log;
  }

  get isEmpty(): boolean {
    return this.emitter.isEmpty;
  }

  add(observer: SessionObserver): Disposable {
    return this.emitter.on(observer);
  }

  /** Tells every observer of the records in order, in the turn of the call. */
  tell(record: SessionRecord): void {
    if (this.isTelling) {
      this.caused.push(record);
      return;
    }
    this.isTelling = true;
    this.emit(record);
    while (this.caused.length > 0) {
      const next = this.caused.shift();
      if (next) this.emit(next);
    }
    this.isTelling = false;
  }

  /** Records come out of socket callbacks, where an exception would end the program. */
  private emit(record: SessionRecord): void {
    try {
      this.emitter.emit(record);
    } catch (error) {
      this.log.warn(`Something that follows a session failed: ${messageOf(error)}`);
    }
  }
}
