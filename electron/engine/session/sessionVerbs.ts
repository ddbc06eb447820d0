import { toWireError, WirebenchError } from '../../../shared/base/errors.ts';
import {
  refusalOf,
  type SessionVerb,
  type VerbAnswer,
  type VerbInput,
} from '../../../shared/contract/sessionVerbs.ts';
import { isClient } from '../../../shared/model/endpointKinds.ts';
import type { KeepLimit } from '../../../shared/model/session.ts';
import type { SendTarget } from '../../../shared/model/sending.ts';
import type { DatagramControls, Link } from '../link/link.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import type { FileSends } from './fileSends.ts';
import { requireLiveRecording } from './isLive.ts';
import type { PeerFlow } from './peerFlow.ts';
import type { PeerEntry, PeerTable } from './peerTable.ts';
import type { Reconnecting } from './reconnecting.ts';
import type { SendTurns } from './sendTurns.ts';
import type { Session } from './session.ts';

/** A live session, and the parts of it that verbs are done to. */
export interface VerbSubject extends Session {
  readonly table: Pick<PeerTable, 'targets' | 'idOf'>;
  readonly flow: Pick<PeerFlow, 'close'>;
  readonly files: Pick<FileSends, 'cancel'>;
  readonly turns: Pick<SendTurns, 'after' | 'afterMessages'>;
  readonly running: Reconnecting | undefined;
  /** Disconnects, or stops listening. */
  requestClose(): void;
  /** Takes note that a person wants the session to end, where its link ends by itself now. */
  expectEnd(): void;
  keepNewest(limit: KeepLimit | null): void;
}

/** What carries out each verb that the contract declares: where one is missing, nothing compiles. */
type VerbActions = {
  readonly [Name in SessionVerb]: (
    session: VerbSubject,
    input: VerbInput<Name>,
  ) => VerbAnswer<Name> | Promise<VerbAnswer<Name>>;
};

const verbActions: VerbActions = {
  disconnect(session, { to }) {
    const entries = targetsOf(session, to);
    // Disconnecting a client closes it.
    if (isClient(session.endpoint.kind)) session.requestClose();
    else for (const entry of entries) session.flow.close(entry);
  },
  async end(session, { to }) {
    linksThatCan('end', session, to);
    // A peer that answers with an end of its own has not left by itself.
    if (isClient(session.endpoint.kind)) session.running?.giveUp();
    await session.turns.after(targetsOf(session, to), ({ link }) => link?.end?.());
  },
  reset(session, { to }) {
    const links = linksThatCan('reset', session, to);
    if (isClient(session.endpoint.kind)) session.expectEnd();
    for (const link of links) link.reset?.();
  },
  async startTls(session, { to }) {
    linksThatCan('startTls', session, to);
    // All are tried before the first failure is reported.
    const outcomes = await session.turns.afterMessages(
      targetsOf(session, to),
      'Start TLS',
      async ({ link }) => {
        if (link?.startTls) await link.startTls();
        else throw new WirebenchError('WRONG_STATE', 'The connection closed before TLS could be started.');
      },
    );
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw problemOf(failure.reason, 'WRONG_STATE');
  },
  retryNow({ running }) {
    if (running?.retryNow()) return;
    throw new WirebenchError('WRONG_STATE', 'This session is not waiting to reconnect.');
  },
  cancelFile({ files }) {
    files.cancel();
  },
  async addPeer(session, { address }) {
    const link = await askSocket(session, (socket) => socket.addPeer(address));
    const peer = session.table.idOf(link);
    if (peer !== undefined) return { peer };
    throw new WirebenchError('WRONG_STATE', 'The socket closed before this peer could be added.');
  },
  joinGroup: (session, { group, interface: joinedOn }) =>
    askSocket(session, (socket) => socket.joinGroup({ group, interface: joinedOn })),
  leaveGroup: (session, group) => askSocket(session, (socket) => socket.leaveGroup(group)),
  keep(session, { limit }) {
    requireLiveRecording(session);
    session.keepNewest(limit);
  },
};

/** Does something to a session. Rejects as the contract says, with UNSUPPORTED and a sentence where its kind does not have it. */
export async function act<Name extends SessionVerb>(
  session: VerbSubject,
  name: Name,
  input: VerbInput<Name>,
): Promise<VerbAnswer<Name>> {
  const refusal = refusalOf(name, session.endpoint.kind);
  if (refusal !== null) throw new WirebenchError('UNSUPPORTED', refusal);
  return await verbActions[name](session, input);
}

function targetsOf({ table }: VerbSubject, to: SendTarget): readonly PeerEntry[] {
  return table.targets(to, '');
}

/** The links that something is done to; nothing is done to any of them where one cannot, although its kind can. */
function linksThatCan(what: 'end' | 'reset' | 'startTls', session: VerbSubject, to: SendTarget): Link[] {
  const entries = targetsOf(session, to);
  const links = entries.flatMap(({ link }) => (link?.[what] ? [link] : []));
  if (links.length === entries.length) return links;
  throw new WirebenchError('UNSUPPORTED', 'This link cannot do that. Disconnect instead.');
}

/** Asks an open UDP socket for something. Rejects with BAD_REQUEST, and a sentence, when the socket refuses. */
async function askSocket<Value>(
  { running }: VerbSubject,
  what: (socket: DatagramControls) => Promise<Value>,
): Promise<Value> {
  const socket = running?.datagrams;
  if (!socket) throw new WirebenchError('WRONG_STATE', 'This socket is not open.');
  try {
    return await what(socket);
  } catch (error) {
    throw problemOf(error, 'BAD_REQUEST');
  }
}

function problemOf(error: unknown, code: 'BAD_REQUEST' | 'WRONG_STATE'): WirebenchError {
  if (error instanceof WirebenchError) return error;
  if (error instanceof LinkProblem) return new WirebenchError(code, error.message, { cause: error });
  const { code: wireCode, message } = toWireError(error);
  return new WirebenchError(wireCode, message, { cause: error });
}
