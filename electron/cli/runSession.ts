import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../shared/base/errors.ts';
import { Owner } from '../../shared/base/lifecycle.ts';
import { onAbort } from '../../shared/base/onAbort.ts';
import { formatCount, formatCounted, plural } from '../../shared/base/quantity.ts';
import { nounOf, nounOfRecorded } from '../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { describeLeft } from '../engine/session/load.ts';
import type { Session, SessionLoad, SessionObserver } from '../engine/session/session.ts';
import { exitDone, exitFailed, type Surroundings } from './command.ts';
import { hasOpened } from './followRecords.ts';
import { optionOf } from './options/optionRules.ts';
import { ReceivedPayloads } from './receivedPayloads.ts';
import { newFilePath } from './recordingFiles.ts';
import { createPrinter } from './recordPrinter.ts';
import { saveAuthority } from './saveAuthority.ts';
import type { SessionOptions } from './sessionOptions.ts';
import { SessionOutput } from './sessionOutput.ts';
import { withTemporaryEngine } from './temporaryEngine.ts';
import { describeUndelivered } from './undelivered.ts';

/** What our side does in a session. */
export interface SessionDriver {
  observe?: SessionObserver;
  /** Called when the session is open. Rejects when it could not send what it had to. */
  begin?(): Promise<void>;
  /**
   * What it goes on sending after that, until the signal fires, when the session is over. Resolves to true where our side is to end the
   * session then; rejects as `begin` does.
   */
  follow?(signal: AbortSignal): Promise<boolean>;
  /** Resolves when nothing is left to send. */
  settled(): Promise<void>;
  /** Called when our side is about to end the session. */
  ending?(): void;
  /** What it did, once the session has ended; null where that needs no words. */
  summary?(): string | null;
  /** What it has not begun to send, beside what the session is sending. */
  notBegun?(): SessionLoad;
  /** Says, once the session has ended, what should have been done but was not; null for nothing. */
  problem?(): string | null;
}

/** Creates our side's driver, once the session is open. */
type CreateDriver = (session: Session) => SessionDriver;

/** 0.5 s for messages under way when the time of `--for` is over: a person who set a time wants it kept. */
const lastSendsMs = 500;

/** 5 s for what is still to be sent once enough has come: a peer that reads accepts it sooner. `--for` allows more. */
const sendsAfterLastMs = 5000;

/** Opens a session, prints it, and ends it at the right time. Resolves to the exit status. */
export async function runSession(
  options: SessionOptions,
  createDriver: CreateDriver,
  surroundings: Surroundings,
): Promise<number> {
  const recordingPath = await newFilePath('--save', options.save);
  const authorityPath = await newFilePath('--save-ca', options.saveCa);
  return withTemporaryEngine({ readsWhereItWrites: true }, async (engine, folder) => {
    if (authorityPath !== null) await saveAuthority(engine, authorityPath);
    const session = await engine.sessions.open({
      endpoint: options.endpoint,
      name: options.url,
      connectionId: null,
      recordingPath: recordingPath ?? join(folder, 'session.wbs'),
      secrets: options.secrets,
      templates: options.templates,
      renew: options.renew,
      ...(options.keyLog === undefined ? {} : { keyLogPath: resolve(options.keyLog) }),
    });
    return new SessionRun(session, options, createDriver, surroundings).toItsEnd();
  });
}

class SessionRun {
  private readonly session: Session;
  private readonly options: SessionOptions;
  private readonly surroundings: Surroundings;
  private readonly output: SessionOutput;
  private readonly driver: SessionDriver;
  private readonly begun = Promise.withResolvers<void>();
  private readonly received: ReceivedPayloads;
  private failure: string | null = null;
  private isEnding = false;

  constructor(
    session: Session,
    options: SessionOptions,
    createDriver: CreateDriver,
    surroundings: Surroundings,
  ) {
    this.session = session;
    this.options = options;
    this.surroundings = surroundings;
    const { endpoint, event, url, until, isQuiet } = options;
    const hasDialogue = 'startTls' in endpoint && endpoint.startTls !== 'none';
    this.received = new ReceivedPayloads(hasDialogue);
    this.output = new SessionOutput({
      session,
      printer: createPrinter(surroundings.output, options),
      url,
      isServer: event === 'listening',
      hasDialogue,
      until,
      isQuiet,
      gone: surroundings.output.gone,
    });
    this.driver = createDriver(session);
    session.observe((record) => {
      this.driver.observe?.(record);
      if (this.received.take(record) && this.received.count === until)
        void this.end(this.options.forMs === null ? sendsAfterLastMs : null);
    });
  }

  async toItsEnd(): Promise<number> {
    const { stop, output } = this.surroundings;
    const listening = new Owner();
    for (const signal of [stop, output.gone]) listening.add(onAbort(signal, () => this.close()));
    const acting = this.act();
    await this.output.print();
    await acting;
    listening.dispose();
    return this.conclude();
  }

  private async act(): Promise<void> {
    const opened = await hasOpened(this.session);
    if (!opened) {
      this.begun.resolve();
      return;
    }
    const { forMs } = this.options;
    const timer = forMs === null ? undefined : setTimeout(() => void this.end(lastSendsMs), forMs);
    try {
      await this.driver.begin?.();
    } catch (error) {
      this.fail(error);
    }
    this.begun.resolve();
    await this.follow();
    await this.session.ended;
    clearTimeout(timer);
  }

  private async follow(): Promise<void> {
    if (this.isEnding || this.failure !== null) return;
    const over = new AbortController();
    void this.session.ended.then(() => over.abort());
    try {
      if (await this.driver.follow?.(over.signal)) this.close();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    // After our own end, unsent messages are counted; once enough has come, a peer that left without accepting the rest is not a failure.
    if (this.isEnding || this.hasEnough()) return;
    this.failure = messageOf(error);
    this.close();
  }

  private hasEnough(): boolean {
    return this.options.until !== null && this.received.count >= this.options.until;
  }

  /** Ends from our side, once everything has been sent, or this much time has passed; null where `--for` sets the time. */
  private async end(patienceMs: number | null): Promise<void> {
    this.driver.ending?.();
    const sent = this.begun.promise.then(() => this.driver.settled());
    const enough = new AbortController();
    const late = delay(patienceMs ?? 0, undefined, { signal: enough.signal }).catch(() => undefined);
    await (patienceMs === null ? sent : Promise.race([sent, late]));
    enough.abort();
    this.close();
  }

  private close(): void {
    this.isEnding = true;
    void this.session.close(this.driver.notBegun?.());
  }

  private conclude(): number {
    if (this.surroundings.output.gone.aborted) return exitDone;
    const summary = this.driver.summary?.() ?? null;
    if (summary !== null) this.surroundings.warn(summary);
    const problem =
      this.failure ??
      problemOf(this.session.info.value, this.options.event) ??
      this.leftOver() ??
      this.driver.problem?.() ??
      this.undelivered() ??
      this.shortfall();
    if (problem === null) return exitDone;
    this.surroundings.warn(problem);
    return exitFailed;
  }

  /** Once enough answers have come, undelivered datagrams do not matter; and a server's clients come and go. */
  private undelivered(): string | null {
    if (this.options.event === 'listening' || this.hasEnough()) return null;
    return describeUndelivered(this.session.info.value);
  }

  private leftOver(): string | null {
    const { left } = this.session;
    return left.count === 0 ? null : describeLeft(left);
  }

  private shortfall(): string | null {
    const { until, endpoint } = this.options;
    const { count } = this.received;
    if (until === null || count >= until) return null;
    const nouns = plural(until, nounOf(endpoint.kind));
    const were = plural(count, 'was', 'were');
    return `Only ${formatCount(count)} of ${formatCount(until)} ${nouns} ${were} received before it ended.`;
  }
}

function problemOf(info: SessionInfo, event: SessionOptions['event']): string | null {
  const { phase, endpoint, recording, unrecordedPayloads } = info;
  if (phase === 'failed') return withItsOption(info, event);
  if (recording.state === 'stopped') return recording.message;
  if (unrecordedPayloads === 0) return null;
  const payloads = formatCounted(unrecordedPayloads, nounOfRecorded(endpoint.kind));
  const are = plural(unrecordedPayloads, 'is', 'are');
  return `${payloads} ${are} missing from the recording; a gap there says why.`;
}

/** Why it failed, preceded by the option that caused it, if there was one. */
function withItsOption({ reason, problem }: SessionInfo, event: SessionOptions['event']): string {
  const sentence = reason ?? 'The connection failed.';
  const field = problem?.field ?? null;
  const option = field === null ? null : optionOf(field, event === 'open' ? 'connect' : 'listen');
  return option === null || option === 'URL' ? sentence : `${option}: ${sentence}`;
}
