import type { LookupAddress } from 'node:dns';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { codeOf } from '../../../../shared/base/errors.ts';
import type { Disposable } from '../../../../shared/base/lifecycle.ts';
import { onAbort } from '../../../../shared/base/onAbort.ts';
import { formatHostAndPort } from '../../../../shared/model/address.ts';
import { endOf } from '../address.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import type { Route, RouteStep } from '../route.ts';
import { bindProblemOf } from '../takenPlace.ts';

/** The addresses to try, the options for them, and the name to show. */
interface AttemptsRequest {
  /** At least one, in order of preference, all of a usable family. */
  readonly addresses: readonly LookupAddress[];
  readonly port: number;
  /** `host:port` as the person gave it, for sentences. */
  readonly where: string;
  /** The options of each socket: where it binds, how it reads. */
  readonly socket: Omit<TcpNetConnectOpts, 'host' | 'port' | 'family'>;
  /** The requested local address, as `host:port`; null when the system chooses. */
  readonly local: string | null;
  readonly context: Pick<LinkContext, 'holderOf'>;
}

/** RFC 8305, section 8: the recommended delay before the next address is tried beside those that have not answered. */
const attemptDelayMs = 250;

/**
 * Connects to the first address that answers (happy eyeballs, RFC 8305, section 5): starts a new attempt every 250 ms, or as soon as the
 * previous one has failed; the first to connect ends the others. Every attempt is a step of the route. Rejects with a `LinkProblem` when
 * all have failed, or with the signal's reason; no socket stays behind.
 */
export function connectFirst(request: AttemptsRequest, route: Route, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else new Attempts(request, route, signal, resolve, reject).next();
  });
}

interface Attempt {
  readonly socket: Socket;
  readonly step: RouteStep;
}

class Attempts {
  private readonly request: AttemptsRequest;
  private readonly route: Route;
  private readonly signal: AbortSignal;
  private readonly resolve: (socket: Socket) => void;
  private readonly reject: (reason: unknown) => void;
  private readonly untried: LookupAddress[];
  private readonly running = new Set<Attempt>();
  private readonly failures: LinkProblem[] = [];
  private readonly listening: Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    request: AttemptsRequest,
    route: Route,
    signal: AbortSignal,
    resolve: (socket: Socket) => void,
    reject: (reason: unknown) => void,
  ) {
    this.request = request;
    this.route = route;
    this.signal = signal;
    this.resolve = resolve;
    this.reject = reject;
    this.untried = interleaved(request.addresses);
    this.listening = onAbort(signal, () => this.cancelled());
  }

  next(): void {
    clearTimeout(this.timer);
    const target = this.untried.shift();
    if (!target) return;
    this.begin(target);
    if (this.untried.length > 0) this.timer = setTimeout(() => this.next(), attemptDelayMs);
  }

  private begin({ address, family }: LookupAddress): void {
    const { port, socket: options } = this.request;
    const where = formatHostAndPort(address, port);
    const step = this.route.begin('connect', where);
    // The listener that receives a step may cancel.
    if (this.signal.aborted) return step.cancelled(this.signal.reason);
    const socket = connect({ ...options, host: address, port, family });
    // With a buffer of its own a socket would read at once; its owner decides when.
    if (options.onread) socket.pause();
    const attempt = { socket, step };
    this.running.add(attempt);
    socket.once('connect', () => this.connected(attempt));
    socket.once('error', (error) => this.failed(attempt, error, where));
  }

  private connected(attempt: Attempt): void {
    if (!this.running.delete(attempt)) return;
    const { socket, step } = attempt;
    socket.removeAllListeners('error');
    this.end();
    step.done(`From ${endOf(socket.localAddress, socket.localPort)}.`);
    if (!this.signal.aborted) return this.resolve(socket);
    socket.destroy();
    this.reject(this.signal.reason);
  }

  private failed(attempt: Attempt, error: Error, where: string): void {
    if (!this.running.delete(attempt)) return;
    const problem = this.problemWith(error, where);
    attempt.step.failed(problem);
    this.failures.push(problem);
    if (this.untried.length > 0) this.next();
    else if (this.running.size === 0) {
      this.end();
      this.reject(this.verdict());
    }
  }

  private cancelled(): void {
    this.end();
    this.reject(this.signal.reason);
  }

  /** Ends the running attempts; nobody listens to their sockets after that. */
  private end(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
    this.untried.length = 0;
    for (const { socket, step } of this.running) {
      step.cancelled(this.signal.reason);
      socket.destroy();
    }
    this.running.clear();
  }

  private problemWith(error: unknown, where: string): LinkProblem {
    const { local, context } = this.request;
    if (isWithoutFreePort(error)) return this.withoutFreePort(error, where);
    const isLocal = local !== null && isAboutLocalAddress(error);
    const { reason, ...problem } = isLocal
      ? bindProblemOf(error, local, { transport: 'tcp' }, context)
      : problemOf(error, where);
    return new LinkProblem(reason, {
      ...problem,
      cause: error,
      field: isLocal ? 'socket.localAddress' : null,
    });
  }

  private withoutFreePort(cause: unknown, where: string): LinkProblem {
    const { local, socket } = this.request;
    const field = local === null ? null : 'socket.localAddress';
    const message =
      local !== null && socket.localPort !== undefined
        ? `There is a connection from ${local} to ${where} already, or there was one until just now. Choose another local port, or none.`
        : `The system has no local address and port for a connection to ${where}. Check the address; if there are very many connections to it, end some.`;
    return new LinkProblem(message, { code: 'EADDRNOTAVAIL', cause, field });
  }

  /** Sums up many failures: the most telling one, and how many there were. */
  private verdict(): LinkProblem {
    const [most = new LinkProblem('No address was tried.')] = this.failures.toSorted(
      (one, other) => tellingRank(one) - tellingRank(other),
    );
    if (this.failures.length === 1 || most.field !== null) return most;
    const { code, cause } = most;
    const { message } = this.problemWith(cause, this.request.where);
    return new LinkProblem(`${message} All ${this.failures.length} of its addresses were tried.`, {
      code,
      cause,
    });
  }
}

/**
 * Alternates between the families of the addresses, beginning with the family of the first (RFC 8305, section 4), so that a family that
 * does not work costs one delay, not one for each of its addresses.
 */
export function interleaved(addresses: readonly LookupAddress[]): LookupAddress[] {
  const [first] = addresses;
  const preferred = addresses.filter(({ family }) => family === first?.family);
  const others = addresses.filter(({ family }) => family !== first?.family);
  const longest = Math.max(preferred.length, others.length);
  return Array.from({ length: longest }, (_, index) => [preferred[index], others[index]])
    .flat()
    .filter((address) => address !== undefined);
}

/** Codes from the most to the least telling about the server: a refusal was an answer, no route is a lack of network. */
const telling = ['ECONNREFUSED', 'ECONNRESET', 'EACCES', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];

/** A failure that an option caused ranks before all network failures. */
function tellingRank({ code, field }: LinkProblem): number {
  if (field !== null) return -1;
  const index = code === null ? -1 : telling.indexOf(code);
  return index < 0 ? telling.length : index;
}

/** True for an error about the address to bind; `EACCES` also stands for a remote broadcast address. */
function isAboutLocalAddress(error: unknown): boolean {
  return isOfBind(error) || codeOf(error) === 'EADDRINUSE';
}

/** A bind fails with this code when the address is not ours, a connect when no local address and port are left for it. */
function isWithoutFreePort(error: unknown): boolean {
  return !isOfBind(error) && codeOf(error) === 'EADDRNOTAVAIL';
}

function isOfBind(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'bind';
}
