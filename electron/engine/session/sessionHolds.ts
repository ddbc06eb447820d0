import { toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { SessionId } from '../../../shared/model/ids.ts';

/** 10 s: a reloaded page says again what it shows within a few seconds, even on a slow machine. */
const returnMs = 10_000;

/** A session in a window. */
export interface ShownSession {
  /** `mayReturn`: the page itself is gone; otherwise it is still there, but no longer shows the session. */
  release(mayReturn: boolean): void;
}

interface HeldSession {
  shown: number;
  followed: number;
  hasEnded: boolean;
  /** The last window that showed it still exists, and no longer shows it. */
  isLetGo: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Knows which sessions somebody shows or follows. Reports an ended session that nobody shows or follows as `unwanted`: at once when it was
 * let go, otherwise when nobody has come back for it. Never reports one that has not ended.
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

  /** Ignores an unknown session. */
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

  /** Ignores an unknown session. */
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
