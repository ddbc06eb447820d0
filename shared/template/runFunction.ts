import { fail, ok, type Result } from '../base/result.ts';
import { formatBase64 } from '../bytes/base64.ts';
import { formatHex } from '../bytes/hex.ts';
import { plural } from '../base/quantity.ts';
import { functionFacts, type FunctionName } from './functionNames.ts';
import { randomInteger, randomLetters, uuidV4, uuidV7 } from './randomValues.ts';
import type { TemplateProblemCode } from './template.ts';
import type { TemplateContext } from './templateContext.ts';
import {
  bytesOf,
  keptSecret,
  secretsOf,
  textOf,
  textValue,
  unknownValue,
  type TemplateBytes,
  type TemplateValue,
} from './templateValue.ts';
import { formatTime } from './timeFormat.ts';

interface FunctionProblem {
  readonly code: TemplateProblemCode;
  readonly message: string;
  readonly allows?: string | undefined;
  readonly mayMend?: boolean | undefined;
}

/** Null: only known when it is sent. */
type Outcome = Result<string | TemplateBytes | null, FunctionProblem>;

/** The context at the place of one function. */
interface FunctionContext extends Omit<TemplateContext, 'random'> {
  readonly random: (count: number) => Uint8Array | null;
}
type Run = (args: readonly TemplateValue[], context: FunctionContext) => Outcome;

/** 1 MiB: more random data than anybody reads. */
const mostRandom = 1024 * 1024;

const wrong = (message: string): Outcome => fail({ code: 'argument', message });

const runs: Readonly<Record<FunctionName, Run>> = {
  uuid: ([version], context) => {
    const written = version === undefined ? 'v4' : textOf(version);
    const [random, nowUs] = [context.random(16), context.nowUs()];
    if (written === 'v4') return ok(random && uuidV4(random));
    if (written === 'v7') return ok(random && nowUs !== null ? uuidV7(random, nowUs) : null);
    return wrong('$uuid takes v4 or v7.');
  },
  now: ([format], context) => {
    const nowUs = context.nowUs();
    const formatted = formatTime(format === undefined ? 'iso' : (textOf(format) ?? '?'), nowUs ?? 0);
    if (!formatted.ok) return wrong(formatted.problem);
    return ok(nowUs === null ? null : formatted.value);
  },
  counter: ([start, step], { sentBefore }) => {
    const from = start === undefined ? 1 : wholeNumber(start);
    const by = step === undefined ? 1 : wholeNumber(step);
    if (from === null || by === null) return wrong('$counter takes whole numbers: $counter:START:STEP.');
    return ok(String(BigInt(from) + BigInt(by) * BigInt(sentBefore)));
  },
  randomInt: ([least, most], context) => {
    const from = least && wholeNumber(least);
    const to = most && wholeNumber(most);
    if (typeof from !== 'number' || typeof to !== 'number' || from > to)
      return wrong('$randomInt takes two whole numbers, the smaller one first: $randomInt:1:100.');
    const random = context.random(16);
    return ok(random && String(randomInteger(random, from, to)));
  },
  randomBytes: ([count], context) => {
    const size = countOf(count);
    return size === null
      ? wrong('$randomBytes takes a number of bytes, at most 1048576.')
      : ok(hexValue(context.random(size)));
  },
  randomText: ([count], context) => {
    const size = countOf(count);
    return size === null
      ? wrong('$randomText takes a number of characters, at most 1048576.')
      : ok(lettersOf(context.random(size * 2)));
  },
  base64: ([value]) => ok(formatBase64(bytesOfFirst(value))),
  hex: ([value]) => ok(formatHex(bytesOfFirst(value), { separator: '' })),
  sha256: ([value], context) => ok(hexValue(context.sha256(bytesOfFirst(value)))),
  hmacSha256: ([key, value], context) =>
    ok(hexValue(context.hmacSha256(bytesOfFirst(key), bytesOfFirst(value)))),
  env: ([name], context) => {
    const written = name === undefined ? null : textOf(name);
    return written === null || written === ''
      ? wrong('$env takes the name of a variable: $env:HOME.')
      : context.environment(written);
  },
  file: ([path], context) => {
    const written = path === undefined ? null : textOf(path);
    if (written === null || written === '')
      return wrong('$file takes a path in the workspace: $file:body.json.');
    const read = context.file(written);
    return read.ok && read.value !== null
      ? ok({ bytes: read.value, asText: 'raw' })
      : read.ok
        ? ok(null)
        : read;
  },
};

/** The value of a function at a place. A problem is a sentence that names the function. */
export function runFunction(
  name: FunctionName,
  args: readonly TemplateValue[],
  context: TemplateContext,
  place: string,
): Result<TemplateValue, FunctionProblem> {
  const { least, most, usage } = functionFacts[name];
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `${least} ${plural(least, 'argument')}` : `${least} to ${most} arguments`;
    return fail({ code: 'argument', message: `$${name} takes ${wanted}, as in {{${usage}}}.` });
  }
  const isSecret = args.some((arg) => arg.isSecret);
  if (args.some((arg) => arg.isUnknown)) return ok(unknownValue(isSecret));
  const outcome = runs[name](args, { ...context, random: (count) => context.random(count, place) });
  if (!outcome.ok) return outcome;
  if (outcome.value === null) return ok(unknownValue(isSecret));
  const isDrawn = functionFacts[name].isDrawn || args.some((arg) => arg.isDrawn);
  const value: TemplateValue = { ...textValue(''), content: outcome.value, isDrawn };
  // What a function made of a secret tells of it.
  return ok(isSecret ? keptSecret({ ...value, secrets: secretsOf(args) }) : value);
}

function hexValue(bytes: Uint8Array | null): TemplateBytes | null {
  return bytes && { bytes, asText: 'hex' };
}

function lettersOf(random: Uint8Array | null): string | null {
  return random && randomLetters(random);
}

function bytesOfFirst(value: TemplateValue | undefined): Uint8Array {
  return value === undefined ? new Uint8Array() : bytesOf(value);
}

/** Null for anything else than a whole number that a double holds exactly. */
function wholeNumber(value: TemplateValue): number | null {
  const text = textOf(value)?.trim() ?? '';
  const number = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

function countOf(value: TemplateValue | undefined): number | null {
  const count = value === undefined ? null : wholeNumber(value);
  return count !== null && count >= 0 && count <= mostRandom ? count : null;
}
