import { createSocket, type Socket } from 'node:dgram';
import { codeOf } from '../../../../shared/base/errors.ts';
import { formatHostAndPort } from '../../../../shared/model/address.ts';
import type { UdpSocket } from '../../../../shared/model/udpOptions.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { bindProblemOf } from '../takenPlace.ts';
import type { ResolvedHost, SpokenVersion } from './hosts.ts';
import { needsBroadcast } from './udpLink.ts';

/** The IP versions of a socket that is bound here, or else only sends there. */
export function spokenBy(
  bind: ResolvedHost | null,
  remote: ResolvedHost | null,
  { family }: UdpSocket,
): SpokenVersion {
  const version = (bind ?? remote)?.version ?? 4;
  const isEverywhere = bind === null || bind.address === '::';
  return { version, isDual: version === 6 && isEverywhere && family === 'any' };
}

/** A socket that is not bound yet. */
export function newSocket({ version }: SpokenVersion, { reuseAddress, family }: UdpSocket): Socket {
  return createSocket({
    type: version === 6 ? 'udp6' : 'udp4',
    reuseAddr: reuseAddress,
    ipv6Only: version === 6 && family === '6',
  });
}

/** The facts of a binding that matter when it fails. */
interface Binding {
  /** `host:port` as the person gave it, for sentences. */
  readonly where: string;
  readonly family: UdpSocket['family'];
  readonly context: LinkContext;
}

/** Binds to the place, or to any port of all addresses. Rejects with a `LinkProblem`. */
export async function bindSocket(
  socket: Socket,
  at: ResolvedHost | null,
  { where, family, context }: Binding,
): Promise<void> {
  const place = at ? { port: at.port, address: at.address } : { port: 0 };
  try {
    await settled((done) => socket.bind({ ...place, exclusive: true }, done), socket);
  } catch (error) {
    const of = { transport: 'udp', isV6Only: family === '6' } as const;
    const { reason, ...problem } = bindProblemOf(error, where, of, context);
    throw new LinkProblem(reason, { ...problem, field: at ? 'bind' : null, cause: error });
  }
}

/** Connects a bound socket. Rejects with a `LinkProblem`. */
export async function connectSocket(socket: Socket, target: string, port: number): Promise<void> {
  const where = formatHostAndPort(target, port);
  try {
    await settled((done) => socket.connect(port, target, done), socket);
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw needsBroadcast(where, error);
    const { reason, code } = problemOf(error, where);
    throw new LinkProblem(reason, { code, field: 'address', cause: error });
  }
}

/** Resolves when the socket reports success, rejects with its first error; some errors are thrown instead (a bad port). */
function settled(begin: (done: (error?: Error) => void) => void, socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    socket.once('error', failed);
    // A failed bind is emitted, a failed connect goes to its callback.
    begin((error) => {
      socket.off('error', failed);
      if (error) reject(error);
      else resolve();
    });
  });
}
