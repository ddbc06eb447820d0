import { STATUS_CODES } from 'node:http';

/** An answer that turns a request down: its status, the headers that belong to it, and the reason. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the client did, as a sentence continues after its name: `asked for /other`. */
  readonly why: string;
  /** A second sentence, for the people at both ends. */
  readonly advice?: string;
  readonly hint?: string;
}

/** `127.0.0.1:50000 asked for /other and was answered 404.` */
export function describeRefused(client: string, { why, status, hint }: Refusal): string {
  return `${client} ${why} and was answered ${status}.${hint === undefined ? '' : ` ${hint}`}`;
}

/** The body of the answer, as `text/plain` in UTF-8. */
export function refusalBody(client: string, { why, status, advice }: Refusal): string {
  return `${describeRefused(client, { why, status })}${advice === undefined ? '' : ` ${advice}`}\n`;
}

/** The headers of the answer, after which the connection closes; an Upgrade header is announced there, too (RFC 9110, section 7.8). */
export function refusalHeaders({ headers = {} }: Refusal, body: string): Record<string, string> {
  return {
    Date: new Date().toUTCString(),
    Connection: 'Upgrade' in headers ? 'Upgrade, close' : 'close',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
}

/** The whole answer, for a socket that Node has released. */
export function refusalText(client: string, refusal: Refusal): string {
  const { status } = refusal;
  const body = refusalBody(client, refusal);
  const fields = Object.entries(refusalHeaders(refusal, body)).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${fields.join('')}\r\n${body}`;
}
