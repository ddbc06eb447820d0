import { fail, ok, type Result, type TextProblem } from '../../../shared/base/result.ts';
import {
  formatHostAndPort,
  parseAddress,
  parseHostAndPort,
  type Address,
  type Scheme,
} from '../../../shared/model/address.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import {
  isServer,
  isWebSocket,
  schemesOfKind,
  type EndpointKind,
} from '../../../shared/model/endpointKinds.ts';
import type { OpeningMessage } from '../../../shared/model/sending.ts';
import { changedOptions, optionAt, withOptions } from './endpointOptions.ts';

/** The kinds as a person calls them. */
export const kindNames: Readonly<Record<EndpointKind, string>> = {
  'tcp-client': 'TCP client',
  'tcp-server': 'TCP server',
  'tls-client': 'TLS client',
  'tls-server': 'TLS server',
  udp: 'UDP',
  'unix-client': 'Unix client',
  'unix-server': 'Unix server',
  'ws-client': 'WebSocket client',
  'ws-server': 'WebSocket server',
};

/** An address of each kind that works on a machine of one's own. */
export const exampleAddresses: Readonly<Record<EndpointKind, string>> = {
  'tcp-client': 'tcp://127.0.0.1:9000',
  'tcp-server': 'tcp://127.0.0.1:9000',
  'tls-client': 'tls://localhost:8443',
  'tls-server': 'tls://localhost:8443',
  udp: 'udp://127.0.0.1:5353',
  'unix-client': 'unix:/tmp/service.sock',
  'unix-server': 'unix:/tmp/service.sock',
  'ws-client': 'ws://127.0.0.1:8080/',
  'ws-server': 'ws://127.0.0.1:8080/',
};

export function newEndpoint(kind: EndpointKind, address = ''): Endpoint {
  return endpointSchema.parse({ kind, address });
}

/** The endpoint as another kind, with every option that the other kind can take; the scheme of a written address follows. */
export function withKind(endpoint: Endpoint, kind: EndpointKind): Endpoint {
  if (endpoint.kind === kind) return endpoint;
  let changed = newEndpoint(kind, addressFor(endpoint, kind));
  for (const path of changedOptions(endpoint)) {
    const value = path === 'onOpen' ? messagesFor(endpoint, kind) : optionAt(endpoint, path);
    if (optionAt(changed, path) === undefined) continue;
    const taken = withOptions(changed, { [path]: value });
    if (taken.ok) changed = taken.value;
  }
  return changed;
}

/** Over WebSocket a message has a type, and elsewhere it has none. A ping is nothing elsewhere. */
function messagesFor(endpoint: Endpoint, kind: EndpointKind): OpeningMessage[] {
  const messages = 'onOpen' in endpoint ? endpoint.onOpen : [];
  return messages.flatMap((message): OpeningMessage[] => {
    if (isWebSocket(kind)) {
      return [
        message.kind === 'data'
          ? { ...message, kind: message.format === 'text' ? 'text' : 'binary' }
          : message,
      ];
    }
    return message.kind === 'ping' || message.kind === 'pong' ? [] : [{ ...message, kind: 'data' }];
  });
}

/** A scheme that is written: `//` tells it from a host with a port, save for `unix:`, which no host is called. */
const writtenScheme = /^\s*(?:([a-z][a-z0-9+.-]*):\/\/|(unix):)/i;

function schemeOf(text: string): string | undefined {
  const match = writtenScheme.exec(text);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

/** A path is no host, and a host no path: neither is taken for the other. */
function addressFor({ kind: before, address }: Endpoint, kind: EndpointKind): string {
  const allowed = schemesOfKind[kind];
  const scheme = schemeOf(address);
  if (allowed.some((each) => each === scheme)) return address;
  const wasPath = scheme === undefined ? schemesOfKind[before][0] === 'unix' : scheme === 'unix';
  if (wasPath !== (allowed[0] === 'unix')) return '';
  const match = /^(\s*)[^:]*:\/\/(.*)$/s.exec(address);
  if (scheme === undefined || !match) return address;
  const rest = match[2] ?? '';
  return `${match[1]}${allowed[0]}://${isWebSocket(kind) ? rest : rest.replace(/[/?#].*$/s, '')}`;
}

/** The kind that the typed address asks for: the scheme decides the protocol, and client or server stays as it was. */
export function kindForAddress(text: string, kind: EndpointKind): EndpointKind {
  const side = isServer(kind) ? 'server' : 'client';
  switch (schemeOf(text)) {
    case 'tcp':
      return `tcp-${side}`;
    case 'tls':
      return `tls-${side}`;
    case 'udp':
      return 'udp';
    case 'unix':
      return `unix-${side}`;
    case 'ws':
    case 'wss':
      return `ws-${side}`;
    case undefined:
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
  if (!allowed.includes(parsed.value.scheme)) {
    return fail({
      message: `The address of a ${kindNames[kind]} begins with ${allowed.map(beginningOf).join(' or ')}.`,
      from: 0,
      to: Math.max(address.indexOf(':'), 0),
    });
  }
  if (parsed.value.scheme !== 'unix' && parsed.value.port === 0 && !isServer(kind)) {
    const colon = address.lastIndexOf(':');
    return fail({
      message: 'Port 0 is for servers, which get a free one. Write the port of the service.',
      from: colon + 1,
      to: address.length,
    });
  }
  return parsed;
}

function beginningOf(scheme: Scheme): string {
  return scheme === 'unix' ? 'unix:' : `${scheme}://`;
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
  if (parsed.value.scheme === 'unix') return parsed.value.path;
  const { host, port, path } = parsed.value;
  return `${formatHostAndPort(host, port)}${path === undefined || path === '/' ? '' : path}`;
}
