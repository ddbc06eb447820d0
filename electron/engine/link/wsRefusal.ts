import type { IncomingMessage } from 'node:http';
import { beginningOf } from './beginningOf.ts';
import { visible } from './networkProblems.ts';

/** A sentence for an answer other than 101: its status, what to try, and the beginning of what the server said. */
export async function describeRefusal(response: IncomingMessage, where: string): Promise<string> {
  const said = visible((await beginningOf(response)).trim());
  const status = `${response.statusCode ?? ''} ${visible(response.statusMessage ?? '')}`.trim();
  const quoted = said === '' ? '' : ` It said: “${said}”`;
  return `${where} refused the WebSocket handshake with ${status}. ${adviceFor(response)}${quoted}`;
}

function adviceFor({ statusCode = 0, headers }: IncomingMessage): string {
  if (statusCode === 401 || statusCode === 403) return 'Check the headers (Authorization, Cookie, Origin).';
  if (statusCode === 404) return 'Check the path.';
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    return `It redirects to ${visible(headers.location)} and redirects are not followed: connect there if you trust it.`;
  }
  return 'Check that this address is a WebSocket endpoint.';
}
