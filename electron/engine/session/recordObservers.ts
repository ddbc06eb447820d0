import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Emitter } from '../../../shared/base/signal.ts';
import type { Log } from '../deps.ts';
import type { SessionObserver, SessionRecord } from './session.ts';

/** Who looks on while a session is recorded. */
export class RecordObservers {
  private readonly emitter = new Emitter<SessionRecord>();
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  get isEmpty(): boolean {
    return this.emitter.isEmpty;
  }

  add(observer: SessionObserver): Disposable {
    return this.emitter.on(observer);
  }

  /** Records come out of callbacks of sockets, where an exception would end the program. */
  tell(record: SessionRecord): void {
    if (this.isEmpty) return;
    try {
      this.emitter.emit(record);
    } catch (error) {
      this.log.warn(`Something that follows a session failed: ${messageOf(error)}`);
    }
  }
}
