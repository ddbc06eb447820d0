import type { StoreApi } from 'zustand/vanilla';
import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { Emitter } from '../../../shared/base/signal.ts';
import { quoted } from '../../../shared/bytes/visibleText.ts';
import { isServer } from '../../../shared/model/endpointKinds.ts';
import type { RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { RepeatProgress } from '../../../shared/model/repeat.ts';
import type { ReplayProgress } from '../../../shared/model/replay.ts';
import { hasEnded, type SessionInfo } from '../../../shared/model/session.ts';
import type { SessionsState } from '../sessions/sessions.ts';
import { comparedCount } from '../sessions/replays.ts';

/** 10 s: the end of what is over sooner, nobody waits for elsewhere. */
const longRunMs = 10_000;

/** What a person may wait for while they look at something else. */
export interface News {
  /** A name stands here alone: some systems read the text below it as markup. */
  readonly title: string;
  readonly body: string;
  /** Shows what it is about. */
  readonly command: string;
}

/** Tells a person news outside of the window. */
export interface Notifier {
  isAllowed(): boolean;
  /** Asks the person, where somebody has to be asked. False where they do not want it. */
  allow(): Promise<boolean>;
  /** Shows nothing where that is not allowed. */
  tell(news: News): void;
}

/** The end of a replay. */
export interface ReplayEnd {
  readonly recording: RecordingId;
  readonly progress: ReplayProgress;
  /** How long it took. */
  readonly tookMs: number;
}

interface NewsSources {
  readonly sessions: StoreApi<SessionsState>;
  readonly replayEnds: Emitter<ReplayEnd>;
  readonly nameOf: (recording: RecordingId) => string;
  readonly nowMs: () => number;
}

/** Tells when a long run has ended, and when a server has its first client; what was so before is no news. */
export function followNews(sources: NewsSources, tell: (news: News) => void): Disposable {
  const { sessions, replayEnds, nameOf, nowMs } = sources;
  const owner = new Owner();
  const watched = new Map<SessionId, WatchedSession>();
  const look = ({ sessions: infos }: SessionsState): void => {
    for (const info of infos) {
      const { connectionId, recordingId } = info;
      const command = `open.${connectionId ?? recordingId}`;
      const seen = watched.get(info.id) ?? new WatchedSession(info, nowMs());
      watched.set(info.id, seen);
      for (const news of seen.newsOf(info, nowMs())) tell({ ...news, command });
    }
    const left = new Set(infos.map(({ id }) => id));
    for (const id of watched.keys()) if (!left.has(id)) watched.delete(id);
  };
  look(sessions.getState());
  owner.add(toDisposable(sessions.subscribe(look)));
  owner.add(
    replayEnds.on(({ recording, progress, tookMs }) => {
      if (tookMs >= longRunMs)
        tell({ ...newsOfReplay(nameOf(recording), progress), command: `open.${recording}` });
    }),
  );
  return owner;
}

/** What is known of a session, and was told. */
class WatchedSession {
  private hadPeers: boolean;
  /** When the run that is going on was seen first; null while none is. */
  private repeatsSinceMs: number | null;

  constructor({ openPeers, repeat }: SessionInfo, nowMs: number) {
    this.hadPeers = openPeers > 0;
    this.repeatsSinceMs = repeat?.phase === 'running' ? nowMs : null;
  }

  newsOf(info: SessionInfo, nowMs: number): Omit<News, 'command'>[] {
    return [...this.firstPeer(info), ...this.repeatEnd(info, nowMs)];
  }

  private firstPeer({ endpoint, openPeers, name, phase }: SessionInfo): Omit<News, 'command'>[] {
    if (this.hadPeers || openPeers === 0 || !isServer(endpoint.kind) || hasEnded(phase)) return [];
    this.hadPeers = true;
    return [{ title: `${quoted(name)} has its first client`, body: 'What it sends is being recorded.' }];
  }

  private repeatEnd({ repeat, name }: SessionInfo, nowMs: number): Omit<News, 'command'>[] {
    const since = this.repeatsSinceMs;
    if (repeat?.phase === 'running') {
      this.repeatsSinceMs ??= nowMs;
      return [];
    }
    this.repeatsSinceMs = null;
    // What a person has stopped, they know.
    if (since === null || nowMs - since < longRunMs || !repeat || repeat.phase === 'stopped') return [];
    return [{ title: `${quoted(name)}: repeating has ended`, body: wordsOfRepeat(repeat) }];
  }
}

function wordsOfRepeat({ sent, phase }: RepeatProgress): string {
  const times = `The message was sent ${formatCounted(sent, 'time')}.`;
  return phase === 'done' ? times : `${times} Then it failed.`;
}

function newsOfReplay(name: string, progress: ReplayProgress): Omit<News, 'command'> {
  const { phase, matched, toReceive } = progress;
  const replies =
    toReceive === 0
      ? 'No reply was recorded.'
      : `${formatCount(matched)} of ${formatCounted(toReceive, 'reply', 'replies')} matched.`;
  const isWhole = phase === 'done' && comparedCount(progress) === toReceive;
  return {
    title: `The replay of ${quoted(name)} has ended`,
    body: isWhole ? replies : `It failed before its end. ${replies}`,
  };
}
