import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import { isServer } from '../../../shared/model/connection.ts';
import type { PeerId, RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { RecordKind } from '../../../shared/model/record.ts';
import type { PeerList, SendKind, SendTarget, SessionInfo } from '../../../shared/model/session.ts';
import type { Clock } from '../deps.ts';
import type {
  EndpointSink,
  Link,
  LinkFacts,
  LinkFrame,
  LinkOutcome,
  LinkSink,
  RunningEndpoint,
} from '../link/link.ts';
import type { RecordReader, RecordWriter, RecordWriterEvents } from '../store/store.ts';
import { PeerTable, type PeerEntry } from './peerTable.ts';
import { SendQueue } from './sendQueue.ts';
import { checkMessage } from './sendRules.ts';
import type { OpenSessionOptions, Session, SessionObserver } from './session.ts';
import { SessionLog } from './sessionLog.ts';
import { hasEnded, initialState, nextState, type SessionEvent, type SessionState } from './sessionState.ts';

/** 16 ms: what flows is shown once per frame of a screen, however much it is. */
const infoIntervalMs = 16;
const noBytes = new Uint8Array();

export interface LiveSessionParts {
  readonly id: SessionId;
  readonly recordingId: RecordingId;
  readonly options: OpenSessionOptions;
  readonly startedAt: number;
  readonly clock: Clock;
  readonly createWriter: (events: RecordWriterEvents) => Promise<RecordWriter>;
  /** Opens the finished file again, for those who still look at the session. */
  readonly reopen: () => Promise<RecordReader>;
  /** Starts the sockets. */
  readonly start: (sink: EndpointSink) => RunningEndpoint;
}

/** Begins the recording, then the sockets: nothing that happens can be missed. */
export async function startLiveSession(parts: LiveSessionParts): Promise<LiveSession> {
  const ring: { session?: LiveSession } = {};
  const log = await SessionLog.begin(parts.createWriter, {
    filled: () => ring.session?.hold(),
    drained: () => ring.session?.release(),
    changed: () => ring.session?.countsChanged(),
  });
  if (parts.options.observer) log.observe(parts.options.observer);
  const session = new LiveSession(parts, log);
  ring.session = session;
  session.begin();
  return session;
}

export class LiveSession implements Session {
  readonly id: SessionId;
  readonly info: Cell<SessionInfo>;
  readonly ended: Promise<void>;
  private readonly parts: LiveSessionParts;
  private readonly log: SessionLog;
  private readonly table = new PeerTable();
  private readonly queue = new SendQueue();
  private readonly endedResolvers = Promise.withResolvers<void>();
  private state: SessionState = initialState;
  private endpoint: RunningEndpoint | undefined;
  private infoTimer: ReturnType<typeof setTimeout> | undefined;
  private held = false;

  constructor(parts: LiveSessionParts, log: SessionLog) {
    this.id = parts.id;
    this.parts = parts;
    this.log = log;
    this.ended = this.endedResolvers.promise;
    this.info = new Cell(this.describe());
  }

  get reader(): RecordReader {
    return this.log.reader;
  }

  get committed(): Cell<number> {
    return this.log.committed;
  }

  begin(): void {
    this.endpoint = this.parts.start(this.endpointSink());
  }

  observe(observer: SessionObserver): Disposable {
    return this.log.observe(observer);
  }

  peers(): PeerList {
    return this.table.list();
  }

  async send(to: SendTarget, kind: SendKind, bytes: Uint8Array): Promise<number> {
    checkMessage(this.parts.options.endpoint.kind, kind, bytes);
    if (this.state.phase !== 'open') {
      throw new WirebenchError('WRONG_STATE', 'This connection is not open, so nothing was sent.');
    }
    const targets = this.table.targets(to);
    this.queue.take(bytes.length * targets.length);
    const outcomes = await Promise.allSettled(targets.map((entry) => this.sendTo(entry, kind, bytes)));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    const sent = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    if (sent === 0 && failure) throw new WirebenchError('WRONG_STATE', messageOf(failure.reason));
    return sent;
  }

  disconnectPeer(peer: PeerId): void {
    for (const entry of this.table.targets(peer)) entry.link?.close();
  }

  async close(): Promise<void> {
    this.apply({ type: 'closeRequested' });
    this.endpoint?.close();
    await this.ended;
  }

  /** The store is full: what the operating system holds back now is held for us, not lost. */
  hold(): void {
    if (this.held) return;
    this.held = true;
    for (const entry of this.table.openPeers()) entry.link?.pause();
    this.event('paused', null, 'The disk cannot keep up, so reading from the network is held.');
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    for (const entry of this.table.openPeers()) entry.link?.resume();
    this.event('resumed', null, 'The disk has caught up, and reading from the network goes on.');
  }

  countsChanged(): void {
    this.infoTimer ??= setTimeout(() => this.publish(), infoIntervalMs);
  }

  private async sendTo(entry: PeerEntry, kind: SendKind, bytes: Uint8Array): Promise<void> {
    try {
      if (!entry.link) throw new Error('The connection closed before this could be sent.');
      const at = this.parts.clock.nowUs();
      this.log.append({ at, peer: entry.id, direction: 'out', kind, bytes, note: null });
      entry.bytesOut += bytes.length;
      await entry.link.send({ kind, bytes });
    } catch (error) {
      this.event('failed', entry.id, `The last message was not sent: ${messageOf(error)}`);
      throw error;
    } finally {
      this.queue.release(bytes.length);
      this.countsChanged();
    }
  }

  private endpointSink(): EndpointSink {
    return {
      listening: (facts, at) => {
        this.event('listening', null, `Listening at ${facts.url}`, at);
        this.log.opened(facts.url);
        this.apply({ type: 'listening', ...facts, at });
      },
      linkOpened: (link, facts, at) => this.linkOpened(link, facts, at),
      warned: (message, at) => this.event('failed', null, message, at),
      closed: (outcome, at) => void this.endpointClosed(outcome, at),
    };
  }

  private linkOpened(link: Link, facts: LinkFacts, at: number): LinkSink {
    const entry = this.table.add(link, facts.remote, at);
    this.log.peer(entry.id, facts.remote);
    const accepted = isServer(this.parts.options.endpoint.kind);
    const route = accepted ? `${facts.remote} → ${facts.local}` : `${facts.local} → ${facts.remote}`;
    this.event('opened', entry.id, facts.note === null ? route : `${route}, ${facts.note}`, at);
    if (!accepted) {
      const { local, remote, subprotocol } = facts;
      this.apply({ type: 'clientOpened', local, remote, subprotocol, at });
    }
    if (this.held) link.pause();
    return {
      frame: (frame) => this.frame(entry, frame),
      lost: (note, lostAt) => this.event('gap', entry.id, note, lostAt),
      ended: (endedAt) =>
        this.event('ended', entry.id, 'The other side has sent its last byte (FIN).', endedAt),
      closed: (outcome, closedAt) => {
        this.table.close(entry);
        this.event(outcome.clean ? 'closed' : 'failed', entry.id, outcome.reason, closedAt);
      },
    };
  }

  private frame(entry: PeerEntry, frame: LinkFrame): void {
    if (frame.direction === 'in') entry.bytesIn += frame.bytes.length;
    else entry.bytesOut += frame.bytes.length;
    const { kind, direction, bytes, note } = frame;
    this.log.append({ at: frame.atUs, peer: entry.id, direction, kind, bytes, note });
  }

  private async endpointClosed(outcome: LinkOutcome, at: number): Promise<void> {
    const neverOpened = this.table.list().total === 0;
    if (neverOpened || this.state.url !== null) {
      this.event(outcome.clean ? 'closed' : 'failed', null, outcome.reason, at);
    }
    this.apply({ type: 'closed', outcome, at });
    await this.log.finish(at, this.parts.reopen);
    this.publish();
    this.endedResolvers.resolve();
  }

  private event(kind: RecordKind, peer: PeerId | null, note: string, at = this.parts.clock.nowUs()): void {
    this.log.append({ at, peer, direction: null, kind, bytes: noBytes, note });
  }

  private apply(event: SessionEvent): void {
    this.state = nextState(this.state, event);
    this.publish();
  }

  private publish(): void {
    clearTimeout(this.infoTimer);
    this.infoTimer = undefined;
    this.info.set(this.describe());
  }

  private describe(): SessionInfo {
    const { id, recordingId, options, startedAt } = this.parts;
    return {
      id,
      recordingId,
      connectionId: options.connectionId,
      name: options.name,
      endpoint: options.endpoint,
      startedAt,
      ...this.state,
      ...this.log.counts,
      openPeers: this.table.openCount,
      queuedBytes: this.queue.queuedBytes,
      recording: this.log.state,
    };
  }
}

export function isLive(session: Session): boolean {
  const { phase, recording } = session.info.value;
  return !hasEnded(phase) || recording.state === 'recording';
}
