import { EventEmitter } from 'node:events';
import { request as requestOverHttp, type IncomingMessage } from 'node:http';
import type { Session } from './session.ts';

interface RequestOptions {
  readonly hostname: string;
  readonly port?: string;
  readonly path: string;
  readonly protocol: string;
  readonly headers: Record<string, string>;
  readonly session: Session;
}

/** Chromium’s words for what Node says of a connection. */
const netErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'net::ERR_CONNECTION_REFUSED',
  ECONNRESET: 'net::ERR_CONNECTION_RESET',
};

/** A request of Chromium’s network, as far as one in the clear can stand for it: the guard of its session is asked, and redirects are told. */
class ClientRequest extends EventEmitter {
  private readonly options: RequestOptions;
  private readonly over = new AbortController();

  constructor(options: RequestOptions) {
    super();
    this.options = options;
    options.session.on('close-all', () => this.over.abort());
  }

  end(): void {
    void this.send();
  }

  abort(): void {
    this.over.abort();
    this.emit('abort');
  }

  private async send(): Promise<void> {
    const { session, protocol, hostname, port, path, headers } = this.options;
    const place = port === undefined ? hostname : `${hostname}:${port}`;
    if (!(await session.mayAsk(`${protocol}//${place}${path}`))) {
      this.emit('error', new Error('net::ERR_BLOCKED_BY_CLIENT'));
      return;
    }
    const { signal } = this.over;
    const request = requestOverHttp({ hostname, port, path, headers, signal, agent: false });
    request.on('response', (response) => this.answered(response));
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (!signal.aborted) this.emit('error', new Error(netErrors[error.code ?? ''] ?? 'net::ERR_FAILED'));
    });
    request.end();
  }

  private answered(response: IncomingMessage): void {
    const { location } = response.headers;
    if (location === undefined) {
      response.on('error', () => undefined);
      this.emit('response', response);
      return;
    }
    const { protocol, hostname, port, path } = this.options;
    const asked = new URL(path, `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
    response.resume();
    this.emit('redirect', response.statusCode, 'GET', new URL(location, asked).href, {});
  }
}

export const net = { request: (options: RequestOptions): ClientRequest => new ClientRequest(options) };
