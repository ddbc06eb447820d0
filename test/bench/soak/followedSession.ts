import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../../electron/engine/engine.ts';
import type { Session, SessionRecord } from '../../../electron/engine/session/session.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { HeldCounter } from '../../support/held.ts';
import { Latency } from './latency.ts';
import type { SoakLine } from './soakReport.ts';

/** As many rows as a window asks for with its tail. */
const tailRows = 64;
/** 10 ms: what the delay of the event loop is sampled with, and what therefore is no delay. */
const resolutionMs = 10;
const pollMs = 20;

/** A session that is looked at as a window does, and when each of its records was received, committed and seen. */
export class FollowedSession {
  goodbyes = 0;
  private readonly engine: Engine;
  private readonly startedMs = performance.now();
  private readonly loop = monitorEventLoopDelay({ resolution: resolutionMs });
  private readonly committed = new Latency();
  private readonly seen = new Latency();
  private readonly held = new HeldCounter();
  private messages = 0;
  private messagesBefore = 0;
  private lineMs = performance.now();

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** To be called for each record while it is appended. */
  received({ seq, kind, direction }: SessionRecord): void {
    if (seq === null) return;
    const nowMs = performance.now();
    this.committed.began(seq, nowMs);
    this.seen.began(seq, nowMs);
    if (direction !== 'in') return;
    if (kind === 'close') this.goodbyes += 1;
    else this.messages += 1;
  }

  /** Subscribes to the tail through the contract, as the page does. */
  follow(session: Session): Disposable {
    this.loop.enable();
    const stop = new AbortController();
    void this.watchCommitted(session, stop.signal);
    const [near, far] = createMemoryPair();
    const client = createClient(contract);
    const server = serve(contract, this.engine.handlers, far);
    client.attach(near);
    client.subscribe('records.tail', { source: { session: session.id }, rows: tailRows }, ({ output }) =>
      this.seen.reached(output.last, performance.now()),
    );
    return {
      [Symbol.dispose]: () => {
        stop.abort();
        this.loop.disable();
        this.held[Symbol.dispose]();
        client.dispose();
        server.dispose();
      },
    };
  }

  /** What happened since the last line. */
  line(): SoakLine {
    const nowMs = performance.now();
    const { rss, heapUsed, external } = process.memoryUsage();
    const { abortListeners, handles, openFiles } = this.held.countQuickly();
    const line: SoakLine = {
      seconds: Math.round((nowMs - this.startedMs) / 1000),
      messages: this.messages,
      perSecond: ((this.messages - this.messagesBefore) * 1000) / (nowMs - this.lineMs),
      rssBytes: rss,
      heapBytes: heapUsed,
      externalBytes: external,
      abortListeners,
      handles: handles + openFiles,
      committedMs: this.committed.take(),
      seenMs: this.seen.take(),
      loopMs: {
        p50: this.loop.percentile(50) / 1e6 - resolutionMs,
        p99: this.loop.percentile(99) / 1e6 - resolutionMs,
        max: this.loop.max / 1e6 - resolutionMs,
      },
    };
    this.loop.reset();
    this.messagesBefore = this.messages;
    this.lineMs = nowMs;
    return line;
  }

  /** Waits until the subscriber was told of everything that was received; how many of the messages it knows of. */
  async seenAll(sent: number, withinMs: number): Promise<number> {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline && (this.messages < sent || this.seen.last < this.committed.newest)) {
      await pause(pollMs);
    }
    return this.messages - (this.seen.newest - this.seen.last);
  }

  private async watchCommitted(session: Session, signal: AbortSignal): Promise<void> {
    for await (const total of session.committed.changes(signal))
      this.committed.reached(total, performance.now());
  }
}
