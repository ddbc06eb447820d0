import { SocketAddress } from 'node:net';
import { parseHostAndPort, parseAddress, ipVersionOf } from '../../../shared/model/address.ts';
import type { Endpoint, EndpointOf } from '../../../shared/model/connection.ts';
import { factsOf, isServer } from '../../../shared/model/endpointKinds.ts';
import { parseMulticastGroup } from '../../../shared/model/multicast.ts';
import { namesProxy, type ProxyOptions } from '../../../shared/model/proxyOptions.ts';
import { describeEncoding } from '../../../shared/model/requestTarget.ts';
import { checkUdp } from '../../../shared/model/udpCheck.ts';
import { readLocalAddress } from '../link/dial/localAddress.ts';
import { findInterface, type InterfaceTable } from '../link/udp/interfaces.ts';
import { unixPlaceOf } from '../link/unixPlace.ts';
import { findingsOf, problem, warning, type Finding } from './finding.ts';
import type { Machine } from './machine.ts';

/** Checks addresses, ports, interfaces and paths against this machine. The syntax of an address is not checked here. */
export async function checkPlaces(endpoint: Endpoint, machine: Machine): Promise<Finding[]> {
  const { transport } = factsOf(endpoint.kind);
  if (transport === 'unix') return checkUnixPath(endpoint.address, machine);
  if ('bind' in endpoint) return checkDatagrams(endpoint, machine);
  if (isServer(endpoint.kind)) {
    return [...checkListening(endpoint.address, 'address', machine), ...checkQuery(endpoint)];
  }
  return [
    ...checkPath(endpoint),
    ...('localAddress' in endpoint.socket
      ? await checkLocalAddress(endpoint.socket.localAddress, machine)
      : []),
    ...('proxy' in endpoint ? checkProxy(endpoint.proxy) : []),
  ];
}

/** Finds the parts of a path that are not sent as they were typed. */
function checkPath({ kind, address }: Endpoint): Finding[] {
  const parsed = parseAddress(address, factsOf(kind).schemes[0]);
  if (!parsed.ok || parsed.value.scheme === 'unix') return [];
  const encoding = describeEncoding(parsed.value.path ?? '/');
  return encoding === null ? [] : [warning('address', encoding)];
}

/** Finds the parts of a server's address that no client has to match. */
function checkQuery({ kind, address }: Endpoint): Finding[] {
  const parsed = parseAddress(address, factsOf(kind).schemes[0]);
  if (!parsed.ok || parsed.value.scheme === 'unix' || !parsed.value.path?.includes('?')) return [];
  return [
    warning(
      'address',
      'A server answers its path whatever the query is, so the one in its address is ignored.',
    ),
  ];
}

function checkListening(text: string, field: string, machine: Machine): Finding[] {
  const parsed = parseAddress(text, 'tcp');
  if (!parsed.ok || parsed.value.scheme === 'unix') return [];
  const { host, port } = parsed.value;
  const findings: Finding[] = [];
  if (!isOwnAddress(host, machine)) {
    findings.push(
      problem(field, `${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.`),
    );
  }
  if (port > 0 && port < machine.firstFreePort) {
    findings.push(
      warning(
        field,
        `Ports below ${machine.firstFreePort} are for privileged programs on this system, so port ${port} may be refused. Choose a higher one.`,
      ),
    );
  }
  return findings;
}

async function checkLocalAddress(text: string, machine: Machine): Promise<Finding[]> {
  const field = 'socket.localAddress';
  const findings = await findingsOf(field, () => readLocalAddress(text));
  if (findings.length > 0) return findings;
  const { host } = readLocalAddress(text);
  if (host === null || isOwnAddress(host, machine)) return [];
  return [
    problem(
      field,
      `${host} is not an address of this machine now. It has: ${ownAddresses(machine.interfaces)}.`,
    ),
  ];
}

/** A host name counts as this machine's: only the look-up tells what it stands for. A multicast address is joined, not owned. */
function isOwnAddress(host: string, { interfaces }: Machine): boolean {
  const version = ipVersionOf(host);
  if (version === null) return true;
  const [plain = ''] = host.split('%');
  const address = new SocketAddress({ address: plain, family: version === 4 ? 'ipv4' : 'ipv6' }).address;
  if (address === '0.0.0.0' || address === '::') return true;
  // All of 127/8 is this machine (RFC 1122, section 3.2.1.3); IPv4 addresses in IPv6 form are judged when they are bound.
  const isLoopbackOrMapped = address.startsWith('127.') || address.toLowerCase().startsWith('::ffff:');
  if (isLoopbackOrMapped || parseMulticastGroup(address).ok) return true;
  return Object.values(interfaces).some((addresses = []) => addresses.some((own) => own.address === address));
}

/** 10 addresses: a machine full of containers has hundreds, and a sentence must end. */
const listedAddresses = 10;

function ownAddresses(interfaces: InterfaceTable): string {
  const all = Object.values(interfaces).flatMap((addresses = []) => addresses.map(({ address }) => address));
  return [...all.slice(0, listedAddresses), ...(all.length > listedAddresses ? ['others'] : [])].join(', ');
}

function checkProxy({ use, address }: ProxyOptions): Finding[] {
  if (!namesProxy(use)) return [];
  const field = 'proxy.address';
  if (address.trim() === '')
    return [problem(field, 'Type the address of the proxy, such as 127.0.0.1:1080.')];
  const parsed = parseHostAndPort(address.trim());
  return parsed.ok
    ? []
    : [problem(field, `The address of the proxy is not valid. ${parsed.problem.message}`)];
}

function checkDatagrams(endpoint: EndpointOf<'udp'>, machine: Machine): Finding[] {
  const { bind, socket } = endpoint;
  const broken = checkUdp(endpoint).map(({ field, message }) => problem(field, message));
  const missing = socket.groups.flatMap((group, index) => {
    const field = `socket.groups.${index}`;
    const parsed = parseMulticastGroup(group.group);
    const wanted = group.interface === '' ? ((parsed.ok ? parsed.value.zone : null) ?? '') : group.interface;
    if (!parsed.ok || wanted === '') return [];
    return checkInterface(wanted, [parsed.value.version], field, machine);
  });
  const leaving = socket.multicastInterface;
  const outgoing =
    leaving === '' ? [] : checkInterface(leaving, [4, 6], 'socket.multicastInterface', machine);
  return [
    ...broken,
    ...(bind.trim() === '' ? [] : checkListening(bind, 'bind', machine)),
    ...missing,
    ...outgoing,
  ];
}

/** Checks that the interface exists and has an address of one of the versions. */
function checkInterface(
  name: string,
  versions: readonly (4 | 6)[],
  field: string,
  { interfaces, platform }: Machine,
): Finding[] {
  const found = versions.map((version) => findInterface(name, version, interfaces, platform));
  const [first] = found;
  return first === undefined || first.ok || found.some(({ ok }) => ok) ? [] : [problem(field, first.problem)];
}

function checkUnixPath(text: string, { platform }: Machine): Finding[] {
  const parsed = parseAddress(text, 'unix');
  if (!parsed.ok || parsed.value.scheme !== 'unix') return [];
  const place = unixPlaceOf(parsed.value.path, platform);
  return place.ok ? [] : [problem('address', place.problem)];
}
