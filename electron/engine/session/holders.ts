import { parseHostAndPort, parseAddress } from '../../../shared/model/address.ts';
import { factsOf, isClient, isServer } from '../../../shared/model/endpointKinds.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { visible } from '../../../shared/bytes/visibleText.ts';
import { placesClash, type Holder, type Place } from '../link/places.ts';

/** 60 seconds: as long as Linux keeps the port of a connection that was closed here first (TIME-WAIT, RFC 9293, section 3.6.1). */
const timeWaitUs = 60_000_000;

/** Everything in this program that can hold a place, and the time. */
interface HolderSources {
  readonly infos: readonly SessionInfo[];
  /** Where the host serves its page, as `host:port`. */
  readonly page: string | null;
  readonly nowUs: number;
}

/**
 * Says what in this program holds a place: a session that is open or closing, the page, or a connection that has just been closed. Null
 * where nothing here does: then it is another program.
 */
export function holderOf({ infos, page, nowUs }: HolderSources, place: Place): Holder | null {
  const holders = infos.filter((info) => {
    const held = holdsStill(info, nowUs) ? placeOf(info) : null;
    return held !== null && placesClash(held, place);
  });
  // A client may share a server's port without blocking anybody, and something that is ending may be beside what is open.
  const [holder] = holders.toSorted((one, other) => rank(one) - rank(other));
  if (holder) return describe(holder);
  const pagePlace = page === null ? null : networkPlaceOf(page, 'tcp');
  return pagePlace && placesClash(pagePlace, place)
    ? { fact: `Wirebench serves its own page at ${page}.`, remedy: null, session: null }
    : null;
}

function holdsStill({ phase, endpoint, endedAt }: SessionInfo, nowUs: number): boolean {
  if (phase === 'open' || phase === 'closing') return true;
  // A datagram socket's port is free at once.
  return isClient(endpoint.kind) && endedAt !== null && nowUs - endedAt < timeWaitUs;
}

/** Null for a session that had no socket, and for one that connected to a unix socket, which is bound nowhere. */
function placeOf({ endpoint, local, url }: SessionInfo): Place | null {
  const { transport } = factsOf(endpoint.kind);
  if (transport !== 'unix') return networkPlaceOf(local, transport, isV6Only(endpoint));
  if (isClient(endpoint.kind)) return null;
  const address = parseAddress(url ?? '', 'unix');
  return address.ok && address.value.scheme === 'unix' ? { transport, path: address.value.path } : null;
}

/** A server listens on both IP versions, as the system does by default. */
function isV6Only(endpoint: Endpoint): boolean {
  return 'bind' in endpoint && endpoint.socket.family === '6';
}

function networkPlaceOf(local: string | null, transport: 'tcp' | 'udp', onlyV6 = false): Place | null {
  const parsed = parseHostAndPort(local ?? '');
  return parsed.ok ? { transport, ...parsed.value, isV6Only: onlyV6 } : null;
}

function rank({ phase, endpoint }: SessionInfo): number {
  const phases: readonly SessionInfo['phase'][] = ['open', 'closing'];
  const order = phases.includes(phase) ? phases.indexOf(phase) : phases.length;
  return 2 * order + (isClient(endpoint.kind) ? 1 : 0);
}

function describe({ id, name, phase, endpoint, local, url }: SessionInfo): Holder {
  const who = `“${visible(name)}” (${factsOf(endpoint.kind).name}) in this workbench`;
  const at = local ?? url ?? '';
  const soon = 'Try again in a moment';
  if (phase === 'closing')
    return { fact: `${who} uses ${at} until it has closed.`, remedy: soon, session: id };
  if (phase !== 'open') {
    const fact = `${who} used ${at} until just now, and the system keeps the port of a closed connection for a minute (TIME-WAIT).`;
    return { fact, remedy: 'Try again after that', session: id };
  }
  const remedy = isServer(endpoint.kind) ? 'Stop listening there' : 'Disconnect it there';
  return { fact: `${who} is already using ${at}.`, remedy, session: id };
}
