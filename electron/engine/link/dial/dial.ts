import type { LookupAddress } from 'node:dns';
import { isIP, type OnReadOpts, type Socket } from 'node:net';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import type { ProxyOptions } from '../../../../shared/model/proxyOptions.ts';
import type { TcpClientSocket } from '../../../../shared/model/socketOptions.ts';
import { endOf } from '../address.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { zoneProblemOf } from '../zones.ts';
import type { Route } from '../route.ts';
import { connectFirst } from './attempts.ts';
import { bindOptions, describeLocal, reachableFrom, readLocalAddress } from './localAddress.ts';
import { lookupHost } from './lookup.ts';
import { forProxy } from './proxyTarget.ts';
import { formatProxy, proxyFor, type Proxy } from './proxy.ts';
import { throughProxy } from './throughProxy.ts';

/** The place that a client wants to connect to, and the way there. */
export interface DialRequest extends HostAndPort {
  readonly socket: TcpClientSocket;
  readonly proxy: ProxyOptions;
  /** Reads into the caller's buffer, when the socket is connected without a proxy, and is then paused; ignored otherwise. */
  readonly onread?: OnReadOpts;
}

/** 1 s is the shortest silence before a probe that systems accept. */
const shortestKeepAliveMs = 1000;

/**
 * Opens a TCP connection to the requested target, through the proxy if there is one. Nothing has been read from it yet, and nothing listens
 * on it, so its owner must listen in the turn in which this resolves. Each look-up, attempt and proxy dialogue is a step of the route.
 * Rejects with a `LinkProblem`; with the signal's reason when that fires, and leaves nothing behind.
 */
export async function dial(
  request: DialRequest,
  route: Route,
  context: LinkContext,
  signal: AbortSignal,
): Promise<Socket> {
  const proxy = await proxyFor(request, context, signal);
  if (proxy) return dialProxy(request, proxy, route, context, signal);
  const socket = await reach(request, request, route, context, signal);
  route.set({
    local: endOf(socket.localAddress, socket.localPort),
    remote: endOf(socket.remoteAddress, socket.remotePort),
  });
  return unlessCancelled(socket, signal);
}

/** The listener that received a step may have cancelled. */
function unlessCancelled(socket: Socket, signal: AbortSignal): Socket {
  if (!signal.aborted) return socket;
  socket.destroy();
  throw signal.reason;
}

async function dialProxy(
  request: DialRequest,
  proxy: Proxy,
  route: Route,
  context: LinkContext,
  signal: AbortSignal,
): Promise<Socket> {
  const target = forProxy(request);
  route.set({ proxy: formatProxy(proxy) });
  const { onread: _unused, ...plain } = request;
  let socket: Socket;
  try {
    socket = await reach(plain, proxy, route, context, signal);
  } catch (error) {
    const isOfSocket = error instanceof LinkProblem && error.field?.startsWith('socket.');
    throw error instanceof LinkProblem && !isOfSocket ? proxyOutOfReach(error, proxy) : error;
  }
  const through = await throughProxy(socket, proxy, target, route, signal);
  // Beyond the proxy only the name of the other end is known.
  const remote = formatHostAndPort(request.host, request.port);
  route.set({ local: endOf(socket.localAddress, socket.localPort), remote });
  return unlessCancelled(through, signal);
}

function proxyOutOfReach(problem: LinkProblem, { field }: Proxy): LinkProblem {
  const { code, cause } = problem;
  return new LinkProblem(`The proxy cannot be reached. ${problem.message}`, { code, cause, field });
}

/** Looks a host up and connects to it. */
async function reach(
  { socket: options, onread }: Pick<DialRequest, 'socket' | 'onread'>,
  { host, port }: HostAndPort,
  route: Route,
  context: LinkContext,
  signal: AbortSignal,
): Promise<Socket> {
  const where = formatHostAndPort(host, port);
  const local = readLocalAddress(options.localAddress);
  refuseWrongZone(local.host);
  refuseWrongZone(host);
  const found = await addressesOf(host, where, options, route, signal);
  const keepAliveMs = Math.max(options.keepAliveMs, shortestKeepAliveMs);
  return connectFirst(
    {
      addresses: reachableFrom(local, found, where),
      port,
      where,
      local: describeLocal(local),
      context,
      socket: {
        allowHalfOpen: true,
        noDelay: options.noDelay,
        ...(options.keepAliveMs === 0 ? {} : { keepAlive: true, keepAliveInitialDelay: keepAliveMs }),
        ...bindOptions(local),
        ...(onread ? { onread } : {}),
      },
    },
    route,
    signal,
  );
}

/** The system's code would not mention zones, or never come. No field is to blame: the interface may appear between attempts. */
function refuseWrongZone(host: string | null): void {
  const message = host === null ? null : zoneProblemOf(host);
  if (message !== null) throw new LinkProblem(message);
}

/** An IP address makes no step: there is nothing to look up. */
async function addressesOf(
  host: string,
  where: string,
  { family }: TcpClientSocket,
  route: Route,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const version = isIP(host);
  if (version !== 0) {
    if (family === 'any' || version === Number(family)) return [{ address: host, family: version }];
    throw new LinkProblem(
      `${host} is an IPv${version} address, but the options ask for IPv${family}. Change one of the two.`,
      { field: 'socket.family' },
    );
  }
  const lookedUp = await route.run(
    'lookup',
    host,
    signal,
    () =>
      lookupHost(host, family, signal).catch((error: unknown) =>
        Promise.reject(lookupProblem(error, where, signal)),
      ),
    ({ addresses, note }) =>
      [addresses.map(({ address }) => address).join(', '), note].filter((part) => part !== null).join('. '),
  );
  return lookedUp.addresses;
}

function lookupProblem(error: unknown, where: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const { reason, code } = problemOf(error, where);
  return new LinkProblem(reason, { code, cause: error, field: 'address' });
}
