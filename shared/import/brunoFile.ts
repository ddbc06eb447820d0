import type { Environment } from '../model/environment.ts';
import { namedAuth, type ForeignAuth } from './authentication.ts';
import { isTakenTimeout } from './brunoFields.ts';
import type { ForeignMessage, ForeignVariable } from './collector.ts';
import { FieldTable } from './fieldTable.ts';
import type { ForeignPair } from './webSocketRequest.ts';

/** A file of a collection of Bruno, whichever of its two formats it is in. What it does not have is empty. */
export interface BrunoFile {
  /** `collection` is what holds for all of it; `other` a request of a kind that is no socket. */
  readonly kind: 'collection' | 'folder' | 'request' | 'environment' | 'other';
  readonly name: string;
  /** Its place among those beside it. */
  readonly order: number;
  readonly auth: ForeignAuth;
  readonly headers: readonly ForeignPair[];
  readonly variables: readonly ForeignVariable[];
  readonly colour: Environment['colour'];
  readonly url: string;
  readonly pathParameters: readonly ForeignPair[];
  /** Parameters that are switched off; the others are in the URL. */
  readonly query: readonly ForeignPair[];
  readonly messages: readonly ForeignMessage[];
  /** Options of ours. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Of an `other`: why it is not imported. */
  readonly why: string;
  /** What stands in the file, and what becomes of its fields. */
  readonly written: { readonly value: unknown; readonly fields: FieldTable };
}

/** A file and where it stands, with slashes. */
export interface PlacedFile {
  readonly path: string;
  readonly file: BrunoFile;
}

/** A file of this kind with nothing in it. */
export function emptyFile(kind: BrunoFile['kind'], name: string): BrunoFile {
  return {
    ...{
      kind,
      name,
      order: 0,
      auth: { type: 'inherit' },
      headers: [],
      variables: [],
      colour: 'none',
    },
    ...{ url: '', pathParameters: [], query: [], messages: [], options: {}, why: '' },
    written: { value: null, fields: new FieldTable({}) },
  };
}

/** Why a request of this type is not imported. */
export function whyOther(type: string): string {
  if (type === 'http' || type === 'graphql') return 'It is an HTTP request, not a WebSocket.';
  return type === 'grpc'
    ? 'It is a gRPC request, and Wirebench does not speak gRPC.'
    : 'It is not a WebSocket request.';
}

/** The options of ours that Bruno has, too: a time limit for connecting, in milliseconds. */
export function optionsOf(timeoutMs: number): BrunoFile['options'] {
  return isTakenTimeout(timeoutMs) ? { connectTimeoutMs: Math.round(timeoutMs) } : {};
}

/** A message in the form that Bruno gives it. */
export function brunoMessage(name: string, type: string, text: string, index: number): ForeignMessage {
  const mode = type === 'json' ? 'json' : type === 'binary' ? 'base64' : 'text';
  return { name: name || `Message ${index + 1}`, text, mode, ...(mode === 'base64' && { kind: 'binary' }) };
}

/** How Bruno writes who sends a request: its type, and the fields of that. */
export function brunoAuth(type: string, field: (name: string) => string): ForeignAuth {
  if (type === '' || type === 'inherit') return { type: 'inherit' };
  return namedAuth(type, field, /query/i.test(field('placement')));
}
