import { WirebenchError } from '../../../shared/base/errors.ts';
import { parseAddress, peerPortProblem } from '../../../shared/model/address.ts';
import { endpointSchema, type Endpoint, type EndpointOf } from '../../../shared/model/connection.ts';
import {
  endpointKinds,
  factsOf,
  isClient,
  isStream,
  kindOfScheme,
  type EndpointKind,
  type KindsWith,
} from '../../../shared/model/endpointKinds.ts';
import { beginningOf, type Scheme } from '../../../shared/model/schemes.ts';

type StreamEndpoint = EndpointOf<KindsWith<{ carries: 'stream' }>>;
/** The options of an endpoint, without its address; the schema has the last word on them. */
type Options = Readonly<Record<string, unknown>>;
type ClientOptions = Options & { readonly kind: EndpointKind };

/**
 * Whose choice of proxy and TLS counts: the recording's, when its options are those of a saved connection here (`own`); nobody's, when the
 * author of the file may have chosen them (`foreign`); or that of an endpoint whose options were given for this replay.
 */
type Trust = 'own' | 'foreign' | Endpoint;

/** The kinds of client over which a stream can be replayed. */
const streamClients = endpointKinds.filter((kind) => isStream(kind) && isClient(kind));

/**
 * The client that replays a recording: the recorded options, as far as they apply to a client, with the address `to`. A client then sends
 * what a server had sent, so a person can try an answer on the other side. A stream may be replayed over another one: bytes of TCP over
 * TLS, or to a unix socket. A local port is left free, since it may still be in use. The opening messages and the dialogue before TLS
 * are in the recording; a replay does not reconnect.
 *
 * The author of a recording must not choose for the user here whom to trust and which way the bytes take: a `foreign` one gets the
 * default proxy and TLS options, except ALPN; an `own` one has them from the connection that it was made with. Throws BAD_REQUEST for
 * an address that cannot be understood or does not fit the recording. `opened` is what `to` stands for where it is a template.
 */
export function replayEndpoint(recorded: Endpoint, to: string, trust: Trust, opened = to): Endpoint {
  const options = clientOf(recorded, schemeOf(recorded, opened));
  return endpointSchema.parse({
    ...(trust === 'own' ? options : withoutTrust(options)),
    ...(typeof trust === 'object' && givenTrust(trust, options)),
    address: to.trim(),
    // What is not in the recording cannot be compared: a replay would rather wait than lose a byte.
    whenDiskFails: 'pause',
  });
}

/** Proxy and TLS as they were given, for a client that has such options; the recorded ALPN unless another was given. */
function givenTrust(given: Endpoint, options: ClientOptions): Options {
  if (factsOf(options.kind).transport !== 'tcp') return {};
  const proxy = 'proxy' in given ? { proxy: given.proxy } : {};
  if (!('tls' in given)) return proxy;
  const { tls: recorded } = withoutTrust(options);
  const isAlpnGiven = given.tls.alpn.length > 0 || typeof recorded !== 'object';
  return { ...proxy, tls: isAlpnGiven ? given.tls : { ...given.tls, ...recorded } };
}

/** ALPN says which protocol is spoken, and is not a matter of trust. */
function withoutTrust(options: Options): Options {
  const { tls } = options;
  const alpn = typeof tls === 'object' && tls !== null && 'alpn' in tls ? tls.alpn : undefined;
  const { proxy: _, tls: __, ...others } = options;
  return alpn === undefined ? others : { ...others, tls: { alpn } };
}

function clientOf(recorded: Endpoint, scheme: Scheme): ClientOptions {
  if (isStreamEndpoint(recorded)) {
    return streamClient(recorded, kindOfScheme(scheme, 'client') ?? recorded.kind);
  }
  switch (recorded.kind) {
    case 'udp':
      return { ...recorded, bind: '', echo: 'off', socket: { ...recorded.socket, groups: [] } };
    case 'ws-client': {
      const { reconnect: _, onOpen: __, ...options } = recorded;
      return { ...options, socket: freed(recorded.socket), tls: { ...recorded.tls, keyLog: false } };
    }
    case 'ws-server': {
      const { subprotocols, messageLimitBytes } = recorded;
      return { kind: 'ws-client', subprotocols, messageLimitBytes };
    }
  }
}

function isStreamEndpoint(endpoint: Endpoint): endpoint is StreamEndpoint {
  return isStream(endpoint.kind);
}

function streamClient(recorded: StreamEndpoint, kind: EndpointKind): ClientOptions {
  const { halfOpen } = recorded.socket;
  if (!('connectTimeoutMs' in recorded)) return { kind, socket: { halfOpen } };
  const { connectTimeoutMs } = recorded;
  if (factsOf(kind).transport !== 'tcp' || !('proxy' in recorded)) {
    return { kind, connectTimeoutMs, socket: { halfOpen } };
  }
  const { proxy, tls } = recorded;
  return { kind, connectTimeoutMs, proxy, socket: freed(recorded.socket), tls: { ...tls, keyLog: false } };
}

function freed<Socket extends { readonly localAddress: string }>(socket: Socket): Socket {
  return { ...socket, localAddress: socket.localAddress.replace(/^(\[[^\]]*\]|[^:]*):\d+$/, '$1') };
}

const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });

/** The first is the recording's own, used when the address has no scheme. */
function schemesFor({ kind }: Endpoint): readonly [Scheme, ...Scheme[]] {
  const own = factsOf(kind).schemes;
  if (!isStream(kind)) return own;
  return [own[0], ...streamClients.flatMap((client) => factsOf(client).schemes)];
}

function schemeOf(recorded: Endpoint, to: string): Scheme {
  const schemes = schemesFor(recorded);
  const parsed = parseAddress(to, schemes[0]);
  if (!parsed.ok) throw new WirebenchError('BAD_REQUEST', parsed.problem.message);
  const { scheme } = parsed.value;
  if (!schemes.includes(scheme)) {
    const fitting = anyOf.format(new Set(schemes.map(beginningOf)));
    throw new WirebenchError(
      'BAD_REQUEST',
      `This recording can be replayed to an address that begins with ${fitting}, but ${beginningOf(scheme)} is another protocol.`,
    );
  }
  const problem = peerPortProblem(parsed.value);
  if (problem !== null) throw new WirebenchError('BAD_REQUEST', problem);
  return scheme;
}
