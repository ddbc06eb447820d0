import { handshakeFieldsOf, headersOf } from '../../../shared/model/handshakeFields.ts';
import type { ConnectionFacts, TlsFacts } from '../../../shared/model/facts.ts';
import type { DetailOf, PeerDetail } from '../../../shared/model/recordDetail.ts';
import type { LinkFacts, LinkOutcome } from '../link/link.ts';

/** The events of a session in fields; their sentences are recorded beside them. */

/** For a link that has opened; `proxy` as in the facts of a client. */
export function detailOfOpened(
  { local, remote, subprotocol, tls = null, handshake }: LinkFacts,
  proxy: string | null,
): DetailOf<'opened'> {
  const said = handshake ?? null;
  const { path, userAgent } = handshakeFieldsOf(said);
  return {
    ...{ local, remote, proxy, path, userAgent, subprotocol },
    ...{ handshake: said, tls: tls && detailOfTls(tls) },
  };
}

/** With the other side's own certificate in short; the facts of a client have the whole chain. */
export function detailOfTls(tls: TlsFacts): DetailOf<'secured'> {
  const { version, cipher, alpn, serverName, isSessionReused, verification, problem, chain } = tls;
  const [own] = chain;
  return {
    ...{ version, cipher, alpn, serverName, isSessionReused, verification },
    problem: problem?.code ?? null,
    certificate: own ? { subject: own.subject, issuer: own.issuer, fingerprint: own.fingerprint } : null,
  };
}

/** For a link or an endpoint that ended as its protocol intends. */
export function detailOfClosed(outcome: LinkOutcome): DetailOf<'closed'> {
  const { code = null, closeCode = null, closeReason = null } = outcome;
  return { code, closeCode, closeReason };
}

/** For a link that has failed; or for an endpoint, with what its handshake had said by then. */
export function detailOfFailed(
  outcome: LinkOutcome,
  endpoint: Pick<ConnectionFacts, 'handshake'> | null,
): DetailOf<'failed'> {
  const { code = null, field = null, closeCode = null, allows } = outcome;
  const why = { code, field, closeCode };
  return endpoint === null
    ? { what: 'link', ...why }
    : {
        ...{ what: 'endpoint', ...why, handshake: endpoint.handshake },
        ...(allows !== undefined && { allows }),
      };
}

/** For a peer, from what is known of its link. */
export function detailOfPeer({
  local,
  subprotocol,
  handshake,
}: Pick<ConnectionFacts, 'local' | 'subprotocol' | 'handshake'>): PeerDetail {
  const { path, userAgent } = handshakeFieldsOf(handshake);
  return { local: local ?? '', path, userAgent, subprotocol, headers: headersOf(handshake) };
}
