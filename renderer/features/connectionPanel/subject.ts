import type { Endpoint } from '../../../shared/model/connection.ts';
import { nounOf, nounOfRecorded, type Noun } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { Peer, SessionInfo } from '../../../shared/model/session.ts';

/** What the panel shows: a session, one peer of a server, or a recording. */
export interface ConnectionSubject {
  readonly endpoint: Endpoint;
  readonly facts: ConnectionFacts;
  /** The peer's address, where the panel is about one of several. */
  readonly peer: string | null;
  /** Why it failed or how it closed, with the code; null while it runs. */
  readonly end: { readonly isFailure: boolean; readonly reason: string; readonly code: string | null } | null;
  /** The address to give to others. */
  readonly url: string | null;
  readonly local: string | null;
  readonly remote: string | null;
  /** What passed, counted as `noun`. */
  readonly payloads: { readonly in: number; readonly out: number } | null;
  readonly noun: Noun | 'record';
  readonly bytes: { readonly in: number; readonly out: number };
  /** When the last payload passed, in microseconds since the epoch; null for an ended session or a recording. */
  readonly last: { readonly in: number | null; readonly out: number | null } | null;
  readonly groups: SessionInfo['groups'];
  readonly datagrams: SessionInfo['datagrams'];
}

export function subjectOfSession(session: SessionInfo, facts: ConnectionFacts): ConnectionSubject {
  const { endpoint, phase, reason, problem, url, groups, datagrams } = session;
  return {
    endpoint,
    facts,
    peer: null,
    end:
      reason === null
        ? null
        : { isFailure: phase === 'failed' || problem !== null, reason, code: problem?.code ?? null },
    url,
    local: facts.local ?? session.local,
    remote: facts.remote ?? session.remote,
    noun: nounOf(endpoint.kind),
    payloads: { in: session.messagesIn, out: session.messagesOut },
    bytes: { in: session.bytesIn, out: session.bytesOut },
    last: session.endedAt === null ? { in: session.lastInAt, out: session.lastOutAt } : null,
    groups,
    datagrams,
  };
}

/** One link of a server. */
export function subjectOfPeer(
  { endpoint }: SessionInfo,
  peer: Peer,
  facts: ConnectionFacts,
): ConnectionSubject {
  return {
    endpoint,
    facts,
    peer: peer.address,
    end: null,
    url: null,
    local: facts.local,
    remote: facts.remote ?? peer.address,
    payloads: null,
    noun: nounOf(endpoint.kind),
    bytes: { in: peer.bytesIn, out: peer.bytesOut },
    last: null,
    groups: [],
    datagrams: null,
  };
}

export function subjectOfRecording(info: RecordingInfo, facts: ConnectionFacts): ConnectionSubject {
  return {
    endpoint: info.endpoint,
    facts,
    peer: null,
    end: null,
    url: info.url,
    local: facts.local,
    remote: facts.remote,
    noun: nounOfRecorded(info.endpoint.kind),
    payloads: { in: info.payloadsIn, out: info.payloadsOut },
    bytes: { in: info.bytesIn, out: info.bytesOut },
    last: null,
    groups: [],
    datagrams: null,
  };
}
