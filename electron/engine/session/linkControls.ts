import { toWireError, WirebenchError } from '../../../shared/base/errors.ts';
import { factsOf, protocolNamesOf, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { MulticastGroup } from '../../../shared/model/udpOptions.ts';
import type { DatagramControls } from '../link/link.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import type { PeerEntry } from './peerTable.ts';

/** What a person does to open links besides sending. Each action refuses, with a sentence, what the protocol does not have. */

/** Functions that send a FIN, one for each link. UNSUPPORTED where there is no half-close. */
export function endsOf(kind: EndpointKind, entries: readonly PeerEntry[]): (() => void)[] {
  const ends = entries.flatMap(({ link }) => (link?.end ? [link.end.bind(link)] : []));
  if (ends.length === entries.length) return ends;
  throw unsupported(
    `${protocolNamesOf(kind).inSentence} cannot close only one direction. Disconnect instead.`,
  );
}

/** Functions that reset each link with a RST. UNSUPPORTED where there is none. */
export function resetsOf(kind: EndpointKind, entries: readonly PeerEntry[]): (() => void)[] {
  const resets = entries.flatMap(({ link }) => (link?.reset ? [link.reset.bind(link)] : []));
  if (resets.length === entries.length) return resets;
  throw unsupported(`${protocolNamesOf(kind).inSentence} has no reset, as TCP has. Disconnect instead.`);
}

/** Starts TLS on each link; when all have been tried, rejects with the first failure. */
export async function startTlsOn(kind: EndpointKind, entries: readonly PeerEntry[]): Promise<void> {
  const starts = entries.flatMap(({ link }) => (link?.startTls ? [link.startTls.bind(link)] : []));
  if (starts.length < entries.length) {
    const name = protocolNamesOf(kind).inSentence;
    throw unsupported(
      `TLS can be started in place on TCP only. ${name} cannot switch to it while it is open.`,
    );
  }
  const outcomes = await Promise.allSettled(starts.map((start) => start()));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw refusalOf(failure.reason, 'WRONG_STATE');
}

/** What a person can do with a UDP socket; UNSUPPORTED for other kinds. */
export class DatagramActions {
  private readonly kind: EndpointKind;
  private readonly controls: () => DatagramControls | undefined;

  constructor(kind: EndpointKind, controls: () => DatagramControls | undefined) {
    this.kind = kind;
    this.controls = controls;
  }

  /** Rejects with BAD_REQUEST, and a sentence, when the socket refuses. */
  async ask<Value>(what: (controls: DatagramControls) => Promise<Value>): Promise<Value> {
    const controls = this.controls();
    if (!factsOf(this.kind).can.groups) {
      throw unsupported(
        `Only a UDP socket has this. ${protocolNamesOf(this.kind).inSentence} has one peer for each link.`,
      );
    }
    if (!controls) throw new WirebenchError('WRONG_STATE', 'This socket is not open.');
    try {
      return await what(controls);
    } catch (error) {
      throw refusalOf(error, 'BAD_REQUEST');
    }
  }

  join(group: MulticastGroup): Promise<void> {
    return this.ask((controls) => controls.joinGroup(group));
  }

  leave(group: MulticastGroup): Promise<void> {
    return this.ask((controls) => controls.leaveGroup(group));
  }
}

function refusalOf(error: unknown, code: 'BAD_REQUEST' | 'WRONG_STATE'): WirebenchError {
  if (error instanceof WirebenchError) return error;
  if (error instanceof LinkProblem) return new WirebenchError(code, error.message, { cause: error });
  const { code: wireCode, message } = toWireError(error);
  return new WirebenchError(wireCode, message, { cause: error });
}

function unsupported(message: string): WirebenchError {
  return new WirebenchError('UNSUPPORTED', message);
}
