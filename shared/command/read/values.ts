import { parseDuration } from '../../base/duration.ts';
import { parseSize } from '../../base/sizeValue.ts';
import { formatHostAndPort, ipVersionOf } from '../../model/address.ts';

/** Milliseconds for `10s`, `500ms`, `2m`, `1h`, or a number of seconds. The text itself where it is none, so that the schema says what is wrong. */
export function milliseconds(text: string): number | string {
  const duration = parseDuration(text);
  return duration.ok ? Math.round(duration.value) : text;
}

/** Bytes for `65536`, `64KiB` or `10MB`; the text itself where it is no size. */
export function sizeInBytes(text: string): number | string {
  const size = parseSize(text);
  return size.ok ? size.value : text;
}

/** A whole number; the text itself where it is none, so that the schema says what is wrong. */
export function wholeNumber(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** The parts of a list with commas. */
export function list(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim());
}

/** A host and port as they stand in an address; an IPv6 address may have its brackets or not. */
export function authority(host: string, port: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return /^\d{1,5}$/.test(port) && ipVersionOf(bare) === 6
    ? formatHostAndPort(bare, Number(port))
    : `${bare}:${port}`;
}

/** `host` and `port` of `host:port`, `[::1]:port` or a port alone; null where there is no port. */
export function splitPlace(text: string): { readonly host: string; readonly port: string } | null {
  const [, host, port] = /^(?:(\[[^\]]*\]|[^:]*|.*::[^:]*|[\da-f:]*(?:%\w+)?):)?(\d{1,5})$/i.exec(text) ?? [];
  return port === undefined ? null : { host: (host ?? '').replace(/^\[(.*)\]$/, '$1'), port };
}
