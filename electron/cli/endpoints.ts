import { isAbsolute, sep } from 'node:path';
import { assertNever } from '../../shared/base/never.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import {
  formatHostAndPort,
  parseAddress,
  peerPortProblem,
  type Address,
} from '../../shared/model/address.ts';
import type { Endpoint, Header } from '../../shared/model/connection.ts';
import { describeEncoding } from '../../shared/model/requestTarget.ts';
import { schemeFacts } from '../../shared/model/schemes.ts';
import type { OpeningMessage } from '../../shared/model/sending.ts';
import { UsageError, type Surroundings } from './command.ts';
import { describeProblem, parseSize, parseTime } from './commandLine.ts';
import { checkedEndpoint } from './options/checkedEndpoint.ts';
import { CommandSecrets } from './options/optionFiles.ts';
import { checkOptions } from './options/optionRules.ts';
import type { EndpointValues, Form } from './options/optionTable.ts';
import { proxyOption } from './options/proxyOption.ts';
import {
  reconnectOptions,
  tcpServerSocketOptions,
  tcpSocketOptions,
  udpSocketOptions,
  wholeNumber,
} from './options/socketOptions.ts';
import { tlsClientOptions, tlsServerOptions } from './options/tlsOptions.ts';

/** An endpoint, and the secrets that must not be written into it. */
export interface CommandEndpoint {
  readonly endpoint: Endpoint;
  readonly secrets: ReadonlyMap<string, Uint8Array>;
}

/** The parts that an endpoint is made from. */
interface Given {
  readonly form: Form;
  readonly address: Address;
  readonly url: string;
  readonly values: EndpointValues;
  readonly secrets: CommandSecrets;
}

/** The endpoint that `connect URL` opens, by its scheme. Throws a `UsageError` for anything that does not fit. */
export async function clientEndpoint(
  url: string,
  values: EndpointValues,
  onOpen: readonly OpeningMessage[],
): Promise<CommandEndpoint> {
  const address = readAddress(url);
  const problem = peerPortProblem(address);
  if (problem !== null) throw new UsageError(problem);
  const isStartTls = values.starttls !== undefined && values.starttls !== 'none';
  const form = address.scheme === 'tcp' && isStartTls ? 'starttls' : address.scheme;
  checkOptions(values, 'connect', form);
  const secrets = new CommandSecrets();
  const value = await clientOptions({ form, address, url, values, secrets }, onOpen);
  return { endpoint: checkedEndpoint(value, 'connect'), secrets: secrets.bytes };
}

/** The endpoint that `listen URL` opens. Throws a `UsageError` for anything that does not fit. */
export async function serverEndpoint(url: string, values: EndpointValues): Promise<CommandEndpoint> {
  const address = readAddress(url);
  const form = address.scheme;
  checkOptions(values, 'listen', form);
  const secrets = new CommandSecrets();
  const value = await serverOptions({ form, address, url, values, secrets });
  return { endpoint: checkedEndpoint(value, 'listen'), secrets: secrets.bytes };
}

export function readAddress(url: string, option = ''): Address {
  const parsed = parseAddress(url);
  if (parsed.ok) return parsed.value;
  throw describeProblem(option === '' ? 'URL' : option, url, parsed.problem);
}

/** Says which part of a path is not sent as it was typed. */
export function warnOfEncoding(url: string, { warn }: Surroundings): void {
  const address = readAddress(url);
  const encoding = address.scheme === 'unix' ? null : describeEncoding(address.path ?? '/');
  if (encoding !== null) warn(encoding);
}

async function clientOptions(given: Given, onOpen: readonly OpeningMessage[]): Promise<object> {
  const { form, address, url, values, secrets } = given;
  const whenDiskFails = values['when-disk-fails'];
  if (address.scheme === 'udp')
    return { kind: 'udp', address: url, bind: values.bind, socket: udpSocketOptions(values), whenDiskFails };
  const client = {
    address: absoluteUrl(url, address),
    connectTimeoutMs: parseTime('--connect-timeout', values['connect-timeout']) ?? undefined,
    reconnect: reconnectOptions(values),
    onOpen,
    whenDiskFails,
  };
  if (address.scheme === 'unix')
    return { kind: 'unix-client', ...client, socket: { halfOpen: values['half-open'] } };
  const isSecure = form === 'starttls' || schemeFacts(form).isTls;
  const overTcp = {
    ...client,
    socket: tcpSocketOptions(values),
    proxy: proxyOption(values.proxy, secrets),
    tls: isSecure ? await tlsClientOptions(values, secrets) : undefined,
  };
  switch (address.scheme) {
    case 'tcp':
      return { kind: 'tcp-client', ...overTcp, startTls: values.starttls };
    case 'tls':
      return { kind: 'tls-client', ...overTcp };
    case 'ws':
    case 'wss':
      return {
        kind: 'ws-client',
        ...overTcp,
        headers: values.header?.map(parseHeader),
        ...webSocketOptions(values),
      };
    default:
      return assertNever(address.scheme);
  }
}

async function serverOptions({ address, url, values, secrets }: Given): Promise<object> {
  const whenDiskFails = values['when-disk-fails'];
  if (address.scheme === 'udp') {
    const bind = formatHostAndPort(address.host, address.port);
    return { kind: 'udp', address: '', bind, socket: udpSocketOptions(values), whenDiskFails };
  }
  const peerLimit = wholeNumber('--max-peers', values['max-peers']);
  const server = { address: absoluteUrl(url, address), peerLimit, whenDiskFails };
  if (address.scheme === 'unix')
    return { kind: 'unix-server', ...server, socket: { halfOpen: values['half-open'] } };
  const isSecure = schemeFacts(address.scheme).isTls;
  const overTcp = {
    ...server,
    socket: tcpServerSocketOptions(values),
    tls: isSecure ? await tlsServerOptions(values, secrets) : undefined,
  };
  switch (address.scheme) {
    case 'tcp':
      return { kind: 'tcp-server', ...overTcp };
    case 'tls':
      return { kind: 'tls-server', ...overTcp };
    case 'ws':
    case 'wss':
      return { kind: 'ws-server', ...overTcp, ...webSocketOptions(values) };
    default:
      return assertNever(address.scheme);
  }
}

/**
 * A relative path starts at the working folder. It is appended to that folder and otherwise left as typed: after a symbolic link, `..`
 * leads to another folder than the text suggests.
 */
function absoluteUrl(url: string, address: Address): string {
  if (address.scheme !== 'unix') return url;
  const { path } = address;
  const isWhole = path.startsWith('@') || path.startsWith('\\\\') || isAbsolute(path);
  return `unix:${isWhole ? path : `${process.cwd()}${sep}${path}`}`;
}

function webSocketOptions(values: EndpointValues): object {
  return {
    subprotocols: eachOnce('--subprotocol', values.subprotocol),
    messageLimitBytes: parseSize('--max-message', values['max-message']),
  };
}

/** RFC 6455, section 4.1, item 10: each name is offered once. */
function eachOnce(option: string, names: readonly string[] | undefined): readonly string[] | undefined {
  const again = names?.find((name, index) => names.indexOf(name) < index);
  if (again === undefined) return names;
  throw new UsageError(`${option} has “${visibleLine(again)}” more than once. Give each name once.`);
}

/** RFC 9110, sections 5.1 and 5.5: a name, a colon, and a value, which excludes the spaces and tabs around it. */
function parseHeader(text: string): Header {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(`--header takes a name and a value, as in 'Name: value'.`);
  return { name: text.slice(0, colon), value: text.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '') };
}
