import type { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import {
  defaultsOf,
  isOptions,
  isSame,
  optionAt,
  withOption,
  type Options,
} from '../../../shared/model/optionAt.ts';

type PathsIn<Whole> = {
  [Name in keyof Whole & string]:
    | Name
    | (Whole[Name] extends readonly unknown[] | string | number | boolean | null
        ? never
        : null extends Whole[Name]
          ? never
          : `${Name}.${PathsIn<Whole[Name]>}`);
}[keyof Whole & string];
type PathsOf<Kind> = Kind extends Endpoint ? PathsIn<Kind> : never;

/** The path of an option in an endpoint, such as `socket.noDelay`, for any kinds that have it. */
export type OptionPath = Exclude<PathsOf<Endpoint>, 'kind' | 'address'>;

/** New values of some options. */
export type OptionValues = Readonly<Partial<Record<OptionPath, unknown>>>;

/** The endpoint with some options changed, if its schema accepts them; otherwise a sentence. */
export function withOptions(endpoint: Endpoint, values: OptionValues): Result<Endpoint, string> {
  let changed: Options = { ...endpoint };
  for (const [path, value] of Object.entries(values)) changed = withOption(changed, path, value);
  const parsed = endpointSchema.safeParse(changed);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail(issue ? sentenceOf(issue) : 'This value is not allowed.');
}

/** The paths of the options that differ from the kind's defaults, or from another endpoint of the kind; the address is not an option. */
export function changedOptions(endpoint: Endpoint, from: object = defaultsOf(endpoint.kind)): string[] {
  return [...differences({ ...from, address: '' }, { ...endpoint, address: '' }, '')];
}

export function isChanged(endpoint: Endpoint, path: OptionPath): boolean {
  return !isSame(optionAt(endpoint, path), defaultOf(endpoint, path));
}

export function defaultOf(endpoint: Endpoint, path: OptionPath): unknown {
  return optionAt(defaultsOf(endpoint.kind), path);
}

/** Descends into an object where the default is one; a list or a secret is one option as a whole. */
function* differences(standard: unknown, given: unknown, path: string): Generator<string> {
  if (isOptions(standard) && isOptions(given)) {
    for (const name of Object.keys(standard)) {
      yield* differences(standard[name], given[name], path === '' ? name : `${path}.${name}`);
    }
  } else if (!isSame(standard, given)) {
    yield path;
  }
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
  const parsed = endpointSchema.safeParse(withOption({ ...endpoint }, path, value));
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
