import { formatAddress, parseAddress } from '../model/address.ts';
import type { Endpoint } from '../model/connection.ts';
import { factsOf } from '../model/endpointKinds.ts';
import { doesListen, placeOf } from '../model/endpointPlace.ts';
import { whenTlsBegins } from '../model/endpointTls.ts';
import { noteFiles } from './commandTarget.ts';
import { CommandWriter, type ToolCommand } from './toolCommand.ts';
import { addWirebenchSocket } from './wirebenchSocket.ts';
import { addWirebenchTls } from './wirebenchTls.ts';

/** The command for `wirebench connect` or `wirebench listen`; null for an address that cannot be read, and for a relative path. */
export function wirebenchCommand(endpoint: Endpoint): ToolCommand | null {
  const url = urlOf(endpoint);
  if (url === null) return null;
  const writer = new CommandWriter(
    'wirebench',
    'wirebench',
    doesListen(endpoint) ? 'listen' : 'connect',
    url,
  );
  addWirebenchSocket(writer, endpoint);
  if ('tls' in endpoint && usesTls(endpoint)) {
    addWirebenchTls(writer, endpoint.tls);
    noteFiles(writer, endpoint.tls);
  }
  if ('proxy' in endpoint) addProxy(writer, endpoint.proxy);
  if ('reconnect' in endpoint) addReconnect(writer, endpoint.reconnect);
  if ('onOpen' in endpoint) addOpening(writer, endpoint.onOpen);
  if ('headers' in endpoint) {
    for (const { name, value } of endpoint.headers) writer.set('header', `${name}: ${value}`);
  }
  if ('subprotocols' in endpoint) {
    for (const name of new Set(endpoint.subprotocols)) writer.set('subprotocol', name);
    if (endpoint.messageLimitBytes !== defaultMessageLimitBytes) {
      writer.set('max-message', String(endpoint.messageLimitBytes));
    }
  }
  if (endpoint.whenDiskFails !== 'continue') writer.set('when-disk-fails', endpoint.whenDiskFails);
  return writer.build();
}

/** 100 MiB, the default of the command line. */
const defaultMessageLimitBytes = 100 * 1024 * 1024;

function urlOf(endpoint: Endpoint): string | null {
  const parsed = parseAddress(placeOf(endpoint), factsOf(endpoint.kind).schemes[0]);
  if (!parsed.ok) return null;
  // The workbench refuses a connection with such a path; on the command line it would depend on the folder.
  if (parsed.value.scheme === 'unix' && !/^[/@\\]/.test(parsed.value.path)) return null;
  return formatAddress(parsed.value);
}

/** A plain connection has TLS options too, for starting it by hand; the command line cannot do that. */
function usesTls(endpoint: Endpoint): boolean {
  const begins = whenTlsBegins(endpoint);
  return begins === 'at once' || begins === 'after dialogue';
}

function addProxy(writer: CommandWriter, proxy: Extract<Endpoint, { proxy: unknown }>['proxy']): void {
  if (proxy.use === 'none') return;
  if (proxy.use === 'environment') {
    writer.set('proxy', 'environment');
    return;
  }
  const user = proxy.user === '' ? '' : 'USER:PASSWORD@';
  if (user !== '') writer.note('Replace USER and PASSWORD with those of the proxy.');
  writer.set('proxy', `${proxy.use}://${user}${proxy.address.trim()}`);
}

function addReconnect(
  writer: CommandWriter,
  { enabled, attempts, firstDelayMs, longestDelayMs }: Extract<Endpoint, { reconnect: unknown }>['reconnect'],
): void {
  if (!enabled) return;
  writer.set('reconnect', attempts === null ? 'forever' : String(attempts));
  if (firstDelayMs !== 500) writer.set('reconnect-delay', `${firstDelayMs}ms`);
  if (longestDelayMs !== 30_000) writer.set('reconnect-longest', `${longestDelayMs}ms`);
}

function addOpening(writer: CommandWriter, messages: Extract<Endpoint, { onOpen: unknown }>['onOpen']): void {
  writer.lack(
    messages.some(({ format, kind }) => format === 'base64' || kind === 'ping' || kind === 'pong'),
    'opening messages that are written as Base64, or that are a ping or pong',
  );
  for (const { format, kind, text } of messages) {
    if (format === 'base64' || kind === 'ping' || kind === 'pong') continue;
    writer.set(format === 'hex' ? 'on-open-hex' : 'on-open', text);
  }
}
