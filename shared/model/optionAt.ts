import { endpointSchema, type Endpoint } from './connection.ts';
import type { EndpointKind } from './endpointKinds.ts';

/** An object of options, which may contain others, as in an endpoint. */
export interface Options {
  readonly [name: string]: unknown;
}

/** The value at a path such as `socket.family`, which may lead into a list (`socket.groups.0`); undefined if there is none. */
export function optionAt(options: unknown, path: string): unknown {
  let value = options;
  for (const name of path.split('.')) {
    if (!isOptions(value) && !Array.isArray(value)) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
}

/** The options with another value at a path. Objects on the way that are missing are made. */
export function withOption(options: Options, path: string, value: unknown): Options {
  const [name = '', ...inner] = path.split('.');
  if (inner.length === 0) return { ...options, [name]: value };
  const inside = options[name];
  return { ...options, [name]: withOption(isOptions(inside) ? inside : {}, inner.join('.'), value) };
}

/** True for an object with options of its own; a list is one option. */
export function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An endpoint of this kind with all its defaults, and without an address. */
export function defaultsOf(kind: EndpointKind): Endpoint {
  return endpointSchema.parse({ kind, address: '' });
}

/** Compares values that a schema has parsed, so that names are in the schema's order. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
