import { countedInWords } from '../../../shared/base/quantity.ts';
import { noFacts, type ConnectionFacts } from '../../../shared/model/facts.ts';
import type { ReconnectOptions } from '../../../shared/model/reconnectOptions.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { Clock } from '../base/deps.ts';
import type {
  DatagramControls,
  EndpointSink,
  Link,
  LinkFacts,
  LinkOutcome,
  LinkSink,
  RunningEndpoint,
} from '../link/link.ts';
import { isReceived, mayHeal, retryDelayMs, wasOfUse } from './reconnectPlan.ts';

/** The attempt that comes next, and how long the client waits for it. */
export type Retry = NonNullable<SessionInfo['retry']> & { readonly delayMs: number };

/** Receives what happens to an endpoint that reconnects: all its attempts look like one endpoint, which closes once. */
export interface ReconnectingSink extends EndpointSink {
  /** An attempt, or the link it led to, has ended with this outcome; another attempt will follow. */
  waiting(retry: Retry, outcome: LinkOutcome, atUs: number): void;
  /** The next attempt begins. */
  retrying(): void;
}

interface ReconnectingParts {
  /** Starts one attempt. */
  readonly start: (sink: EndpointSink) => RunningEndpoint;
  /** Null for an endpoint that does not reconnect. */
  readonly options: ReconnectOptions | null;
  readonly clock: Clock;
  readonly retryTiming: RetryTiming;
}

/** The clock and the randomness that retries depend on. */
export interface RetryTiming {
  /** From 0 up to but not including 1. */
  random(): number;
  /** Returns a function that cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemRetryTiming: RetryTiming = {
  random: () => Math.random(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Starts an endpoint, and starts it again, as its options say, whenever it ended by itself. */
export class Reconnecting {
  private readonly parts: ReconnectingParts;
  private readonly sink: ReconnectingSink;
  private running: RunningEndpoint | null = null;
  private cancelWait: (() => void) | null = null;
  private facts: ConnectionFacts = noFacts;
  private failures = 0;
  private isGivenUp = false;

  constructor(parts: ReconnectingParts, sink: ReconnectingSink) {
    this.parts = parts;
    this.sink = sink;
    this.running = parts.start(this.attemptSink());
  }

  get datagrams(): DatagramControls | undefined {
    return this.running?.datagrams;
  }

  /** As `RunningEndpoint.close`; during the wait for the next attempt it ends at once. */
  close(): void {
    this.giveUp();
    if (this.cancelWait === null) {
      this.running?.close();
      return;
    }
    this.stopWaiting();
    const reason = 'Disconnected while waiting to reconnect.';
    this.sink.closed({ clean: true, reason }, this.parts.clock.nowUs());
  }

  /** From now on, an end counts as wanted by a person. */
  giveUp(): void {
    this.isGivenUp = true;
  }

  /** False when no attempt is pending. */
  retryNow(): boolean {
    if (this.cancelWait === null) return false;
    this.retry();
    return true;
  }

  private retry(): void {
    this.stopWaiting();
    this.facts = noFacts;
    this.sink.retrying();
    this.attempt();
  }

  private attempt(): void {
    this.running = this.parts.start(this.attemptSink());
  }

  private stopWaiting(): void {
    this.cancelWait?.();
    this.cancelWait = null;
  }

  private attemptSink(): EndpointSink {
    const { sink } = this;
    return {
      listening: (facts, at) => sink.listening(facts, at),
      linkOpened: (link, facts, at) => this.linkOpened(link, facts, at),
      warned: (message, at, detail) => sink.warned(message, at, detail),
      undelivered: (message, at, code) => sink.undelivered(message, at, code),
      progressed: (facts) => {
        this.facts = facts;
        sink.progressed(facts);
      },
      groups: (groups, note, at) => sink.groups(groups, note, at),
      datagrams: (facts, note, at) => sink.datagrams(facts, note, at),
      closed: (outcome, at) => this.closed(outcome, at),
    };
  }

  /**
   * The count starts over once a link was of use: a link that fails in the dialogue before TLS, or closes at once, has failed.
   */
  private linkOpened(link: Link, facts: LinkFacts, at: number): LinkSink {
    const told = this.sink.linkOpened(link, facts, at);
    const { options } = this.parts;
    if (options === null || !options.enabled) return told;
    let readyAtUs = facts.isReady === false ? null : at;
    let hasReceived = false;
    return {
      payload: (payload) => {
        hasReceived ||= readyAtUs !== null && isReceived(payload);
        told.payload(payload);
      },
      owed: () => told.owed?.() ?? null,
      readsOn: () => told.readsOn?.(),
      ended: (direction, endedAt) => told.ended(direction, endedAt),
      secured: (tls, securedAt) => {
        readyAtUs ??= securedAt;
        told.secured(tls, securedAt);
      },
      closed: (outcome, closedAt) => {
        const lastedMs = readyAtUs === null ? 0 : (closedAt - readyAtUs) / 1000;
        if (wasOfUse({ hasReceived, lastedMs }, options, this.failures)) this.failures = 0;
        told.closed(outcome, closedAt);
      },
    };
  }

  private closed(outcome: LinkOutcome, at: number): void {
    this.running = null;
    this.failures += 1;
    const { options, clock, retryTiming } = this.parts;
    const delayMs =
      options === null || this.isGivenUp || !mayHeal(outcome, this.facts)
        ? null
        : retryDelayMs(options, this.failures, retryTiming.random());
    if (options === null || delayMs === null) {
      this.sink.closed(this.describeEnd(outcome), at);
      return;
    }
    this.cancelWait = retryTiming.after(delayMs, () => this.retry());
    const { attempts } = options;
    const retry = { attempt: this.failures, attempts, at: clock.nowUs() + delayMs * 1000, delayMs };
    this.sink.waiting(retry, outcome, at);
  }

  private describeEnd(outcome: LinkOutcome): LinkOutcome {
    const { options } = this.parts;
    const attempts = options?.enabled && !this.isGivenUp ? options.attempts : null;
    if (attempts === null || this.failures <= attempts) return outcome;
    const times = countedInWords(attempts, 'more attempt', 'more attempts in a row');
    return { ...outcome, reason: `${outcome.reason} Gave up after ${times}.` };
  }
}
