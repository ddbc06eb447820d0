import type { EndpointOf } from '../../../../shared/model/connection.ts';
import { lateSentence } from '../connecting.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import type { Route } from '../route.ts';
import { secureClient, type TlsSessions } from '../tls/secureClient.ts';
import { nameOfProtocol, startDialogue } from './dialogues.ts';
import { runDialogue } from './runDialogue.ts';
import { withTimeLimit } from './timeLimit.ts';
import type { Upgrade } from './upgrade.ts';

/** The parts that a client needs to switch to TLS, besides its options. */
interface ClientUpgradeParts {
  /** The host of the address, and `host:port` for sentences. */
  readonly host: string;
  readonly where: string;
  /** Receives the steps `dialogue` and `tls`. */
  readonly route: Route;
  readonly context: LinkContext;
  readonly sessions: TlsSessions;
}

/**
 * TLS as a client in place: after a protocol's dialogue, within the connect timeout that began with the connection; or at a person's
 * request, with the same time for the handshake.
 */
export function clientUpgrade(definition: EndpointOf<'tcp-client'>, parts: ClientUpgradeParts): Upgrade {
  const { startTls, tls, connectTimeoutMs } = definition;
  const { host, where, route, context, sessions } = parts;
  const inTime = <Value>(
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> => {
    const gone = startTls === 'none' ? 0 : context.clock.nowUs() - (route.facts.startedAt ?? 0);
    return withTimeLimit(connectTimeoutMs - gone / 1000, signal, late, work);
  };
  const late = (): LinkProblem => {
    const running = route.facts.steps.findLast(({ outcome }) => outcome === 'running');
    return new LinkProblem(lateSentence(running, where, `within ${connectTimeoutMs / 1000} s`), {
      code: 'ETIMEDOUT',
    });
  };
  const secured: Upgrade = {
    role: 'client',
    secure: (socket, signal) =>
      inTime(signal, (limited) => {
        const secureParts = { host, route, context, signal: limited, sessions };
        return secureClient(socket, tls, secureParts);
      }),
  };
  if (startTls === 'none') return secured;
  return {
    ...secured,
    talk: (plain) =>
      inTime(plain.signal, (limited) =>
        route.run('dialogue', nameOfProtocol(startTls), limited, () =>
          runDialogue(startDialogue(startTls, { host: tls.serverName || host }), plain, limited),
        ),
      ),
  };
}
