import { toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { SessionId } from '../../../shared/model/ids.ts';

/** 10 s: a page that was reloaded says again what it shows within a few, on a slow machine, too. */
const returnMs = 10_000;

/** A session in a window. */
export interface ShownSession {
  /** `mayReturn` where the page itself is gone; else it is there, and shows the session no more. */
  release(mayReturn: boolean): void;
}

interface HeldSession {
  shown: number;
  followed: number;
  hasEnded: boolean;
  /** The last one who showed it is there still, and shows it no more. */
  isLetGo: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Knows which sessions somebody shows or follows. An ended one that nobody does is told of as `unwanted`: at once when it was let go,
 * else when nobody has come back for it. One that has not ended never is.
 */
export class SessionHolds implements Disposable {
  private readonly unwanted: (id: SessionId) => void;
  private readonly sessions = new Map<SessionId, HeldSession>();

  constructor(unwanted: (id: SessionId) => void) {
    this.unwanted = unwanted;
  }

  add(id: SessionId): void {
    this.sessions.set(id, { shown: 0, followed: 0, hasEnded: false, isLetGo: false, timer: undefined });
  }

  /** Passes over one that is not known. */
  show(id: SessionId): ShownSession {
    const session = this.sessions.get(id);
    if (!session) return { release: () => undefined };
    session.shown += 1;
    clearTimeout(session.timer);
    let isHeld = true;
    return {
      release: (mayReturn) => {
        if (!isHeld) return;
        isHeld = false;
        session.shown -= 1;
        session.isLetGo = !mayReturn;
        this.look(id, session);
      },
    };
  }

  /** Passes over one that is not known. */
  follow(id: SessionId): Disposable {
    const session = this.sessions.get(id);
    if (!session) return toDisposable(() => undefined);
    session.followed += 1;
    clearTimeout(session.timer);
    return toDisposable(() => {
      session.followed -= 1;
      this.look(id, session);
    });
  }

  ended(id: SessionId): void {
    const session = this.sessions.get(id);
    if (!session) return;
    session.hasEnded = true;
    this.look(id, session);
  }

  remove(id: SessionId): void {
    clearTimeout(this.sessions.get(id)?.timer);
    this.sessions.delete(id);
  }

  dispose(): void {
    for (const id of [...this.sessions.keys()]) this.remove(id);
  }

  private look(id: SessionId, session: HeldSession): void {
    const isHeld = session.shown > 0 || session.followed > 0;
    if (isHeld || !session.hasEnded || this.sessions.get(id) !== session) return;
    clearTimeout(session.timer);
    if (session.isLetGo) this.unwanted(id);
    else session.timer = setTimeout(() => this.unwanted(id), returnMs).unref();
  }
}
