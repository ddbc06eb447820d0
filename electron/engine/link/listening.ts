import type { Server } from 'node:net';
import { endOf } from './address.ts';
import type { EndpointSink, Link, LinkContext, LinkOutcome, RunningEndpoint } from './link.ts';
import { describeProblem } from './networkProblems.ts';

/** Where a server was asked to listen. */
export interface ListeningPlace {
  /** `host:port` as it was asked for, for sentences. */
  readonly where: string;
  /** The address for clients, with the port that the system gave. */
  readonly urlOf: (port: number) => string;
}

/** What every server does: says where it listens, keeps its links, closes them and then itself. */
export class Listening implements RunningEndpoint {
  private readonly server: Server;
  private readonly sink: EndpointSink;
  private readonly context: LinkContext;
  private readonly place: ListeningPlace;
  private readonly links = new Set<Link>();
  private closing = false;
  private serverClosed = false;
  private told = false;

  constructor(server: Server, sink: EndpointSink, context: LinkContext, place: ListeningPlace) {
    this.server = server;
    this.sink = sink;
    this.context = context;
    this.place = place;
    server.on('listening', () => this.listening());
    server.on('error', (error) => this.failed(error));
    server.on('close', () => {
      this.serverClosed = true;
      this.tellWhenAllIsClosed();
    });
  }

  keep(link: Link): void {
    this.links.add(link);
    // A client that the system accepted while the server was closing goes with the others.
    if (this.closing) link.close();
  }

  forget(link: Link): void {
    this.links.delete(link);
    this.tellWhenAllIsClosed();
  }

  close(): void {
    if (this.closing) return;
    this.closing = true;
    for (const link of this.links) link.close();
    if (this.server.listening) this.server.close();
    // While its name is looked up, a server has nothing to close yet; `listening` closes it when it comes.
    else queueMicrotask(() => this.tellClosed({ clean: true, reason: 'Cancelled while starting.' }));
  }

  private listening(): void {
    const atUs = this.context.clock.nowUs();
    const bound = this.server.address();
    if (this.closing || bound === null || typeof bound === 'string') {
      this.server.close();
      return;
    }
    const url = this.place.urlOf(bound.port);
    this.sink.listening({ local: endOf(bound.address, bound.port), url }, atUs);
  }

  /** Before it listens, an error is the end; afterwards one client could not be accepted, and others can. */
  private failed(error: Error): void {
    const reason = describeProblem(error, this.place.where);
    if (this.server.listening) this.sink.warned(reason, this.context.clock.nowUs());
    else this.tellClosed({ clean: false, reason });
  }

  /** Node says that a server is closed a moment before its last socket says so of itself. */
  private tellWhenAllIsClosed(): void {
    if (this.serverClosed && this.links.size === 0) {
      this.tellClosed({ clean: true, reason: 'Stopped listening.' });
    }
  }

  private tellClosed(outcome: LinkOutcome): void {
    if (this.told) return;
    this.told = true;
    this.closing = true;
    this.sink.closed(outcome, this.context.clock.nowUs());
  }
}
