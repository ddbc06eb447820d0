import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import type { ConnectionStep } from '../../../shared/model/facts.ts';
import type { EndpointSink, Link, LinkContext, LinkOutcome, RunningEndpoint } from './link.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { Route } from './route.ts';

/** The parts that all steps of a client share. */
export interface ClientWay {
  /** Collects the steps and facts, and reports them to the sink. */
  readonly route: Route;
  /** Fires when the client is cancelled or its time is over: every wait then ends, and leaves nothing behind. */
  readonly signal: AbortSignal;
}

/** A client to start: its name in sentences, and how long it may take. */
interface ClientStart {
  readonly where: string;
  readonly connectTimeoutMs: number;
  /** All steps up to the link, which the sink has when this resolves. Rejects with a `LinkProblem` when there is no link. */
  readonly connect: (way: ClientWay) => Promise<Link>;
}

/** Takes a client all the way to its link, with one signal that cancels every step and one deadline over all of them. */
export function startClient(start: ClientStart, sink: EndpointSink, context: LinkContext): RunningEndpoint {
  const connecting = new ClientConnecting(start, sink, context);
  queueMicrotask(() => void connecting.run());
  return { close: () => connecting.close() };
}

class ClientConnecting {
  private readonly start: ClientStart;
  private readonly sink: EndpointSink;
  private readonly context: LinkContext;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private link: Link | undefined;
  private stopped: LinkOutcome | undefined;
  private route: Route | undefined;

  constructor(start: ClientStart, sink: EndpointSink, context: LinkContext) {
    this.start = start;
    this.sink = sink;
    this.context = context;
    this.timer = setTimeout(
      () => this.stop({ clean: false, code: 'ETIMEDOUT', reason: this.whyLate() }),
      start.connectTimeoutMs,
    );
  }

  async run(): Promise<void> {
    this.route = new Route(this.context.clock, (facts) => this.sink.progressed(facts));
    try {
      this.controller.signal.throwIfAborted();
      this.link = await this.start.connect({ route: this.route, signal: this.controller.signal });
      // The sink may have closed the client in the turn in which it received the link.
      if (this.stopped) this.link.close();
    } catch (error) {
      this.sink.closed(this.stopped ?? outcomeOf(error), this.context.clock.nowUs());
    } finally {
      clearTimeout(this.timer);
    }
  }

  close(): void {
    if (this.link) this.link.close();
    else this.stop({ clean: true, reason: 'Cancelled while connecting.' });
  }

  private stop(outcome: LinkOutcome): void {
    if (this.stopped) return;
    this.stopped = outcome;
    this.controller.abort(new LinkProblem(outcome.reason, { code: outcome.code ?? null }));
  }

  /** Names the step that is running: it took the time. */
  private whyLate(): string {
    const { where, connectTimeoutMs } = this.start;
    const running = this.route?.facts.steps.findLast(({ outcome }) => outcome === 'running');
    const isAtProxy = running?.name === 'connect' && this.route?.facts.proxy !== null;
    const who = isAtProxy ? `The proxy ${this.route?.facts.proxy}` : where;
    return lateSentence(running, who, `within ${connectTimeoutMs / 1000} s`);
  }
}

/** Why a client is late; `within` is the time it had, as in `within 10 s`. */
export function lateSentence(running: ConnectionStep | undefined, where: string, within: string): string {
  const orLonger = 'or allow more time in the options.';
  switch (running?.name) {
    case 'lookup':
      return `The look-up of ${running.target} got no answer ${within}. Check the network and its name servers, use an IP address, ${orLonger}`;
    case 'proxy':
      return `The proxy ${running.target} did not connect to ${where} ${within}. Check the proxy, host and port, ${orLonger}`;
    case 'dialogue':
      return `${where} did not finish the dialogue before TLS ${within}. Check that it speaks this protocol, ${orLonger}`;
    case 'tls':
      return `${where} did not finish the TLS handshake ${within}. Check that it speaks TLS at this port, ${orLonger}`;
    case 'upgrade':
      return `${where} did not finish the WebSocket handshake ${within}. Check that it is a WebSocket server, ${orLonger}`;
    case 'connect':
    case undefined:
      return `${where} did not answer ${within}. Check host and port, ${orLonger}`;
  }
}

function outcomeOf(error: unknown): LinkOutcome {
  if (error instanceof LinkProblem) {
    return { clean: false, reason: error.message, code: error.code, field: error.field };
  }
  return { clean: false, reason: messageOf(error), code: codeOf(error) ?? null };
}
