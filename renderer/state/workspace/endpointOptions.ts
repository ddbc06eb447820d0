import type { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';

type PathsIn<Options> = {
  [Name in keyof Options & string]:
    | Name
    | (Options[Name] extends readonly unknown[] | string | number | boolean | null
        ? never
        : null extends Options[Name]
          ? never
          : `${Name}.${PathsIn<Options[Name]>}`);
}[keyof Options & string];
type PathsOf<Kind> = Kind extends Endpoint ? PathsIn<Kind> : never;

/** The path of an option in an endpoint, such as `socket.noDelay`, for any kinds that have it. */
export type OptionPath = Exclude<PathsOf<Endpoint>, 'kind' | 'address'>;

/** New values of some options. */
export type OptionValues = Readonly<Partial<Record<OptionPath, unknown>>>;

/** The value at a path of the endpoint, which may lead into a list (`socket.groups.0`); undefined if its kind has no such option. */
export function optionAt(endpoint: Endpoint, path: string): unknown {
  let value: unknown = endpoint;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
}

/** The endpoint with some options changed, if its schema accepts them; otherwise a sentence. */
export function withOptions(endpoint: Endpoint, values: OptionValues): Result<Endpoint, string> {
  let changed: unknown = endpoint;
  for (const [path, value] of Object.entries(values)) changed = put(changed, path.split('.'), value);
  const parsed = endpointSchema.safeParse(changed);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail(issue ? sentenceOf(issue) : 'This value is not allowed.');
}

/** The paths of the options that differ from the kind's defaults; the address is not an option. */
export function changedOptions(endpoint: Endpoint): string[] {
  return [...differences(defaultsOf(endpoint.kind), { ...endpoint, address: '' }, '')];
}

export function isChanged(endpoint: Endpoint, path: OptionPath): boolean {
  return !isSame(optionAt(endpoint, path), defaultOf(endpoint, path));
}

export function defaultOf(endpoint: Endpoint, path: OptionPath): unknown {
  return optionAt(defaultsOf(endpoint.kind), path);
}

/** Compares values that a schema has parsed, so that names are in the schema's order. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function defaultsOf(kind: EndpointKind): Endpoint {
  return endpointSchema.parse({ kind, address: '' });
}

/** Descends into an object where the default is one; a list or a secret is one option as a whole. */
function* differences(standard: unknown, given: unknown, path: string): Generator<string> {
  if (isObject(standard) && isObject(given)) {
    for (const name of Object.keys(standard)) {
      yield* differences(standard[name], given[name], path === '' ? name : `${path}.${name}`);
    }
  } else if (!isSame(standard, given)) {
    yield path;
  }
}

function put(target: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  return isObject(target) ? { ...target, [name]: put(target[name], rest, value) } : target;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How a number is written for people: `value / factor`, with its unit. */
export interface Scale {
  readonly factor: number;
  readonly unit: string;
}

/** The schema's problem with a number, in the unit in which the person writes it. */
export function numberProblem(
  endpoint: Endpoint,
  path: OptionPath,
  value: number,
  { factor, unit }: Scale,
): string | null {
  const parsed = endpointSchema.safeParse(put(endpoint, path.split('.'), value));
  const issue = parsed.error?.issues[0];
  if (!issue) return null;
  const words = (bound: number | bigint): string =>
    `${Number(bound) / factor}${unit === '' ? '' : ` ${unit}`}`;
  if (issue.code === 'too_small') return `The least is ${words(issue.minimum)}.`;
  if (issue.code === 'too_big') return `The most is ${words(issue.maximum)}.`;
  return sentenceOf(issue);
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? `This has more than ${String(issue.maximum)} characters.`
      : `At most ${String(issue.maximum)} are allowed.`;
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'string' ? 'Something is missing here.' : 'At least one is needed.';
  }
  if (issue.code === 'invalid_type') return 'Write a whole number.';
  return issue.message;
}
