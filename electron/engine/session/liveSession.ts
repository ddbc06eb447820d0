import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import { isServer } from '../../../shared/model/connection.ts';
import type { PeerId, SessionId } from '../../../shared/model/ids.ts';
import type { RecordKind } from '../../../shared/model/record.ts';
import type {
  KeepLimit,
  PeerList,
  SendKind,
  SendTarget,
  SessionInfo,
} from '../../../shared/model/session.ts';
import type {
  DatagramFacts,
  EndpointSink,
  Link,
  LinkFacts,
  LinkFrame,
  LinkOutcome,
  LinkSink,
  RunningEndpoint,
} from '../link/link.ts';
import type { RecordReader } from '../store/store.ts';
import { isLive } from './isLive.ts';
import type { LiveSessionParts } from './liveSessionParts.ts';
import { describeUnkept, PeerTable, type PeerEntry } from './peerTable.ts';
import { Sender } from './sender.ts';
import type { Session, SessionObserver } from './session.ts';
import { SessionLog } from './sessionLog.ts';
import { hasEnded, initialState, nextState, type SessionEvent, type SessionState } from './sessionState.ts';

/** 16 ms: what flows is shown once per frame of a screen, however much it is. */
const infoIntervalMs = 16;
const noBytes = new Uint8Array();

/** Begins the recording, then the sockets: nothing that happens can be missed. */
export async function startLiveSession(parts: LiveSessionParts): Promise<LiveSession> {
  const { kind, whenDiskFails } = parts.options.endpoint;
  const log = await SessionLog.begin({
    createWriter: parts.createWriter,
    rules: { whenDiskFails, canHold: kind !== 'udp' },
    nowUs: () => parts.clock.nowUs(),
    log: parts.log,
  });
  if (parts.options.observer) log.observe(parts.options.observer);
  // Making the file took its time; what a person wants to know is how long the network took.
  const session = new LiveSession({ ...parts, startedAt: parts.clock.nowUs() }, log);
  session.begin();
  return session;
}

/** A session from the moment that its file is there: what the link tells becomes records and state, in that order. */
export class LiveSession implements Session {
  readonly id: SessionId;
  readonly info: Cell<SessionInfo>;
  readonly ended: Promise<void>;
  private readonly parts: LiveSessionParts;
  private readonly log: SessionLog;
  private readonly table = new PeerTable();
  private readonly sender: Sender;
  private readonly endedResolvers = Promise.withResolvers<void>();
  private state: SessionState = initialState;
  private endpoint: RunningEndpoint | undefined;
  private infoTimer: ReturnType<typeof setTimeout> | undefined;
  private held = false;
  private keepLimit: KeepLimit | null = null;
  private datagrams: DatagramFacts | null = null;

  constructor(parts: LiveSessionParts, log: SessionLog) {
    this.id = parts.id;
    this.parts = parts;
    this.log = log;
    this.ended = this.endedResolvers.promise;
    this.sender = new Sender({
      endpoint: parts.options.endpoint.kind,
      table: this.table,
      refusal: () => this.refusal(),
      sends: (entry, kind, bytes) => this.recordSent(entry, kind, bytes),
      failed: (entry, message) => this.event('failed', entry, message),
      changed: () => this.countsChanged(),
    });
    this.info = new Cell(this.describe());
  }

  get reader(): RecordReader {
    return this.log.reader;
  }

  get committed(): Cell<number> {
    return this.log.committed;
  }

  begin(): void {
    this.log.follow({
      turned: () => this.turned(),
      changed: () => this.countsChanged(),
    });
    this.endpoint = this.parts.start(this.endpointSink());
  }

  observe(observer: SessionObserver): Disposable {
    return this.log.observe(observer);
  }

  peers(): PeerList {
    return this.table.list();
  }

  send(to: SendTarget, kind: SendKind, bytes: Uint8Array): Promise<number> {
    return this.sender.send(to, kind, bytes);
  }

  disconnectPeer(peer: PeerId): void {
    for (const entry of this.table.targets(peer)) {
      entry.isClosing = true;
      entry.link?.close();
    }
  }

  keep(limit: KeepLimit | null): void {
    this.requireLive();
    this.keepLimit = limit;
    this.log.keep(limit);
    this.publish();
  }

  async clear(): Promise<void> {
    this.requireLive();
    await this.log.clear();
  }

  async close(): Promise<void> {
    if (!hasEnded(this.state.phase)) {
      this.apply({ type: 'closeRequested' });
      for (const entry of this.table.openPeers()) entry.isClosing = true;
      this.endpoint?.close();
    }
    await this.ended;
  }

  /** Does what the recording asks for: what the operating system holds back is held for us, not lost. */
  private turned(): void {
    const { wire, sends } = this.log.duty;
    const isHeld = wire === 'held';
    if (isHeld !== this.held) {
      this.held = isHeld;
      for (const { link } of this.table.openPeers()) {
        if (isHeld) link?.pause();
        else link?.resume();
      }
    }
    // What waits has its turn when the disk has caught up, or is refused when it never will.
    if (sends === 'wait' || sends === 'later') this.sender.queue.shut();
    else this.sender.queue.open();
    this.publish();
  }

  private requireLive(): void {
    if (isLive(this)) return;
    throw new WirebenchError(
      'WRONG_STATE',
      'This session has ended, and its recording stays as it is. Delete it where it is not needed any more.',
    );
  }

  private countsChanged(): void {
    this.infoTimer ??= setTimeout(() => this.publish(), infoIntervalMs);
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
      datagrams: (facts, note, at) => {
        this.datagrams = facts;
        if (note !== null) this.event('gap', null, note, at);
        this.publish();
      },
      closed: (outcome, at) => void this.endpointClosed(outcome, at),
    };
  }

  private linkOpened(link: Link, facts: LinkFacts, at: number): LinkSink {
    const entry = this.table.add(link, facts.remote, at);
    const { endpoint } = this.parts.options;
    const accepted = isServer(endpoint.kind);
    const route = accepted ? `${facts.remote} → ${facts.local}` : `${facts.local} → ${facts.remote}`;
    this.event('opened', entry, facts.note === null ? route : `${route}, ${facts.note}`, at);
    // A UDP socket hears from others, too: who it was opened for stays its other side.
    if (!accepted && entry.id === 1 && endpoint.address.trim() !== '') {
      const { local, remote, subprotocol } = facts;
      this.apply({ type: 'clientOpened', local, remote, subprotocol, at });
    }
    if (this.held) link.pause();
    return {
      frame: (frame) => this.frame(entry, frame),
      ended: (endedAt) => this.event('ended', entry, 'The other side has sent its last byte (FIN).', endedAt),
      closed: (outcome, closedAt) => {
        this.table.close(entry);
        this.tellUnkept(entry, closedAt);
        this.event(outcome.clean ? 'closed' : 'failed', entry, outcome.reason, closedAt);
      },
    };
  }

  private frame(entry: PeerEntry, frame: LinkFrame): void {
    if (frame.direction === 'in') entry.bytesIn += frame.bytes.length;
    else entry.bytesOut += frame.bytes.length;
    if (
      entry.isClosing &&
      this.held &&
      this.log.isBehind &&
      frame.direction === 'in' &&
      frame.kind !== 'close'
    ) {
      entry.unkeptFrames += 1;
      entry.unkeptBytes += frame.bytes.length;
      this.log.countUnkept(frame);
      return;
    }
    const { kind, direction, bytes, note, given = false } = frame;
    this.log.append({ at: frame.atUs, peer: entry.id, direction, kind, bytes, note, given }, entry);
  }

  /** A link that is being closed cannot be held any more: what it brings is not kept beyond what may wait for the disk. */
  private tellUnkept(entry: PeerEntry, at: number): void {
    if (entry.unkeptFrames === 0) return;
    this.log.notKept(entry.unkeptFrames);
    this.event('gap', entry, describeUnkept(entry), at);
  }

  private recordSent(entry: PeerEntry, kind: SendKind, bytes: Uint8Array): void {
    const at = this.parts.clock.nowUs();
    entry.bytesOut += bytes.length;
    this.log.append({ at, peer: entry.id, direction: 'out', kind, bytes, note: null }, entry);
  }

  private refusal(): string | null {
    if (this.state.phase !== 'open') return 'This connection is not open, so nothing was sent.';
    const { duty, state: recording } = this.log;
    if (duty.sends === 'go' || duty.sends === 'wait' || !('message' in recording)) return null;
    return `Nothing was sent, because it could not be recorded. ${recording.message}`;
  }

  private async endpointClosed(outcome: LinkOutcome, at: number): Promise<void> {
    if (this.table.total === 0 || this.state.url !== null) {
      this.event(outcome.clean ? 'closed' : 'failed', null, outcome.reason, at);
    }
    this.apply({ type: 'closed', outcome, at });
    this.sender.queue.open();
    await this.sender.settled();
    await this.log.finish(at, this.parts.reopen);
    this.publish();
    this.endedResolvers.resolve();
  }

  private event(kind: RecordKind, peer: PeerEntry | null, note: string, at = this.parts.clock.nowUs()): void {
    this.log.append({ at, peer: peer?.id ?? null, direction: null, kind, bytes: noBytes, note }, peer);
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
      ...this.log.counts.describe(),
      unrecordedFrames: this.log.unrecordedFrames,
      keep: this.keepLimit,
      datagrams: this.datagrams,
      openPeers: this.table.openCount,
      queuedBytes: this.sender.queue.queuedBytes,
      recording: this.log.state,
    };
  }
}
