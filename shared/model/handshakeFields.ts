import type { HttpHandshake } from './facts.ts';

/** What of a WebSocket handshake others look for; null where the request does not have it, or is none. */
export interface HandshakeFields {
  /** The target of the request, as it was asked for. */
  readonly path: string | null;
  readonly userAgent: string | null;
}

/** Reads the request of a handshake that was kept. */
export function handshakeFieldsOf(handshake: HttpHandshake | null): HandshakeFields {
  const headers = headersOf(handshake);
  const [, path = null] = handshake?.request[0]?.split(' ') ?? [];
  const userAgent = headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? null;
  return { path, userAgent };
}

/**
 * The headers of the request, in their order: the name as it was spelled, and the value without the white space around it (RFC 9112,
 * section 5). A line that goes on the header before it (obsolete folding) is added to that with a space.
 */
export function headersOf(handshake: HttpHandshake | null): [name: string, value: string][] {
  const headers: [string, string][] = [];
  for (const line of handshake?.request.slice(1) ?? []) {
    const last = headers.at(-1);
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`;
    else if (colon > 0) headers.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
  }
  return headers;
}
