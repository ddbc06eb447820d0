import { formatHostAndPort, type NetworkAddress } from '../../../shared/model/address.ts';
import { decodeSegments } from '../../../shared/bytes/encodedText.ts';
import { signOfByte } from '../../../shared/bytes/visibleText.ts';
import type { Endpoint, EndpointOf } from '../../../shared/model/connection.ts';
import { isServer } from '../../../shared/model/endpointKinds.ts';
import { whenTlsBegins } from '../../../shared/model/endpointTls.ts';
import type { OpeningStep } from '../../../shared/model/preview.ts';
import type { TlsClientOptions } from '../../../shared/model/tlsOptions.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { addressOf } from '../link/address.ts';
import { formatProxy, proxyFor, type Proxy } from '../link/dial/proxy.ts';
import { forProxy } from '../link/dial/proxyTarget.ts';
import { basicCredentials, connectRequest } from '../link/http/connectRequest.ts';
import { handshakeRequest } from '../link/http/handshakeRequest.ts';
import { firstWords, nameOfProtocol } from '../link/startTls/dialogues.ts';
import { clientHelloOf } from '../link/tls/clientHello.ts';
import type { LinkContext } from '../link/link.ts';
import { headersProblem, tlsBelow } from '../link/ws/clientHandshake.ts';

/** A step as it is said, and what must not be seen of it. */
export interface SaidStep extends Omit<OpeningStep, 'stretches'> {
  readonly text: string;
  readonly secrets: readonly string[];
  /** A part of the text that is another one each time. */
  readonly drawn: string | null;
}

/** What a look at an endpoint may ask for. */
export type PreviewSource = Pick<LinkContext, 'secret' | 'systemProxy'>;

type DialingEndpoint = Extract<Endpoint, { proxy: unknown }>;

/**
 * What a client says by itself until it is open, made by the code that says it; nothing for other endpoints. The endpoint is resolved.
 * Throws a `LinkProblem` where opening would be refused for it.
 */
export async function openingSteps(endpoint: Endpoint, source: PreviewSource): Promise<readonly SaidStep[]> {
  if (!('proxy' in endpoint) || isServer(endpoint.kind)) return [];
  const address = addressOf(endpoint.kind, endpoint.address);
  if (!address.ok) throw new LinkProblem(address.problem, { field: 'address' });
  const proxy = await proxyFor({ ...address.value, proxy: endpoint.proxy }, source, neverAborted());
  return [
    ...(proxy === null ? [] : [proxyStep(proxy, address.value)]),
    ...dialogueSteps(endpoint, address.value),
    ...tlsSteps(endpoint, address.value),
    ...('headers' in endpoint ? [handshakeStep(endpoint, address.value)] : []),
  ];
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

const nothingHidden = { secrets: [], drawn: null, notes: [] };

function proxyStep(proxy: Proxy, address: NetworkAddress): SaidStep {
  const { host, port } = forProxy(address);
  const target = formatHostAndPort(host, port);
  const head = { ...nothingHidden, step: 'proxy' as const, to: formatProxy(proxy) };
  if (proxy.protocol === 'socks5') {
    const who = basicCredentials(proxy) === null ? '' : ', with user and password';
    return { ...head, text: '', notes: [`It is asked in SOCKS 5 to connect to ${target}${who} (RFC 1928).`] };
  }
  const basic = basicCredentials(proxy);
  return {
    ...head,
    text: textOf(connectRequest(target, proxy)),
    secrets: basic === null ? [] : [basic],
    notes:
      proxy.protocol === 'https'
        ? ['It is said within TLS, once the certificate of the proxy has been verified.']
        : [],
  };
}

function dialogueSteps(endpoint: DialingEndpoint, { host }: NetworkAddress): readonly SaidStep[] {
  if (!('startTls' in endpoint) || endpoint.startTls === 'none') return [];
  const { startTls, tls } = endpoint;
  const { bytes, isAnswer } = firstWords(startTls, { host: tls.serverName || host });
  const notes = [
    isAnswer
      ? 'It follows the greeting of the server. What comes next depends on the answer.'
      : 'What comes next depends on the answer of the server.',
  ];
  return [{ ...nothingHidden, step: 'dialogue', to: nameOfProtocol(startTls), text: textOf(bytes), notes }];
}

function tlsSteps(endpoint: DialingEndpoint, { host }: NetworkAddress): readonly SaidStep[] {
  const begins = whenTlsBegins(endpoint);
  if (!('tls' in endpoint) || begins === 'never' || begins === 'on command') return [];
  const options = 'headers' in endpoint ? tlsBelow(endpoint.tls) : endpoint.tls;
  return [{ ...nothingHidden, step: 'tls', to: host, text: offerOf(options, host) }];
}

/** The offer of a ClientHello, a line for each part. */
function offerOf(options: TlsClientOptions, host: string): string {
  const { serverName, alpn, minVersion, maxVersion } = clientHelloOf(options, host);
  const lines = [
    `Server name (SNI): ${serverName ?? 'none, since an IP address is not sent (RFC 6066)'}`,
    `ALPN: ${alpn.length === 0 ? 'none' : alpn.join(', ')}`,
    `Versions: ${minVersion === maxVersion ? nameOfVersion(minVersion) : `${nameOfVersion(minVersion)} to ${nameOfVersion(maxVersion)}`}`,
    ...(options.ciphers.trim() === '' ? [] : [`Ciphers: ${options.ciphers.trim()}`]),
  ];
  return lines.join('\n');
}

function nameOfVersion(version: string): string {
  return version === 'TLSv1' ? 'TLS 1.0' : version.replace('TLSv', 'TLS ');
}

/** “the sample nonce”, the key of the example in RFC 6455, section 1.3. */
const sampleKey = 'dGhlIHNhbXBsZSBub25jZQ==';

function handshakeStep(endpoint: EndpointOf<'ws-client'>, address: NetworkAddress): SaidStep {
  const { headers, subprotocols } = endpoint;
  const problem = headersProblem(headers);
  if (problem !== null) throw new LinkProblem(problem, { field: 'headers' });
  return {
    ...{
      step: 'handshake',
      to: formatHostAndPort(address.host, address.port),
      secrets: [],
      drawn: sampleKey,
    },
    text: textOf(handshakeRequest({ address, key: sampleKey, subprotocols, headers })),
    notes: [
      'The key is random, another one each time; here stands that of the example in RFC 6455. No extension is offered, so that the bytes shown are the bytes sent.',
    ],
  };
}

/** Bytes as text; those that are no characters as signs: `‹FF›`. */
function textOf(bytes: Uint8Array): string {
  return decodeSegments(bytes, 'utf-8')
    .map((segment) =>
      segment.kind === 'text' ? segment.text : Array.from(segment.bytes, signOfByte).join(''),
    )
    .join('');
}
