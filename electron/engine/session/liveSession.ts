import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { SessionVerb, VerbAnswer, VerbInput } from '../../../shared/contract/sessionVerbs.ts';
import { briefEndpoint, type Endpoint } from '../../../shared/model/connection.ts';
import { factsOf, isClient, nounOfRecorded } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { PeerId, SessionId } from '../../../shared/model/ids.ts';
import type { DetailOf, SendOrigin } from '../../../shared/model/recordDetail.ts';
import { hasEnded, type KeepLimit, type PeerList, type SessionInfo } from '../../../shared/model/session.ts';
import type { RepeatOptions } from '../../../shared/model/repeat.ts';
import { destinationOf } from '../../../shared/model/messageProblem.ts';
import type { OutgoingMessage, SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { FollowedReader } from '../store/store.ts';
import { Answers, type AnsweringFile } from './answers.ts';
import { echoOf } from './echo.ts';
import type { FileToSend } from './fileSending.ts';
import { FileSends } from './fileSends.ts';
import { InfoPulse } from './infoPulse.ts';
import type { LiveSessionParts } from './liveSessionParts.ts';
import { OwnLink } from './ownLink.ts';
import { PeerFlow } from './peerFlow.ts';
import { isWaitedFor, PeerTable, summaryOf, type AskedPeers } from './peerTable.ts';
import { Reconnecting, systemRetryTiming } from './reconnecting.ts';
import { type RepeatedMessage } from './repeatedSend.ts';
import type { Repetition } from './repetition.ts';
import { Repetitions } from './repetitions.ts';
import { Sender } from './sender.ts';
import type { ReadTemplates } from './readTemplates.ts';
import { SendTurns } from './sendTurns.ts';
import { SentMessages } from './sentMessages.ts';
import type { SessionLoad, SessionObserver, Unanswered } from './session.ts';
import { SessionLife } from './sessionLife.ts';
import { SessionLog } from './sessionLog.ts';
import { act, type VerbSubject } from './sessionVerbs.ts';
import { SessionWire } from './sessionWire.ts';

/** Begins the recording, then opens the sockets, so nothing can be missed. */
export async function startLiveSession(parts: LiveSessionParts): Promise<LiveSession> {
  const { kind, whenDiskFails } = parts.options.endpoint;
  const pulse = new InfoPulse();
  const log = await SessionLog.begin({
    createWriter: parts.createWriter,
    rules: { whenDiskFails, canHold: factsOf(kind).can.pause },
    noun: nounOfRecorded(kind),
    nowUs: () => parts.clock.nowUs(),
    log: parts.log,
    pulse,
  });
  if (parts.options.observer) log.observe(parts.options.observer);
  // Creating the file took time; a person wants to know how long the network took.
  const session = new LiveSession({ ...parts, startedAt: parts.clock.nowUs() }, log, pulse);
  session.begin();
  return session;
}

/**
 * A session from the moment its file exists: its parts, and a person's actions on it. Each part knows only those that are made before it,
 * and the pulse tells when what the session shows has changed.
 */
export class LiveSession implements VerbSubject {
  readonly id: SessionId;
  readonly info: Cell<SessionInfo>;
  readonly endpoint: Endpoint;
  readonly ended: Promise<void>;
  readonly log: SessionLog;
  readonly table = new PeerTable();
  readonly flow: PeerFlow;
  running: Reconnecting | undefined;
  private readonly parts: LiveSessionParts;
  private readonly brief: Endpoint;
  private readonly pulse: InfoPulse;
  private readonly life: SessionLife;
  private readonly own: OwnLink;
  private readonly sent: SentMessages;
  private readonly sender: Sender;
  readonly files: FileSends;
  readonly turns: SendTurns;
  readonly answers: Answers;
  private readonly repetitions: Repetitions;
  private readonly wire: SessionWire;
  private readonly endedResolvers = Promise.withResolvers<void>();
  private keepLimit: KeepLimit | null = null;

  constructor(parts: LiveSessionParts, log: SessionLog, pulse: InfoPulse) {
    const { clock, messages, options } = parts;
    const { endpoint } = options;
    const { kind } = endpoint;
    this.id = parts.id;
    this.endpoint = endpoint;
    this.brief = briefEndpoint(endpoint);
    this.parts = parts;
    this.log = log;
    this.pulse = pulse;
    this.ended = this.endedResolvers.promise;
    this.life = new SessionLife(pulse);
    this.flow = new PeerFlow(this.table, log, factsOf(kind).can.pause);
    this.own = new OwnLink(endpoint, log);
    this.sent = new SentMessages(log, clock);
    const { table, flow, life, own, sent } = this;
    this.sender = new Sender({ endpoint: kind, messages, table, life, log, sent, pulse });
    const { sender } = this;
    this.files = new FileSends({
      ...{ destination: destinationOf(endpoint), table, sender, sent, pulse },
      close: (entry) => (isClient(kind) ? this.requestClose() : flow.close(entry)),
    });
    this.turns = new SendTurns({ sender, files: this.files, messages, clock });
    this.answers = new Answers({ sender, files: this.files, flow, sent });
    this.repetitions = new Repetitions({ clock, sender, turns: this.turns, pulse });
    const noun = nounOfRecorded(kind);
    this.wire = new SessionWire({ endpoint, clock, noun, log, table, flow, own, life, sent, sender, pulse });
    this.info = new Cell(this.describe());
  }

  get reader(): FollowedReader {
    return this.log.reader;
  }

  get committed(): Cell<number> {
    return this.log.committed;
  }

  begin(): void {
    this.pulse.follow(() => this.info.set(this.describe()));
    this.log.follow({ turned: () => this.turned() });
    const echo = echoOf(this.endpoint, this);
    if (echo) this.log.observe(echo);
    const { start, clock, retryTiming = systemRetryTiming } = this.parts;
    const reconnect = 'reconnect' in this.endpoint ? this.endpoint.reconnect : null;
    this.running = new Reconnecting({ start, options: reconnect, clock, retryTiming }, this.wire);
    void this.finish();
  }

  observe(observer: SessionObserver): Disposable {
    return this.log.observe(observer);
  }

  peers(asked?: AskedPeers): PeerList {
    return this.table.list(asked);
  }

  send(
    to: SendTarget,
    kind: SendKind,
    bytes: Uint8Array,
    origin: SendOrigin | null = null,
    fragment?: OutgoingMessage['fragment'],
  ): Promise<number> {
    return this.turns.send(to, kind, bytes, { origin, ...(fragment && { fragment }) });
  }

  sendFile(to: SendTarget, kind: SendKind, open: () => Promise<FileToSend>): Promise<number> {
    return this.turns.sendFile(to, kind, open);
  }

  sendWritten(to: SendTarget, message: WrittenMessage, templates?: ReadTemplates): Promise<number> {
    return this.turns.sendWritten(to, message, templates);
  }

  sentBefore(message: WrittenMessage): number {
    return this.parts.messages.sentBefore(message);
  }

  repeat(
    to: SendTarget,
    messages: readonly RepeatedMessage[],
    options: RepeatOptions,
    templates?: ReadTemplates,
  ): Repetition {
    return this.repetitions.begin(to, messages, options, templates);
  }

  stopRepeating(): void {
    this.repetitions.stop();
  }

  answer(to: PeerId, kind: SendKind, bytes: Uint8Array): void {
    const entry = this.table.openEntry(to);
    if (entry) this.answers.answer(entry, { kind, bytes });
  }

  answerWritten(to: PeerId, message: WrittenMessage): void {
    const entry = this.table.openEntry(to);
    if (!entry) return;
    const isWanted = (): boolean => isWaitedFor(entry);
    this.answers.answerRead(entry, () => this.parts.messages.readNow([message], isWanted));
  }

  answerFile(to: PeerId, file: AnsweringFile): void {
    const entry = this.table.openEntry(to);
    if (entry) this.answers.answerFile(entry, file);
  }

  answered(): Promise<void> {
    return this.answers.settled();
  }

  get unanswered(): Unanswered | null {
    return this.answers.unanswered;
  }

  facts(peer: PeerId | null): Cell<ConnectionFacts> {
    return peer === null ? this.own.facts : this.table.facts(peer);
  }

  act<Name extends SessionVerb>(name: Name, input: VerbInput<Name>): Promise<VerbAnswer<Name>> {
    return act(this, name, input);
  }

  tell(note: string, detail: DetailOf<'changed'>): void {
    if (!hasEnded(this.life.phase)) this.log.event({ kind: 'changed', note, detail }, null);
  }

  keepNewest(limit: KeepLimit | null): void {
    this.keepLimit = limit;
    this.log.keep(limit);
    this.pulse.now();
  }

  recordingBegins(first: number): void {
    this.log.begins(first);
  }

  async close(notBegun?: SessionLoad): Promise<void> {
    if (!hasEnded(this.life.phase)) {
      if (notBegun && this.life.phase !== 'closing') this.sent.left.merge(notBegun);
      this.requestClose();
    }
    await this.ended;
  }

  get left(): SessionLoad {
    return this.sent.left;
  }

  requestClose(): void {
    this.repetitions.stop('The connection was ended');
    this.life.apply({ type: 'closeRequested' });
    this.sent.ends();
    if (this.running) this.flow.closeAll(this.running);
  }

  expectEnd(): void {
    this.running?.giveUp();
    this.life.apply({ type: 'closeRequested' });
  }

  /** Does what the recording asks for: data that the operating system holds back for us is not lost. */
  private turned(): void {
    const { wire, sends } = this.log.policy;
    this.flow.hold(wire === 'held');
    // Waiting messages get their turn when the disk has caught up, or are refused when it never will.
    if (sends === 'wait' || sends === 'later') this.sender.queue.shut();
    else this.sender.queue.open();
    this.pulse.now();
  }

  /** Sees to what is under way when the wire has ended, and then to the file. */
  private async finish(): Promise<void> {
    const endedAt = await this.wire.ended;
    this.repetitions.stop('The connection ended');
    this.sender.queue.open();
    await this.files.end();
    await this.sender.settled();
    this.sent.tellAll();
    await this.log.finish(endedAt, this.parts.reopen);
    this.pulse.now();
    this.endedResolvers.resolve();
  }

  private describe(): SessionInfo {
    const { id, recordingId, options, startedAt } = this.parts;
    const { tls, proxy } = this.own.facts.value;
    return {
      id,
      recordingId,
      connectionId: options.connectionId,
      environment: options.environment ?? null,
      name: options.name,
      endpoint: this.brief,
      startedAt,
      ...this.life.state,
      tls: summaryOf(tls),
      proxy,
      connectUs: this.own.connectUs,
      ...this.log.counts.describe(),
      unrecordedPayloads: this.log.unrecordedPayloads,
      keep: this.keepLimit,
      datagrams: this.wire.datagramInfo,
      openPeers: this.table.openCount,
      repeat: this.repetitions.progress,
      queuedBytes: this.sender.queue.queuedBytes + this.answers.owedBytes,
      queuedFor: this.sender.queue.waitsForWith(this.answers.owedBytes),
      sendingFile: this.files.progress,
      recording: this.log.state,
    };
  }
}
