import { formatCount, formatCounted, plural } from '../../../shared/base/quantity.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import { describeTls, type ConnectionFacts, type TlsFacts } from '../../../shared/model/facts.ts';
import type { Direction, EventKind } from '../../../shared/model/record.ts';
import type { DetailOf, SendOrigin } from '../../../shared/model/recordDetail.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import type { MulticastGroup } from '../../../shared/model/udpOptions.ts';
import type { DatagramFacts, LinkFacts, LinkOutcome } from '../link/link.ts';
import { describeLeft, type Load } from './load.ts';
import type { PeerEntry } from './peerTable.ts';
import { describeRetry } from './reconnectPlan.ts';
import type { Retry } from './reconnecting.ts';
import { detailOfClosed, detailOfFailed, detailOfOpened, detailOfTls } from './recordDetails.ts';

/** The content of an event's record: a sentence, and the same in fields. */
export type EventNote = {
  [Kind in EventKind]: { readonly kind: Kind; readonly note: string; readonly detail: DetailOf<Kind> };
}[EventKind];

const finOf = {
  in: 'The other side has sent its last byte (FIN).',
  out: 'Our side has sent its last byte (FIN).',
} as const;

/** A peer that we disconnect ends its side because we ended ours. */
const finAnswered = 'The other side has answered our FIN with its own.';

/** For a server or a UDP socket that is bound. */
export function listeningNote(facts: { readonly local: string; readonly url: string }): EventNote {
  return { kind: 'listening', note: `Listening at ${facts.url}`, detail: facts };
}

/** For a link that has opened, to a server or to a client; `proxy` as in the facts of a client. */
export function openedNote(facts: LinkFacts, isServer: boolean, proxy: string | null): EventNote {
  const { local, remote, note } = facts;
  const route = isServer ? `${remote} → ${local}` : `${local} → ${remote}`;
  const detail = detailOfOpened(facts, isServer ? null : proxy);
  return { kind: 'opened', note: note === null ? route : `${route}, ${note}`, detail };
}

/** For a link that has switched to TLS. */
export function securedNote(tls: TlsFacts): EventNote {
  return { kind: 'secured', note: describeTls(tls), detail: detailOfTls(tls) };
}

/** For one direction that has ended; `isAnswer` for the peer's, where it answers ours. */
export function endedNote(direction: Direction, isAnswer: boolean): EventNote {
  const side = direction === 'in' ? 'peer' : 'us';
  return { kind: 'ended', note: isAnswer ? finAnswered : finOf[direction], detail: { side, isAnswer } };
}

/** For the end of a link; or of the endpoint itself, with its facts. */
export function endNote(outcome: LinkOutcome, endpoint: ConnectionFacts | null): EventNote {
  const { clean, reason: note } = outcome;
  return clean
    ? { kind: 'closed', note, detail: detailOfClosed(outcome) }
    : { kind: 'failed', note, detail: detailOfFailed(outcome, endpoint) };
}

/** For a client that will connect again. */
export function waitingNote({ attempt, attempts, delayMs, at }: Retry): EventNote {
  const note = describeRetry(attempt, attempts, delayMs);
  return { kind: 'waiting', note, detail: { attempt, attempts, delayMs, at } };
}

/** For the groups that a socket is in now; `note` says in a sentence what was done. */
export function groupsNote(
  groups: readonly MulticastGroup[],
  did: 'left' | 'joined',
  note: string,
): EventNote {
  return { kind: 'changed', note, detail: { what: 'groups', did, groups: [...groups] } };
}

/** For datagrams that the system has dropped; `note` says in a sentence how many and why. */
export function droppedNote(
  { receiveBufferBytes }: DatagramFacts,
  datagrams: number,
  note: string,
): EventNote {
  return { kind: 'gap', note, detail: { what: 'system', datagrams, receiveBufferBytes } };
}

/** For payloads that came over a link that was being closed, and were too many to keep. */
export function unkeptNote(
  { unkeptPayloads, unkeptBytes }: Pick<PeerEntry, 'unkeptPayloads' | 'unkeptBytes'>,
  noun: RecordedNoun,
): EventNote {
  const what = `${formatCounted(unkeptPayloads, noun)} (${formatCounted(unkeptBytes, 'byte')})`;
  return {
    kind: 'gap',
    note: `${what} came after disconnecting, while the disk could not keep up, and ${plural(unkeptPayloads, 'was', 'were')} not kept.`,
    detail: { what: 'closing', payloadsIn: unkeptPayloads, bytesIn: unkeptBytes },
  };
}

/** A file that was sent, or part of it, as its record has it. */
export interface SentFileFacts {
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: number | null;
  readonly kind: SendKind;
  readonly origin: SendOrigin | null;
  /** The number of the record of its first piece. */
  readonly first: number | null;
}

/** How much of a file was sent that was not sent as a whole, and why not. */
export interface CutFile {
  readonly sentBytes: number;
  /** A sentence. */
  readonly reason: string;
}

/** The same in a sentence. */
export function describeCut({
  name,
  size,
  sentBytes,
  reason,
}: CutFile & Pick<SentFileFacts, 'name' | 'size'>): string {
  if (sentBytes === 0) return `Nothing of “${name}” was sent. ${reason}`;
  return `Only ${formatCount(sentBytes)} of ${formatCount(size)} bytes of “${name}” were sent. ${reason}`;
}

/** For a file that was sent, as a whole or not; `code` is the system's, or the protocol's. */
export function fileNote(
  { origin, ...file }: SentFileFacts,
  cut: (CutFile & { readonly code: string | null }) | null,
): EventNote {
  const { name, size } = file;
  const facts = {
    ...file,
    sentBytes: cut === null ? size : cut.sentBytes,
    ...(origin !== null && { origin }),
  };
  if (cut === null)
    return {
      kind: 'sent',
      note: `“${name}” was sent as a whole (${formatCounted(size, 'byte')}).`,
      detail: facts,
    };
  const { code, reason } = cut;
  return {
    kind: 'failed',
    note: describeCut({ ...file, ...cut }),
    detail: { what: 'file', ...facts, code, reason },
  };
}

/** For messages that had not left when our side ended. */
export function leftNote({ count, bytes }: Pick<Load, 'count' | 'bytes'>): EventNote {
  return {
    kind: 'failed',
    note: describeLeft({ count, bytes }),
    detail: { what: 'unsent', count, bytes },
  };
}
