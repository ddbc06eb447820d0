import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { UsageError } from '../command.ts';
import { parseSize, parseTime } from '../commandLine.ts';
import type { EndpointValues } from './optionTable.ts';

/** The part of `socket` that options set for anything over TCP. */
export function tcpSocketOptions(values: EndpointValues): object {
  return {
    family: values.family,
    localAddress: values['local-address'],
    ...tcpServerSocketOptions(values),
  };
}

export function tcpServerSocketOptions(values: EndpointValues): object {
  return {
    keepAliveMs: parseTime('--keep-alive', values['keep-alive']) ?? undefined,
    noDelay: values.delay === true ? false : values['no-delay'],
    halfOpen: values['half-open'],
  };
}

/** The part of `socket` that options set for UDP. */
export function udpSocketOptions(values: EndpointValues): object {
  const connected = values.connected === true ? 'yes' : undefined;
  return {
    family: values.family,
    connected: values.unconnected === true ? 'no' : connected,
    broadcast: values.broadcast,
    reuseAddress: values['reuse-address'],
    ttl: wholeNumber('--ttl', values.ttl),
    groups: values.group?.map(asGroup),
    multicastTtl: wholeNumber('--multicast-ttl', values['multicast-ttl']),
    multicastLoopback: values['no-multicast-loopback'] === true ? false : undefined,
    multicastInterface: values.interface,
    receiveBufferBytes: parseSize('--receive-buffer', values['receive-buffer']),
    sendBufferBytes: parseSize('--send-buffer', values['send-buffer']),
  };
}

/** How a client reconnects: `--reconnect N` or `--reconnect forever`. */
export function reconnectOptions(values: EndpointValues): object | undefined {
  const { reconnect } = values;
  if (reconnect === undefined) return undefined;
  return {
    enabled: true,
    attempts: reconnect === 'forever' ? null : wholeNumber('--reconnect', reconnect, ' or forever'),
    firstDelayMs: parseTime('--reconnect-delay', values['reconnect-delay']) ?? undefined,
    longestDelayMs: parseTime('--reconnect-longest', values['reconnect-longest']) ?? undefined,
  };
}

/** `224.0.0.251`, or `224.0.0.251@eth0` for a group that is joined on one interface. */
function asGroup(text: string): object {
  const at = text.indexOf('@');
  return at < 0 ? { group: text } : { group: text.slice(0, at), interface: text.slice(at + 1) };
}

/** The schema decides whether the number is allowed. */
export function wholeNumber(option: string, text: string | undefined, orElse = ''): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${option} takes a number${orElse}, not “${visibleLine(text)}”.`);
}
