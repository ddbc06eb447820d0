import { fail, ok, type Result, type TextProblem } from '../../shared/base/result.ts';
import {
  formatHostAndPort,
  parseAddress,
  parseHostAndPort,
  type Address,
  type Scheme,
} from '../../shared/model/address.ts';
import {
  endpointSchema,
  isServer,
  schemesOfKind,
  type Endpoint,
  type EndpointKind,
} from '../../shared/model/connection.ts';

/** The kinds as a person calls them. */
export const kindNames: Readonly<Record<EndpointKind, string>> = {
  'tcp-client': 'TCP client',
  'tcp-server': 'TCP server',
  udp: 'UDP',
  'ws-client': 'WebSocket client',
  'ws-server': 'WebSocket server',
};

/** What is spoken, in as few letters as a list has room for. */
export const protocolNames: Readonly<Record<EndpointKind, string>> = {
  'tcp-client': 'TCP',
  'tcp-server': 'TCP',
  udp: 'UDP',
  'ws-client': 'WS',
  'ws-server': 'WS',
};

/** An address of each kind that works on a machine of one's own. */
export const exampleAddresses: Readonly<Record<EndpointKind, string>> = {
  'tcp-client': 'tcp://127.0.0.1:9000',
  'tcp-server': 'tcp://127.0.0.1:9000',
  udp: 'udp://127.0.0.1:5353',
  'ws-client': 'ws://127.0.0.1:8080/',
  'ws-server': 'ws://127.0.0.1:8080/',
};

export function newEndpoint(kind: EndpointKind, address = ''): Endpoint {
  return endpointSchema.parse({ kind, address });
}

/** The endpoint as another kind, with what both have in common; the scheme of a written address follows. */
export function withKind(endpoint: Endpoint, kind: EndpointKind): Endpoint {
  if (endpoint.kind === kind) return endpoint;
  const shared: Record<string, unknown> = { ...newEndpoint(kind) };
  for (const [name, value] of Object.entries(endpoint)) {
    if (name in shared && name !== 'kind') shared[name] = value;
  }
  return endpointSchema.parse({ ...shared, kind, address: withScheme(endpoint.address, kind) });
}

function withScheme(text: string, kind: EndpointKind): string {
  const match = /^(\s*)([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text);
  const allowed = schemesOfKind[kind];
  if (!match || allowed.some((scheme) => scheme === match[2]?.toLowerCase())) return text;
  const rest = match[3] ?? '';
  const isWebSocket = kind === 'ws-client' || kind === 'ws-server';
  return `${match[1]}${allowed[0]}://${isWebSocket ? rest : rest.replace(/[/?#].*$/s, '')}`;
}

/** The kind that the typed address asks for: the scheme decides the protocol, and client or server stays as it was. */
export function kindForAddress(text: string, kind: EndpointKind): EndpointKind {
  const scheme = /^\s*([a-z]+):\/\//i.exec(text)?.[1]?.toLowerCase() ?? '';
  switch (scheme) {
    case 'tcp':
      return isServer(kind) ? 'tcp-server' : 'tcp-client';
    case 'udp':
      return 'udp';
    case 'ws':
      return isServer(kind) ? 'ws-server' : 'ws-client';
    case 'wss':
      return isServer(kind) ? kind : 'ws-client';
    default:
      return kind;
  }
}

/** What the address field says, or what is wrong with it; null for a UDP socket that only receives. */
export function readAddress(endpoint: Endpoint): Result<Address | null, TextProblem> {
  const { kind, address } = endpoint;
  if (endpoint.kind === 'udp' && address.trim() === '' && endpoint.bind.trim() !== '') return ok(null);
  const parsed = parseAddress(address, schemesOfKind[kind][0]);
  if (!parsed.ok) return parsed;
  const allowed: readonly Scheme[] = schemesOfKind[kind];
  const schemeEnd = address.indexOf('://');
  if (!allowed.includes(parsed.value.scheme)) {
    return fail({
      message: `The address of a ${kindNames[kind]} begins with ${allowed.map((scheme) => `${scheme}://`).join(' or ')}.`,
      from: 0,
      to: Math.max(schemeEnd, 0),
    });
  }
  if (parsed.value.port === 0 && !isServer(kind)) {
    const colon = address.lastIndexOf(':');
    return fail({
      message: 'Port 0 is for servers, which get a free one. Write the port of the service.',
      from: colon + 1,
      to: address.length,
    });
  }
  return parsed;
}

/** What is wrong with the local address of a UDP socket; null when nothing is. Empty lets the system choose. */
export function bindProblem(text: string): string | null {
  if (text.trim() === '') return null;
  const parsed = parseHostAndPort(text.trim());
  return parsed.ok ? null : parsed.problem.message;
}

/** A short form of the address, for a list: without what every address of the kind has. */
export function shortAddress(endpoint: Endpoint): string {
  const parsed = readAddress(endpoint);
  if (!parsed.ok) return endpoint.address;
  if (parsed.value === null) return endpoint.kind === 'udp' ? endpoint.bind : '';
  const { host, port, path } = parsed.value;
  return `${formatHostAndPort(host, port)}${path === undefined || path === '/' ? '' : path}`;
}
