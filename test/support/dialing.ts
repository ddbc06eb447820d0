import type { Socket } from 'node:net';
import { dial } from '../../electron/engine/link/dial/dial.ts';
import type { LinkContext } from '../../electron/engine/link/link.ts';
import { LinkProblem } from '../../electron/engine/base/linkProblem.ts';
import { Route } from '../../electron/engine/link/route.ts';
import { createSystemClock } from '../../electron/engine/base/systemClock.ts';
import { proxySchema } from '../../shared/model/proxyOptions.ts';
import { tcpClientSocketSchema } from '../../shared/model/socketOptions.ts';
import { withSecrets } from './recordingSink.ts';

/** What a test dials; what it leaves out is as in a new connection. */
export interface Dialed {
  readonly host?: string;
  readonly port: number;
  readonly socket?: object;
  readonly proxy?: object;
  readonly secrets?: Readonly<Record<string, Uint8Array>>;
  readonly systemProxy?: LinkContext['systemProxy'];
}

/** A route that nobody follows. */
export function newRoute(): Route {
  return new Route(createSystemClock(), () => undefined);
}

/** The steps of a route, each in two words: `connect done`. */
export function stepsOf(route: Route): string[] {
  return route.facts.steps.map(({ name, outcome }) => `${name} ${outcome}`);
}

/** Dials to 127.0.0.1 unless told otherwise. */
export function dialTo(
  { host = '127.0.0.1', port, socket = {}, proxy = {}, secrets = {}, systemProxy }: Dialed,
  route = newRoute(),
  signal = new AbortController().signal,
): Promise<Socket> {
  const context: LinkContext = {
    clock: createSystemClock(),
    makeIdentity: () => Promise.reject(new Error('No client makes an identity.')),
    keyLogPath: '',
    systemProxy,
    ...withSecrets(secrets),
  };
  const request = {
    host,
    port,
    socket: tcpClientSocketSchema.parse(socket),
    proxy: proxySchema.parse(proxy),
  };
  return dial(request, route, context, signal);
}

/** Why something came to nothing. */
export async function problemWith(dialing: Promise<Socket>): Promise<LinkProblem> {
  const outcome = await dialing.then(
    (socket) => {
      socket.destroy();
      return 'It connected.';
    },
    (error: unknown) => error,
  );
  if (outcome instanceof LinkProblem) return outcome;
  throw new Error(`That is no problem of a link: ${String(outcome)}`);
}

/** Everything that comes until the other side ends, as Latin-1. */
export async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString('latin1');
}
