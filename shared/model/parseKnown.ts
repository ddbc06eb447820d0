import type { z } from 'zod';

/** Parts lie in one another no deeper in what Wirebench writes; each round finds the unknown ones of one more level. */
const longestSearch = 8;

/**
 * What a schema knows of a value: fields that it does not have, and words that are none of a field's own, are left out, as if a later
 * version had written them. Undefined if the rest does not fit either. For what is read from a recording; strict schemas are for all else.
 */
export function parseKnown<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.infer<Schema> | undefined {
  let known = value;
  for (let round = 0; round < longestSearch; round += 1) {
    const parsed = schema.safeParse(known);
    if (parsed.success) return parsed.data;
    const unknown = parsed.error.issues.flatMap(unknownIn);
    if (unknown.length === 0) return undefined;
    known = unknown.reduce(without, known);
  }
  return undefined;
}

type Path = readonly PropertyKey[];

function unknownIn(issue: z.core.$ZodIssue): Path[] {
  if (issue.code === 'invalid_union') {
    const options = issue.errors.map((issues) => issues.map(unknownIn));
    // The form that the value has, but for what is not known.
    const fitting = options.find(
      (unknown) => unknown.length > 0 && unknown.every((paths) => paths.length > 0),
    );
    return fitting?.flat().map((path) => issue.path.concat(path)) ?? [];
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  return issue.code === 'invalid_value' && issue.path.length > 0 ? [issue.path] : [];
}

function without(value: unknown, [name, ...inner]: Path): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === name ? without(item, inner) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
      if (key !== name) return [[key, item]];
      return inner.length === 0 ? [] : [[key, without(item, inner)]];
    }),
  );
}
