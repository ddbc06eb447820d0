import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { messageOf } from '../base/errors.ts';
import { formatCount } from '../base/quantity.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { findJsonProblem, longestJson } from '../json/jsonText.ts';

/** 100 levels: collections have folders in folders, and payloads some ten more. */
const deepestValue = 100;
/** 500,000 values: a collection of 10,000 requests has half of that. Aliases of YAML count as often as they are used. */
const mostValues = 500_000;
/** 4 MiB: it is read in a second or two, while nothing else is served. JSON is read thirty times as fast. */
const longestYaml = 4 * 1024 * 1024;

/** Reads JSON or YAML. A problem is a sentence. */
export function parseDocument(text: string): Result<unknown, string> {
  const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : parseYaml(text);
  return parsed.ok ? withinLimits(parsed.value) : parsed;
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    const problem = text.length > longestJson ? null : findJsonProblem(text);
    return fail(`It is not valid JSON: ${problem?.message ?? messageOf(error)}.`);
  }
}

/** Reads YAML 1.2. */
function parseYaml(text: string): Result<unknown, string> {
  if (text.length > longestYaml) return fail('A YAML file may have 4 MiB at most.');
  try {
    return ok(load(text, { schema: CORE_SCHEMA, maxDepth: deepestValue }));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const place =
      error.mark === undefined ? '' : ` in line ${error.mark.line + 1}, column ${error.mark.column + 1}`;
    return fail(`It is not valid YAML${place}: ${error.reason}.`);
  }
}

/** Counts a value as a tree: what an alias of YAML stands for is there once in memory, and often in the tree. */
function withinLimits(whole: unknown): Result<unknown, string> {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: whole, depth: 0 }];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    count += 1;
    if (next.depth > deepestValue) return fail(`It is nested more than ${deepestValue} levels deep.`);
    if (count + open.length > mostValues) return fail(`It has more than ${formatCount(mostValues)} values.`);
    const { value } = next;
    if (typeof value !== 'object' || value === null) continue;
    const depth = next.depth + 1;
    const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (count + open.length + inner.length > mostValues)
      return fail(`It has more than ${formatCount(mostValues)} values.`);
    for (const each of inner) open.push({ value: each, depth });
  }
  return ok(whole);
}
