import { formatHostAndPort, parseAddress, type Address, type Scheme } from '../../shared/model/address.ts';
import {
  endpointSchema,
  type Endpoint,
  type Header,
  type StorageFailure,
} from '../../shared/model/connection.ts';
import { UsageError } from './command.ts';
import { describeProblem } from './commandLine.ts';

/** The options of an endpoint, as they were written. */
export interface EndpointOptions extends WebSocketOptions {
  readonly whenDiskFails: StorageFailure | undefined;
}

/** What only a WebSocket has. */
interface WebSocketOptions {
  readonly headers: readonly string[];
  readonly subprotocols: readonly string[];
  readonly messageLimitBytes: number | undefined;
}

/** The endpoint that `connect URL` opens: the scheme says which. */
export function clientEndpoint(url: string, options: EndpointOptions): Endpoint {
  const address = readAddress(url);
  if (address.port === 0) throw new UsageError('Nobody listens on port 0. Write the port of the service.');
  refuseWebSocketOptions(address.scheme, options);
  const { whenDiskFails } = options;
  switch (address.scheme) {
    case 'tcp':
      return endpoint({ kind: 'tcp-client', address: url, whenDiskFails });
    case 'udp':
      return endpoint({ kind: 'udp', address: url, whenDiskFails });
    case 'ws':
    case 'wss':
      return endpoint({
        kind: 'ws-client',
        address: url,
        headers: options.headers.map(parseHeader),
        subprotocols: options.subprotocols,
        messageLimitBytes: options.messageLimitBytes,
        whenDiskFails,
      });
  }
}

/** The endpoint that `listen URL` opens. */
export function serverEndpoint(url: string, options: EndpointOptions): Endpoint {
  const address = readAddress(url);
  refuseWebSocketOptions(address.scheme, options);
  const { whenDiskFails } = options;
  switch (address.scheme) {
    case 'tcp':
      return endpoint({ kind: 'tcp-server', address: url, whenDiskFails });
    case 'udp':
      return endpoint({
        kind: 'udp',
        address: '',
        bind: formatHostAndPort(address.host, address.port),
        whenDiskFails,
      });
    case 'ws':
      return endpoint({
        kind: 'ws-server',
        address: url,
        subprotocols: options.subprotocols,
        messageLimitBytes: options.messageLimitBytes,
        whenDiskFails,
      });
    case 'wss':
      throw new UsageError('Wirebench listens without TLS. Write ws:// instead of wss://.');
  }
}

export function readAddress(url: string, option = ''): Address {
  const parsed = parseAddress(url);
  if (parsed.ok) return parsed.value;
  throw describeProblem(option === '' ? 'URL' : option, url, parsed.problem);
}

function refuseWebSocketOptions(scheme: Scheme, options: WebSocketOptions): void {
  if (scheme === 'ws' || scheme === 'wss') return;
  const given =
    options.headers.length > 0 ? '--header' : options.subprotocols.length > 0 ? '--subprotocol' : null;
  if (given !== null || options.messageLimitBytes !== undefined) {
    throw new UsageError(`${given ?? '--max-message'} is for WebSockets, and ${scheme}:// is none.`);
  }
}

/** RFC 9110, section 5.1: a name, a colon, and a value without the white space around it. */
function parseHeader(text: string): Header {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(`--header takes a name and a value, as in 'Name: value'.`);
  return { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
}

/** What an option may hold is said once, by the schema of a connection. */
function endpoint(value: object): Endpoint {
  const given = Object.entries(value).filter(([, each]) => each !== undefined);
  const parsed = endpointSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where =
    issue?.path[0] === 'headers' ? '--header' : issue?.path[0] === 'subprotocols' ? '--subprotocol' : 'URL';
  throw new UsageError(`${where}: ${issue?.message ?? 'not understood'}`);
}
