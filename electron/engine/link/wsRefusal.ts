import type { IncomingMessage } from 'node:http';
import { visible } from './networkProblems.ts';

/** 800 bytes hold the 200 characters that a sentence quotes, whatever the language. */
const quotedBytes = 800;
/** Half a second for the body to come: the status alone says what matters. */
const bodyTimeoutMs = 500;

/** A sentence for an answer other than 101: its status, what to try, and the beginning of what the server said. */
export async function describeRefusal(response: IncomingMessage, where: string): Promise<string> {
  const said = visible((await readBeginning(response)).trim());
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

/** What came of the body in time; one that breaks off says as much as it said. */
function readBeginning(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).subarray(0, quotedBytes).toString('utf8'));
    };
    const timer = setTimeout(finish, bodyTimeoutMs);
    response.on('data', (chunk: Buffer) => {
      if (size < quotedBytes) chunks.push(chunk);
      size += chunk.length;
      if (size >= quotedBytes) finish();
    });
    response.on('error', finish);
    response.on('close', finish);
    response.on('end', finish);
  });
}
