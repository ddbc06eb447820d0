import type { Server } from 'node:net';
import { endOf } from './address.ts';
import { Admission } from './admission.ts';
import type { EndpointSink, Link, LinkContext, LinkOutcome, RunningEndpoint, Warning } from './link.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { bindProblemOf } from './takenPlace.ts';

/** The place at which a server should listen, and its limit of clients. */
export interface ListeningPlace {
  /** `host:port` as the person gave it, or the path of a socket file, for sentences. */
  readonly where: string;
  /** The address for clients, with the port that the system chose; 0 for a socket file, which has none. */
  readonly urlOf: (port: number) => string;
  /** The largest number of clients at once; null for no limit. */
  readonly peerLimit: number | null;
  /** The option that says where to listen; defaults to `address`. */
  readonly field?: string;
}

/** The common part of all servers: reports where it listens, keeps its links, closes them and then itself. */
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
    new Admission(server, place.peerLimit, (message, detail) => this.warn(message, detail)).watch();
    server.on('listening', () => this.listening());
    server.on('error', (error) => this.failed(error));
    server.on('close', () => {
      this.serverClosed = true;
      this.tellWhenAllIsClosed();
    });
  }

  keep(link: Link): void {
    this.links.add(link);
    // A client that the system accepted while the server was closing is closed with the others.
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
    // While its name is looked up, a server has nothing to close; once it listens, `listening` closes it.
    else queueMicrotask(() => this.tellClosed({ clean: true, reason: 'Cancelled while starting.' }));
  }

  private listening(): void {
    const atUs = this.context.clock.nowUs();
    const bound = this.server.address();
    if (this.closing || bound === null) {
      this.server.close();
      return;
    }
    const { where, urlOf } = this.place;
    const facts =
      typeof bound === 'string'
        ? { local: where, url: urlOf(0) }
        : { local: endOf(bound.address, bound.port), url: urlOf(bound.port) };
    this.sink.listening(facts, atUs);
  }

  /** Before the server listens, an error is final; afterwards it means that one client could not be accepted. */
  failed(error: unknown): void {
    const problem = bindProblemOf(error, this.place.where, { transport: 'tcp' }, this.context);
    if (this.server.listening) this.warn(problem.reason, { what: 'warning', code: problem.code });
    else {
      const field = error instanceof LinkProblem ? error.field : (this.place.field ?? 'address');
      this.tellClosed({ clean: false, ...problem, field });
    }
  }

  private warn(message: string, detail: Warning): void {
    this.sink.warned(message, this.context.clock.nowUs(), detail);
  }

  /** Node reports a server as closed a moment before its last socket. */
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
