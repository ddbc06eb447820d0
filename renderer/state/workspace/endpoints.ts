import { fail, ok, type Result, type TextProblem } from '../../../shared/base/result.ts';
import { isCommand } from '../../../shared/command/read/isCommand.ts';
import {
  formatHostAndPort,
  parseAddress,
  parseHostAndPort,
  peerPortProblem,
  type Address,
} from '../../../shared/model/address.ts';
import { doesListen, placeOf } from '../../../shared/model/endpointPlace.ts';
import { beginningOf, isScheme, schemeFacts, writtenScheme } from '../../../shared/model/schemes.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { factsOf, isServer, kindOfScheme, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { OpeningMessage } from '../../../shared/model/sending.ts';
import { usualKindOf } from '../../../shared/model/writtenMessage.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { isTemplate } from '../../../shared/template/parseTemplate.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { changedOptions, withOptions } from './endpointOptions.ts';
import { previewText } from './templateCheck.ts';

export function newEndpoint(kind: EndpointKind, address = ''): Endpoint {
  return endpointSchema.parse({ kind, address });
}

/**
 * The endpoint as another kind, with every option that the other kind also has; the scheme of a written address is changed too. What is as
 * the connections of its kind begin (`usual`) becomes what those of the other kind begin with.
 */
export function withKind(
  endpoint: Endpoint,
  kind: EndpointKind,
  usual: (kind: EndpointKind) => Endpoint = newEndpoint,
): Endpoint {
  if (endpoint.kind === kind) return endpoint;
  let changed: Endpoint = { ...usual(kind), address: addressFor(endpoint, kind) };
  for (const path of changedOptions(endpoint, usual(endpoint.kind))) {
    const value = path === 'onOpen' ? messagesFor(endpoint, kind) : optionAt(endpoint, path);
    if (optionAt(changed, path) === undefined) continue;
    const taken = withOptions(changed, { [path]: value });
    if (taken.ok) changed = taken.value;
  }
  return changed;
}

/** Over WebSocket a message has a type, elsewhere it has none. A ping exists only there. */
function messagesFor(endpoint: Endpoint, kind: EndpointKind): OpeningMessage[] {
  const messages = 'onOpen' in endpoint ? endpoint.onOpen : [];
  return messages.flatMap((message): OpeningMessage[] => {
    if (factsOf(kind).sends.includes(message.kind)) return [message];
    if (message.kind === 'ping' || message.kind === 'pong') return [];
    return [{ ...message, kind: usualKindOf(kind, message.format, message.encoding) }];
  });
}

/** A path is not a host, and a host is not a path: neither is converted into the other. */
function addressFor({ kind: before, address }: Endpoint, kind: EndpointKind): string {
  const { schemes: allowed } = factsOf(kind);
  const scheme = writtenScheme(address);
  if (allowed.some((each) => each === scheme)) return address;
  if (namesPath(scheme ?? factsOf(before).schemes[0]) !== namesPath(allowed[0])) return '';
  const match = /^(\s*)[^:]*:\/\/(.*)$/s.exec(address);
  if (scheme === undefined || !match) return address;
  const rest = match[2] ?? '';
  const { hasPath } = schemeFacts(allowed[0]);
  return `${match[1]}${beginningOf(allowed[0])}${hasPath ? rest : rest.replace(/[/?#].*$/s, '')}`;
}

function namesPath(scheme: string): boolean {
  return isScheme(scheme) && schemeFacts(scheme).names === 'path';
}

/** The side of a kind, or what it was before where the kind has none. */
export function sideOf(kind: EndpointKind, before: 'client' | 'server'): 'client' | 'server' {
  const { side } = factsOf(kind);
  return side === 'connectionless' ? before : side;
}

/** The kind that the typed address asks for: the scheme decides the protocol, and client or server stays as it was. */
export function kindForAddress(text: string, kind: EndpointKind, side: 'client' | 'server'): EndpointKind {
  const scheme = writtenScheme(text);
  if (scheme === undefined || !isScheme(scheme)) return kind;
  return kindOfScheme(scheme, side) ?? kind;
}

/** Says what becomes of a command that stands in the address field. */
const commandTyped = 'This is a command. Press Enter to make it the connection.';

/**
 * The parsed address field, or its problem; null for a UDP socket that only receives, and for a template of which a part is only known to
 * the engine. A command in it is a problem until it is taken over. Without a scope, no template is judged.
 */
export function readAddress(
  endpoint: Endpoint,
  scope: Scope | null = null,
): Result<Address | null, TextProblem> {
  const { kind, address } = endpoint;
  if (isCommand(address)) return fail({ message: commandTyped, from: 0, to: address.length });
  if (isTemplate(address)) return scope === null ? ok(null) : readTemplate(endpoint, scope);
  if ('bind' in endpoint && doesListen(endpoint) && endpoint.bind.trim() !== '') return ok(null);
  const { schemes: allowed, name } = factsOf(kind);
  const parsed = parseAddress(address, allowed[0]);
  if (!parsed.ok) return parsed;
  if (!allowed.includes(parsed.value.scheme)) {
    return fail({
      message: `The address of a ${name} begins with ${allowed.map(beginningOf).join(' or ')}.`,
      from: 0,
      to: Math.max(address.indexOf(':'), 0),
    });
  }
  const problem = isServer(kind) ? null : peerPortProblem(parsed.value);
  if (problem === null) return parsed;
  return fail({ message: problem, from: address.lastIndexOf(':') + 1, to: address.length });
}

function readTemplate(endpoint: Endpoint, scope: Scope): Result<Address | null, TextProblem> {
  const text = previewText(endpoint.address, scope);
  if (!text.ok) return text;
  if (text.value === null || isTemplate(text.value)) return ok(null);
  const read = readAddress({ ...endpoint, address: text.value });
  if (read.ok) return read;
  const { message } = read.problem;
  return fail({ message: `${message} It is ${text.value} here.`, from: 0, to: endpoint.address.length });
}

/** The problem with the local address of a UDP socket; null when there is none. Empty lets the system choose. */
export function bindProblem(text: string): string | null {
  if (text.trim() === '') return null;
  const parsed = parseHostAndPort(text.trim());
  return parsed.ok ? null : parsed.problem.message;
}

/** A short form of the address, for lists: without the parts that all addresses of the kind share. */
export function shortAddress(endpoint: Endpoint): string {
  const parsed = readAddress(endpoint);
  if (!parsed.ok) return endpoint.address;
  if (parsed.value === null) return placeOf(endpoint);
  if (parsed.value.scheme === 'unix') return parsed.value.path;
  const { host, port, path } = parsed.value;
  return `${formatHostAndPort(host, port)}${path === undefined || path === '/' ? '' : path}`;
}
