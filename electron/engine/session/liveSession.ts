import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { SessionVerb, VerbAnswer, VerbInput } from '../../../shared/contract/sessionVerbs.ts';
import { briefEndpoint, type Endpoint } from '../../../shared/model/connection.ts';
import { factsOf, nounOf } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { PeerId, SessionId } from '../../../shared/model/ids.ts';
import type { DetailOf } from '../../../shared/model/recordDetail.ts';
import { hasEnded, type KeepLimit, type PeerList, type SessionInfo } from '../../../shared/model/session.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { LinkOutcome } from '../link/link.ts';
import type { FollowedReader } from '../store/store.ts';
import { Answers } from './answers.ts';
import { describeLeft } from './load.ts';
import type { LiveSessionParts } from './liveSessionParts.ts';
import { summaryOf } from './peerTable.ts';
import { Reconnecting, systemRetryTiming } from './reconnecting.ts';
import { Sender } from './sender.ts';
import { whyNothingIsSent } from './sendRules.ts';
import type { SessionLoad, SessionObserver, Unanswered } from './session.ts';
import { SessionLog } from './sessionLog.ts';
import { initialState, nextState, type SessionEvent, type SessionState } from './sessionState.ts';
import { act, type VerbSubject } from './sessionVerbs.ts';
import { SessionWire } from './sessionWire.ts';

/** 16 ms: once per frame of a screen, however much flows. */
const infoIntervalMs = 16;

/** Begins the recording, then opens the sockets, so nothing can be missed. */
export async function startLiveSession(parts: LiveSessionParts): Promise<LiveSession> {
  const { kind, whenDiskFails } = parts.options.endpoint;
  const log = await SessionLog.begin({
    createWriter: parts.createWriter,
    rules: { whenDiskFails, canHold: factsOf(kind).can.pause },
    noun: nounOf(kind),
    nowUs: () => parts.clock.nowUs(),
    log: parts.log,
  });
  if (parts.options.observer) log.observe(parts.options.observer);
  // Creating the file took time; a person wants to know how long the network took.
  const session = new LiveSession({ ...parts, startedAt: parts.clock.nowUs() }, log);
  session.begin();
  return session;
}

/** A session from the moment its file exists: its state, and a person's actions on it. */
export class LiveSession implements VerbSubject {
  readonly id: SessionId;
  readonly info: Cell<SessionInfo>;
  readonly endpoint: Endpoint;
  readonly ended: Promise<void>;
  readonly log: SessionLog;
  readonly wire: SessionWire;
  running: Reconnecting | undefined;
  private readonly parts: LiveSessionParts;
  private readonly brief: Endpoint;
  private readonly sender: Sender;
  private readonly answers: Answers;
  private readonly endedResolvers = Promise.withResolvers<void>();
  private state: SessionState = initialState;
  private infoTimer: ReturnType<typeof setTimeout> | undefined;
  private keepLimit: KeepLimit | null = null;

  constructor(parts: LiveSessionParts, log: SessionLog) {
    const { endpoint } = parts.options;
    this.id = parts.id;
    this.endpoint = endpoint;
    this.brief = briefEndpoint(endpoint);
    this.parts = parts;
    this.log = log;
    this.ended = this.endedResolvers.promise;
    this.wire = new SessionWire({
      endpoint,
      log,
      clock: parts.clock,
      apply: (event) => this.apply(event),
      changed: () => this.publish(),
      ready: (entry) => this.sender.sendOpeningMessages(entry, parts.opening),
      owed: (entry) => this.sender.queue.passed(entry),
      closed: (outcome, at) => void this.wireClosed(outcome, at),
    });
    this.sender = new Sender({
      endpoint: endpoint.kind,
      table: this.wire.table,
      refusal: () => whyNothingIsSent(this.state.phase, this.log),
      sends: (entry, kind, bytes) => this.wire.recordSent(entry, kind, bytes),
      sent: (entry) => this.wire.unsent.sent(entry),
      failed: (entry, unsent) => this.wire.messageFailed(entry, unsent),
      changed: () => this.countsChanged(),
    });
    this.answers = new Answers({
      send: (entry, message) => this.sender.answer(entry, message),
      hold: (entry, isHeld) => this.wire.holdPeer(entry, isHeld),
      failed: (entry, unsent) => this.wire.messageFailed(entry, unsent),
    });
    this.info = new Cell(this.describe());
  }

  get reader(): FollowedReader {
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
    const { start, clock, retryTiming = systemRetryTiming } = this.parts;
    const reconnect = 'reconnect' in this.endpoint ? this.endpoint.reconnect : null;
    this.running = new Reconnecting({ start, options: reconnect, clock, retryTiming }, this.wire);
  }

  observe(observer: SessionObserver): Disposable {
    return this.log.observe(observer);
  }

  peers(): PeerList {
    return this.wire.table.list();
  }

  send(to: SendTarget, kind: SendKind, bytes: Uint8Array): Promise<number> {
    return this.sender.send(to, kind, bytes);
  }

  answer(to: PeerId, kind: SendKind, bytes: Uint8Array): void {
    const entry = this.wire.table.openEntry(to);
    if (entry) this.answers.answer(entry, { kind, bytes });
  }

  answered(): Promise<void> {
    return this.answers.settled();
  }

  get unanswered(): Unanswered | null {
    return this.answers.unanswered;
  }

  facts(peer: PeerId | null): Cell<ConnectionFacts> {
    return this.wire.factsOf(peer);
  }

  act<Name extends SessionVerb>(name: Name, input: VerbInput<Name>): Promise<VerbAnswer<Name>> {
    return act(this, name, input);
  }

  tell(note: string, detail: DetailOf<'changed'>): void {
    if (!hasEnded(this.state.phase)) this.wire.event('changed', null, note, detail);
  }

  keepNewest(limit: KeepLimit | null): void {
    this.keepLimit = limit;
    this.log.keep(limit);
    this.publish();
  }

  async close(notBegun?: SessionLoad): Promise<void> {
    if (!hasEnded(this.state.phase)) {
      if (notBegun && this.state.phase !== 'closing') this.wire.left.merge(notBegun);
      this.requestClose();
    }
    await this.ended;
  }

  get left(): SessionLoad {
    return this.wire.left;
  }

  requestClose(): void {
    this.apply({ type: 'closeRequested' });
    this.wire.closeAll(() => this.running?.close());
  }

  expectEnd(): void {
    this.running?.giveUp();
    this.apply({ type: 'closeRequested' });
  }

  /** Does what the recording asks for: data that the operating system holds back for us is not lost. */
  private turned(): void {
    const { wire, sends } = this.log.policy;
    this.wire.hold(wire === 'held');
    // Waiting messages get their turn when the disk has caught up, or are refused when it never will.
    if (sends === 'wait' || sends === 'later') this.sender.queue.shut();
    else this.sender.queue.open();
    this.publish();
  }

  private countsChanged(): void {
    this.infoTimer ??= setTimeout(() => this.publish(), infoIntervalMs);
  }

  private async wireClosed(outcome: LinkOutcome, at: number): Promise<void> {
    this.apply({ type: 'closed', outcome, at });
    this.sender.queue.open();
    await this.sender.settled();
    this.wire.unsent.tellAll();
    if (this.left.count > 0) {
      const { count, bytes } = this.left;
      this.wire.event('failed', null, describeLeft(this.left), { what: 'unsent', count, bytes });
    }
    await this.log.finish(at, this.parts.reopen);
    this.publish();
    this.endedResolvers.resolve();
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
    const { facts, table, datagramInfo } = this.wire;
    return {
      id,
      recordingId,
      connectionId: options.connectionId,
      name: options.name,
      endpoint: this.brief,
      startedAt,
      ...this.state,
      tls: summaryOf(facts.value.tls),
      proxy: facts.value.proxy,
      ...this.log.counts.describe(),
      unrecordedPayloads: this.log.unrecordedPayloads,
      keep: this.keepLimit,
      datagrams: datagramInfo,
      openPeers: table.openCount,
      queuedBytes: this.sender.queue.queuedBytes + this.answers.owedBytes,
      recording: this.log.state,
    };
  }
}
