import { formatHostAndPort, ipVersionOf } from '../../model/address.ts';
import { durationForm, numberForm, type OptionForm } from '../optionForms.ts';

/** Reads a value in this form; the text itself where it is none, so that the schema says what is wrong. */
const orText =
  ({ read }: OptionForm) =>
  (text: string): unknown =>
    read(text) ?? text;

/** Milliseconds for `10s`, `500ms`, `2m`, `1h`, or a number of seconds. */
export const milliseconds = orText(durationForm);

export const wholeNumber = orText(numberForm);

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
