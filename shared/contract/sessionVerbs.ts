import { z } from 'zod';
import { factsOf, protocolNamesOf, type Capability, type EndpointKind } from '../model/endpointKinds.ts';
import { peerIdSchema, sessionIdSchema } from '../model/ids.ts';
import { sendTargetSchema } from '../model/sending.ts';
import { keepLimitSchema } from '../model/session.ts';
import { multicastGroupSchema } from '../model/udpOptions.ts';
import { chosenEnvironmentSchema } from './environments.ts';
import { call, nameOf, type CallDefinition, type NameIn } from './define.ts';
import { nothing } from './nothing.ts';

/** The capability that a verb needs of a kind of endpoint. */
interface Need {
  readonly capability: Capability;
  /** The sentence that refuses the verb to a kind without the capability. The protocol is named as a sentence begins with it. */
  readonly refusal: (protocol: string) => string;
}

/** A call that does something to an open session: to links of it, which the input names (`to`), or to the session itself. */
interface VerbDefinition<
  On extends 'links' | 'session',
  Input extends z.ZodType,
  Output extends z.ZodType,
> extends CallDefinition<Input, Output, false, false> {
  readonly on: On;
  /** Null for what every kind of endpoint can do. */
  readonly needs: Need | null;
}

const session = z.strictObject({ session: sessionIdSchema });
const links = session.extend({ to: sendTargetSchema });

/** Something is done to links that are open: that of one peer, those of several, or all. */
function onLinks(needs: Need | null): VerbDefinition<'links', typeof links, typeof nothing> {
  return { ...call(links, nothing), on: 'links', needs };
}

function onSession<Input extends z.ZodType, Output extends z.ZodType>(
  needs: Need | null,
  input: Input,
  output: Output,
): VerbDefinition<'session', Input, Output> {
  return { ...call(input, output), on: 'session', needs };
}

const halfClose: Need = {
  capability: 'halfClose',
  refusal: (protocol) => `${protocol} cannot close only one direction. Disconnect instead.`,
};
const reset: Need = {
  capability: 'reset',
  refusal: (protocol) => `${protocol} has no reset, unlike TCP. Disconnect instead.`,
};
const startTls: Need = {
  capability: 'startTls',
  refusal: (protocol) =>
    `TLS can be started in place on TCP only. ${protocol} cannot switch to it while it is open.`,
};
const onlyUdp = (protocol: string): string =>
  `Only a UDP socket has this. ${protocol} has one peer for each link.`;
const addPeers: Need = { capability: 'addPeers', refusal: onlyUdp };
const groups: Need = { capability: 'groups', refusal: onlyUdp };

/**
 * What a person does to an open session. A verb is declared here alone: its handler is made from this table, the session carries it out,
 * and the window offers it where the kind of the endpoint has what it needs. Where the kind does not, the answer is UNSUPPORTED; for a peer
 * that is no longer open, it is WRONG_STATE.
 */
export const sessionVerbs = {
  /** Closes links as their protocol does; the session of a server goes on. */
  'sessions.disconnect': onLinks(null),
  /** Sends a FIN and keeps receiving (RFC 9293, half-close). */
  'sessions.end': onLinks(halfClose),
  /** Resets links with a RST: bytes not yet sent or read are lost on both sides. */
  'sessions.reset': onLinks(reset),
  /**
   * Starts TLS on open TCP links, with the options of the endpoint; resolves when the handshake is done, and a `secured` record says so. A
   * failure is reported in the session, and ends the link. WRONG_STATE where the link already uses TLS.
   */
  'sessions.startTls': onLinks(startTls),
  /** Connects at once instead of waiting. WRONG_STATE unless the session is in phase `waiting`. */
  'sessions.retryNow': onSession(null, session, nothing),
  /** Stops the file that is being sent. Over a WebSocket this ends the connection: a message cannot be taken back halfway. */
  'sessions.cancelFile': onSession(null, session, nothing),
  /**
   * Adds an address, in which variables may stand, to the peers of a UDP socket that is not connected. BAD_REQUEST, with a sentence, for text
   * that is not an address.
   */
  'sessions.addPeer': onSession(
    addPeers,
    session.extend({ address: z.string().max(300), environment: chosenEnvironmentSchema }),
    z.strictObject({ peer: peerIdSchema }),
  ),
  /** Lets a UDP socket join a multicast group; variables may stand for it. BAD_REQUEST, with a sentence, if the system refuses. */
  'sessions.joinGroup': onSession(
    groups,
    session.extend({ ...multicastGroupSchema.shape, environment: chosenEnvironmentSchema }),
    nothing,
  ),
  /** Lets a UDP socket leave a multicast group. BAD_REQUEST, with a sentence, if the system refuses. */
  'sessions.leaveGroup': onSession(groups, session.extend(multicastGroupSchema.shape), nothing),
  /**
   * From now on keeps only the newest records, up to the limit; null keeps everything. WRONG_STATE for a session that is not live: an ended
   * one does not change any more.
   */
  'sessions.keep': onSession(null, session.extend({ limit: keepLimitSchema.nullable() }), nothing),
} as const;

type Verbs = typeof sessionVerbs;
type DefinitionOf<Name extends SessionVerb> = Verbs[`sessions.${Name}`];

/** The name of a verb, without that of its namespace. */
export type SessionVerb = NameIn<Verbs>;

/** The verbs that are done to links. */
export type LinkVerb = {
  [Name in SessionVerb]: DefinitionOf<Name>['on'] extends 'links' ? Name : never;
}[SessionVerb];

/** What a verb is told, beside the session that it is done to. */
export type VerbInput<Name extends SessionVerb> = Omit<z.output<DefinitionOf<Name>['input']>, 'session'>;

/** What a verb answers; nothing (void) for most of them. */
export type VerbAnswer<Name extends SessionVerb> =
  z.output<DefinitionOf<Name>['output']> extends z.output<typeof nothing>
    ? void
    : z.output<DefinitionOf<Name>['output']>;

/** The verbs that are done to links, in the order of the table, in which they are offered. */
export const linkVerbs = Object.keys(sessionVerbs).map(nameOf).filter(isVerb).filter(isLinkVerb);

function isVerb(name: string): name is SessionVerb {
  return Object.hasOwn(sessionVerbs, `sessions.${name}`);
}

function isLinkVerb(verb: SessionVerb): verb is LinkVerb {
  return sessionVerbs[`sessions.${verb}`].on === 'links';
}

/** Why a verb cannot be done with a kind of endpoint, as a sentence; null where it can. */
export function refusalOf(verb: SessionVerb, kind: EndpointKind): string | null {
  const { needs } = sessionVerbs[`sessions.${verb}`];
  if (needs === null || factsOf(kind).can[needs.capability]) return null;
  return needs.refusal(protocolNamesOf(kind).inSentence);
}
