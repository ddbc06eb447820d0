import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { optionAt } from '../../../shared/model/optionAt.ts';
import { changedOptions } from '../../state/workspace/endpointOptions.ts';
import { nameOfOption } from '../../state/workspace/optionNames.ts';

/** An option that differs from its default, with its name. */
interface OptionInForce {
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** The options that differ from the kind's defaults, in the order of the endpoint. */
export function optionsInForce(endpoint: Endpoint): OptionInForce[] {
  return changedOptions(endpoint).map((path) => ({
    path,
    name: nameOfOption(path),
    value: describeValue(path, optionAt(endpoint, path)),
  }));
}

function describeValue(path: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null) return 'none';
  if (typeof value === 'number') return describeNumber(path, value);
  if (typeof value === 'string')
    return path === 'tls.ca' || path === 'tls.certificate' ? describePem(value) : value;
  if (Array.isArray(value)) return describeList(path, value);
  // Only the name of a secret may be shown.
  return isNamed(value) ? value.name : '';
}

function describeNumber(path: string, value: number): string {
  if (path.endsWith('Ms'))
    return value % 1000 === 0 ? `${formatCount(value / 1000)} s` : `${formatCount(value)} ms`;
  if (!path.endsWith('Bytes')) return formatCount(value);
  const size = measureBytes(value);
  return `${size.value} ${size.unit}`;
}

function describePem(pem: string): string {
  const count = pem.split('-----BEGIN CERTIFICATE-----').length - 1;
  return formatCounted(count, 'certificate');
}

function describeList(path: string, values: readonly unknown[]): string {
  if (path === 'onOpen') return formatCounted(values.length, 'message');
  return values.map(describeItem).join(', ');
}

function describeItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if ('group' in item) {
    const on = 'interface' in item && item.interface !== '' ? ` on ${String(item.interface)}` : '';
    return `${String(item.group)}${on}`;
  }
  return isNamed(item) ? item.name : '';
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}
