import type { HttpHandshake } from './facts.ts';

/** The parts of a WebSocket handshake that other code needs; null where the request does not have it, or there is no request. */
interface HandshakeFields {
  /** The target of the request, as received. */
  readonly path: string | null;
  readonly userAgent: string | null;
}

/** Reads the request of a recorded handshake. */
export function handshakeFieldsOf(handshake: HttpHandshake | null): HandshakeFields {
  const headers = headersOf(handshake);
  const [, path = null] = handshake?.request[0]?.split(' ') ?? [];
  const userAgent = headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? null;
  return { path, userAgent };
}

/**
 * The headers of the request, in their order: the name as spelled, and the value without surrounding white space (RFC 9112, section 5). A
 * line that continues the previous header (obsolete folding) is appended to it with a space.
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
