import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import { sessionIdSchema, type SessionId } from '../../../shared/model/ids.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { Clock, Log } from '../base/deps.ts';
import type { LinkContext } from '../link/link.ts';
import type { RecordingFiles } from '../store/recordingFiles.ts';
import type { Store } from '../store/store.ts';
import { keyLogPathOf } from '../store/recordingIds.ts';
import { ClockWatch } from './clockWatch.ts';
import { EndpointAttempts } from './endpointAttempts.ts';
import { holderOf } from './holders.ts';
import { startLiveSession } from './liveSession.ts';
import { noTemplates } from './noTemplates.ts';
import { resolveEndpoint } from './resolveEndpoint.ts';
import type { OpenSessionOptions, Session, SessionRegistry } from './session.ts';
import { SessionHolds, type ShownSession } from './sessionHolds.ts';
import { readSecrets, type SecretSource } from './sessionSecrets.ts';
import { WrittenMessages } from './writtenMessages.ts';

interface SessionRegistryParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly makeId: () => string;
  readonly store: Store;
  readonly files: RecordingFiles;
  readonly secrets: SecretSource;
  readonly makeIdentity: LinkContext['makeIdentity'];
  /** The same as in `EngineDeps`. */
  readonly systemProxy?: LinkContext['systemProxy'];
  /** The same as in `EngineDeps`. */
  readonly page: () => string | null;
  /** Called when a session begins or has ended. */
  readonly changed: () => void;
}

/** The registry starts empty; it calls `parts.changed` whenever a session begins or has ended. */
export function createSessionRegistry(parts: SessionRegistryParts): SessionRegistry {
  return new LiveSessionRegistry(parts);
}

class LiveSessionRegistry implements SessionRegistry {
  readonly all = new Cell<readonly Session[]>([]);
  readonly live = new Cell(0);
  private readonly parts: SessionRegistryParts;
  private readonly followers = new Map<SessionId, AbortController>();
  private readonly anyInfo = new Cell(null);
  private readonly starting = new Set<Promise<Session>>();
  private readonly holds = new SessionHolds((id) => this.forget(id));
  private readonly clockWatch: ClockWatch;
  private isClosing = false;

  constructor(parts: SessionRegistryParts) {
    this.parts = parts;
    this.clockWatch = new ClockWatch({
      clock: parts.clock,
      jumped: (note, byUs) => {
        const detail = { what: 'clock', byUs: Math.round(byUs) } as const;
        for (const session of this.all.value) session.tell(note, detail);
      },
    });
  }

  async open(options: OpenSessionOptions): Promise<Session> {
    if (this.isClosing)
      throw new WirebenchError('WRONG_STATE', 'Wirebench is ending, so nothing was opened.');
    const starting = this.start(options);
    this.starting.add(starting);
    try {
      return await starting;
    } finally {
      this.starting.delete(starting);
    }
  }

  get(id: SessionId): Session {
    const session = this.all.value.find((each) => each.id === id);
    if (!session) throw new WirebenchError('NOT_FOUND', 'This session no longer exists.');
    return session;
  }

  async *infos(signal: AbortSignal): AsyncGenerator<SessionInfo[], void, undefined> {
    for await (const _ of this.anyInfo.changes(signal)) {
      yield this.all.value.map((session) => session.info.value);
    }
  }

  show(id: SessionId): ShownSession {
    return this.holds.show(id);
  }

  follow(id: SessionId): Disposable {
    return this.holds.follow(id);
  }

  async release(id: SessionId): Promise<void> {
    const session = this.get(id);
    await session.close();
    this.forget(id);
    await session.reader.close();
  }

  async close(): Promise<void> {
    this.isClosing = true;
    this.clockWatch.dispose();
    this.holds.dispose();
    await Promise.allSettled(this.starting);
    await Promise.allSettled(this.all.value.map((session) => this.release(session.id)));
  }

  private async start(options: OpenSessionOptions): Promise<Session> {
    const { clock, log, makeId, store, files } = this.parts;
    const startedAt = clock.nowUs();
    const path = options.recordingPath ?? (await files.choose(options.name, startedAt));
    const { endpoint: saved, templates = noTemplates(clock) } = options;
    const { renew = () => Promise.resolve(templates) } = options;
    const first = await templates.resolve((resolver) => resolveEndpoint({ endpoint: saved, resolver }));
    const { endpoint, shown } = first.ok ? first.value : { endpoint: saved, shown: saved };
    const context = await this.contextOf(options, path);
    const attempts = new EndpointAttempts({ endpoint: saved, first, renew, context });
    const session = await startLiveSession({
      id: sessionIdSchema.parse(makeId()),
      recordingId: files.idOf(path),
      options: { ...options, endpoint: shown },
      startedAt,
      clock,
      log,
      createWriter: (firstSeq, events) =>
        store.create(
          path,
          {
            ...{ name: options.name, endpoint: shown, startedAt, firstSeq },
            connection: options.connectionId,
          },
          events,
        ),
      reopen: () => store.open(path),
      messages: new WrittenMessages(endpoint, templates, renew),
      start: (sink) => attempts.start(sink),
    });
    this.add(session);
    return session;
  }

  private async contextOf(options: OpenSessionOptions, path: string): Promise<LinkContext> {
    const { clock, secrets, makeIdentity, systemProxy, page } = this.parts;
    return {
      clock,
      makeIdentity,
      systemProxy,
      keyLogPath: options.keyLogPath ?? keyLogPathOf(path),
      secret: await readSecrets(options, secrets),
      holderOf: (place) => {
        const infos = this.all.value.map(({ info }) => info.value);
        return holderOf({ infos, page: page(), nowUs: clock.nowUs() }, place);
      },
    };
  }

  private add(session: Session): void {
    const follower = new AbortController();
    this.followers.set(session.id, follower);
    this.holds.add(session.id);
    this.all.update((all) => [...all, session]);
    this.live.update((count) => count + 1);
    void this.tellChanges(session, follower.signal);
    this.parts.changed();
    void this.awaitEnd(session);
  }

  private async awaitEnd(session: Session): Promise<void> {
    await session.ended;
    this.live.update((count) => count - 1);
    this.parts.changed();
    this.holds.ended(session.id);
  }

  /** Reads under way go on: a reader with no open question holds nothing. */
  private forget(id: SessionId): void {
    this.holds.remove(id);
    this.followers.get(id)?.abort();
    this.followers.delete(id);
    this.all.update((all) => all.filter((each) => each.id !== id));
    this.anyInfo.touch();
  }

  private async tellChanges(session: Session, signal: AbortSignal): Promise<void> {
    for await (const _ of session.info.changes(signal)) this.anyInfo.touch();
  }
}
