import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { assertNever } from '../../../shared/base/never.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { RecordingId, ReplayId } from '../../../shared/model/ids.ts';
import { hasEnded } from '../../../shared/model/session.ts';
import type {
  ReplayComparisonPage,
  ReplayOptions,
  ReplayPhase,
  ReplayProgress,
} from '../../../shared/model/replay.ts';
import { Load } from '../session/load.ts';
import type { Session, SessionLoad } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';
import { compareReceived } from './compareReceived.ts';
import { Comparisons } from './comparisons.ts';
import { outgoingMessages } from './outgoingMessages.ts';
import type { Pace, Rest } from './pace.ts';
import type { SendStep } from './plan.ts';
import type { Replay } from './replay.ts';
import type { Survey } from './survey.ts';

/** 50 ms: a bar that moves twenty times a second looks smooth, and costs next to nothing. */
const progressIntervalMs = 50;

interface ReplayParts {
  readonly id: ReplayId;
  readonly recordingId: RecordingId;
  readonly options: ReplayOptions;
  readonly source: RecordReader;
  readonly survey: Survey;
  /** Its records are passed to `pace.arrivals` from the first one on. */
  readonly session: Session;
  readonly pace: Pace;
}

interface Ending {
  readonly phase: Extract<ReplayPhase, 'done' | 'stopped' | 'failed'>;
  readonly reason: string | null;
}

/** A replay from the moment its session exists. Starts by itself. */
export class RunningReplay implements Replay {
  readonly id: ReplayId;
  readonly progress: Cell<ReplayProgress>;
  readonly ended: Promise<void>;
  private readonly parts: ReplayParts;
  private readonly verdicts = new Comparisons();
  private readonly abandoned = new AbortController();
  private readonly finished = new AbortController();
  private phase: ReplayPhase = 'running';
  private reason: string | null = null;
  private isStopping = false;
  private isHeld = false;
  private readonly begun = new Load();
  private sent = 0;
  private extra = 0;
  private progressTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ReplayParts) {
    this.id = parts.id;
    this.parts = parts;
    this.progress = new Cell(this.describe());
    this.ended = this.run();
  }

  pause(): void {
    this.checkRunning();
    this.phase = 'paused';
    this.holdOrRelease();
    this.publish();
  }

  resume(): void {
    this.checkRunning();
    this.phase = 'running';
    this.holdOrRelease();
    this.publish();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.parts.pace.end();
    await this.parts.session.close(this.notBegun());
    await this.ended;
  }

  /** Stops the replay, and gives no verdict on what has not been compared by now. */
  async abandon(): Promise<void> {
    this.abandoned.abort();
    await this.stop();
  }

  comparisons(from: number, count: number): ReplayComparisonPage {
    return this.verdicts.page(from, count);
  }

  private checkRunning(): void {
    if (this.finished.signal.aborted) throw new WirebenchError('WRONG_STATE', 'This replay is over.');
  }

  /** Never rejects: a failure becomes the replay's ending. */
  private async run(): Promise<void> {
    const compared = this.compare();
    const ending = await this.converse().catch(failure);
    await this.parts.session.close().catch(() => undefined);
    const problem = await compared;
    this.finish(problem ?? ending);
    await this.parts.source.close().catch(() => undefined);
  }

  /** Resolves with the reason why the comparison is incomplete, or with null. */
  private async compare(): Promise<Ending | null> {
    const { source, survey, session, pace } = this.parts;
    try {
      await compareReceived({
        source,
        session,
        conversation: survey.conversation,
        isByExchange: pace.isByExchange,
        signal: this.abandoned.signal,
        judged: (comparison) => {
          this.verdicts.add(comparison);
          this.changed();
        },
        exceeded: (weight) => {
          this.extra += weight;
          this.changed();
        },
      });
    } catch (error) {
      return failure(error);
    }
    const { recording } = session.info.value;
    if (recording.state !== 'stopped') return null;
    return {
      phase: 'failed',
      reason: `Not everything that was received could be compared. ${recording.message}`,
    };
  }

  private async converse(): Promise<Ending> {
    const { pace, session, source, survey } = this.parts;
    if (!(await this.opened())) return this.cutShort();
    void this.followSession();
    pace.begin();
    for await (const { step, bytes } of outgoingMessages(source, survey.conversation)) {
      await this.turnOf(step);
      if (this.isStopping || hasEnded(session.info.value.phase)) return this.cutShort();
      try {
        await this.take(step, bytes);
      } catch (error) {
        return await this.sendFailed(error);
      }
      pace.noteSent();
    }
    const rest = await pace.rest();
    return this.isStopping ? this.cutShort() : { phase: 'done', reason: this.reasonOf(rest) };
  }

  private async take({ kind, fragment }: SendStep, bytes: Uint8Array): Promise<void> {
    if (kind === 'startTls') {
      await this.parts.session.act('startTls', { to: 'all' });
      return;
    }
    this.begun.add(bytes.length);
    await this.parts.session.send('all', kind, bytes, 'replay', fragment);
    this.sent += 1;
    this.changed();
  }

  /** False when the session ended instead. */
  private async opened(): Promise<boolean> {
    for await (const { phase } of this.parts.session.info.changes(this.finished.signal)) {
      if (phase !== 'connecting') return phase === 'open';
    }
    return false;
  }

  /** When the connection is gone, ends the wait for a turn or a reply; while its recording is held, makes the wait last. */
  private async followSession(): Promise<void> {
    for await (const { phase } of this.parts.session.info.changes(this.finished.signal)) {
      if (hasEnded(phase)) this.parts.pace.end();
      this.holdOrRelease();
    }
  }

  /** A held session accepts no message, so the turn is checked again. */
  private async turnOf(step: SendStep): Promise<void> {
    do {
      await this.parts.pace.turnOf(step);
      this.holdOrRelease();
    } while (this.isSessionHeld() && !this.isStopping);
  }

  private isSessionHeld(): boolean {
    const { phase, recording } = this.parts.session.info.value;
    return recording.state === 'held' && !hasEnded(phase);
  }

  private holdOrRelease(): void {
    const mustHold = this.phase === 'paused' || this.isSessionHeld();
    if (mustHold === this.isHeld) return;
    this.isHeld = mustHold;
    if (mustHold) this.parts.pace.hold();
    else this.parts.pace.release();
  }

  /** When a connection broke during a send, the connection itself says what happened. */
  private async sendFailed(error: unknown): Promise<Ending> {
    const { session, pace } = this.parts;
    const isBroken = session.info.value.phase !== 'open' || pace.arrivals.isOver;
    if (!isBroken && !this.isStopping) return failure(error);
    await session.close();
    return this.cutShort();
  }

  private cutShort(): Ending {
    const after = `after ${formatCount(this.sent)} of ${formatCount(this.parts.survey.toSend)} messages`;
    if (this.isStopping) return { phase: 'stopped', reason: `The replay was stopped ${after}.` };
    const { openedAt, reason } = this.parts.session.info.value;
    if (openedAt === null) return { phase: 'failed', reason: reason ?? 'No connection could be made.' };
    return { phase: 'failed', reason: `The connection ended ${after}. ${reason ?? ''}`.trim() };
  }

  private notBegun(): SessionLoad {
    const { toSend, bytesToSend } = this.parts.survey;
    return { count: toSend - this.begun.count, bytes: bytesToSend - this.begun.bytes };
  }

  private reasonOf(rest: Rest): string | null {
    const { options, pace } = this.parts;
    const { replyTimeoutMs } = options;
    switch (rest) {
      case 'complete':
        return pace.unanswered === 0 ? null : wentOn(pace.unanswered, replyTimeoutMs);
      case 'silent':
        return `Nothing more came for ${replyTimeoutMs / 1000} s, so the rest of the replies is missing.`;
      case 'over':
        return 'The other side ended the connection before all replies had come.';
      default:
        return assertNever(rest);
    }
  }

  private finish(ending: Ending): void {
    this.finished.abort();
    this.phase = ending.phase;
    this.reason = ending.reason;
    this.publish();
  }

  private changed(): void {
    this.progressTimer ??= setTimeout(() => this.publish(), progressIntervalMs);
  }

  private publish(): void {
    clearTimeout(this.progressTimer);
    this.progressTimer = undefined;
    this.progress.set(this.describe());
  }

  private describe(): ReplayProgress {
    const { id, recordingId, session, survey } = this.parts;
    return {
      id,
      source: recordingId,
      session: session.id,
      phase: this.phase,
      reason: this.reason,
      sent: this.sent,
      toSend: survey.toSend,
      ...this.verdicts.totals,
      toReceive: survey.toReceive,
      extra: this.extra,
    };
  }
}

function wentOn(count: number, replyTimeoutMs: number): string {
  const times = count === 1 ? '' : `${formatCount(count)} times, `;
  const start = count === 1 ? 'A' : 'a';
  return `${times}${start} reply was incomplete and nothing more came for ${replyTimeoutMs / 1000} s, so the replay continued without it.`;
}

function failure(error: unknown): Ending {
  return { phase: 'failed', reason: messageOf(error) };
}
