import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { codeOf } from '../../shared/base/errors.ts';
import { securityHeaders } from './securityHeaders.ts';

/** For bytes that are not a request: the head was not HTTP, was too long, or did not come in time. */
export function refuseUnreadable(error: Error, socket: Duplex): void {
  if (!socket.writable || codeOf(error) === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, sentence] = unreadable[codeOf(error) ?? ''] ?? [400, 'This is not an HTTP request.'];
  turnAway(socket, status, sentence);
}

const unreadable: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers of this request are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come in time.'],
};

/** Answers instead of upgrading, or when a request could not be read. */
export function turnAway(socket: Duplex, status: number, sentence: string): void {
  const body = `${sentence}\n`;
  const headers = {
    ...securityHeaders(null),
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}
