import { z } from 'zod';
import type { Scheme } from './address.ts';

/** Every kind of endpoint there is; all tables of kinds are checked against this one. */
export const endpointKinds = [
  'tcp-client',
  'tcp-server',
  'tls-client',
  'tls-server',
  'udp',
  'unix-client',
  'unix-server',
  'ws-client',
  'ws-server',
] as const;
const endpointKindSchema = z.enum(endpointKinds);
export type EndpointKind = z.infer<typeof endpointKindSchema>;

/** The schemes an address of a kind may have; the first is taken when none is written. */
export const schemesOfKind: Readonly<Record<EndpointKind, readonly [Scheme, ...Scheme[]]>> = {
  'tcp-client': ['tcp'],
  'tcp-server': ['tcp'],
  'tls-client': ['tls'],
  'tls-server': ['tls'],
  udp: ['udp'],
  'unix-client': ['unix'],
  'unix-server': ['unix'],
  'ws-client': ['ws', 'wss'],
  'ws-server': ['ws', 'wss'],
};

/** True for the kinds that wait for others to connect. */
export function isServer(
  kind: EndpointKind,
): kind is 'tcp-server' | 'tls-server' | 'unix-server' | 'ws-server' {
  return kind.endsWith('-server');
}

/** True for the kinds whose received bytes are a stream without borders (RFC 9293): there, chunks are evidence and no messages. */
export function isStream(kind: EndpointKind): boolean {
  return kind !== 'udp' && !isWebSocket(kind);
}

/** True for the kinds whose messages have a type, and that ping and close (RFC 6455). */
export function isWebSocket(kind: EndpointKind): kind is 'ws-client' | 'ws-server' {
  return kind === 'ws-client' || kind === 'ws-server';
}
