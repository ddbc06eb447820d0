import { formatCount } from '../base/quantity.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { functionFacts, isFunctionName } from './functionNames.ts';
import { parseTemplate } from './parseTemplate.ts';
import { runFunction } from './runFunction.ts';
import { describeOrigins, describeUnknown, findVariable, nearestName, type Scope } from './scope.ts';
import {
  deepestNesting,
  largestResolvedBytes,
  largestWorkBytes,
  type FunctionReference,
  type Place,
  type ReferenceSegment,
  type Segment,
  type TemplateProblem,
  type TextSegment,
} from './template.ts';
import type { TemplateContext } from './templateContext.ts';
import {
  joinValues,
  keptSecret,
  secretsOf,
  secretValue,
  sizeOf,
  textValue,
  unknownValue,
  type TemplateValue,
} from './templateValue.ts';

/** A part of a template and what it stands for: text as it was written, or the value of a reference (`asText`: with the prefix `text:`). */
export type ResolvedPiece = ((TextSegment & { readonly value?: undefined }) | ResolvedReference) & Place;

export interface ResolvedReference {
  readonly kind: 'value';
  readonly value: TemplateValue;
  readonly asText: boolean;
}

/** At least one problem, in the order of the text. */
export type TemplateProblems = readonly [TemplateProblem, ...TemplateProblem[]];

type Evaluated = Result<TemplateValue, Omit<TemplateProblem, keyof Place>>;

/**
 * Resolves templates that are used together, such as those of an endpoint, or the text of a message. A variable has one value within them:
 * a signature and what it signs agree although both hold `{{$uuid}}`. A function that stands in the text itself has a new value each time.
 */
export class TemplateResolver {
  private readonly scope: Scope;
  private readonly context: TemplateContext;
  private readonly values = new Map<string, Evaluated>();
  private texts = 0;
  private workBytes = 0;

  constructor(scope: Scope, context: TemplateContext) {
    this.scope = scope;
    this.context = context;
  }

  /** The parts of a template with their values, or every problem that it has. */
  resolve(text: string): Result<readonly ResolvedPiece[], TemplateProblems> {
    const parsed = parseTemplate(text);
    if (!parsed.ok) return fail([parsed.problem]);
    const pieces: ResolvedPiece[] = [];
    const problems: TemplateProblem[] = [];
    let size = 0;
    this.texts += 1;
    for (const segment of parsed.value) {
      const { from, to } = segment;
      if (segment.kind === 'text') {
        pieces.push(segment);
        continue;
      }
      const { reference } = segment;
      const value = this.valueOf(segment, []);
      size += value.ok ? sizeOf(value.value) : 0;
      if (!value.ok) problems.push({ ...value.problem, from, to });
      else if (size > largestResolvedBytes) return fail([{ ...tooLarge, from, to }]);
      else pieces.push({ kind: 'value', value: value.value, asText: reference.asText, from, to });
    }
    const [first, ...others] = problems;
    return first ? fail([first, ...others]) : ok(pieces);
  }

  /** `within`: the names of the variables and functions around it, outermost first. */
  private valueOf({ reference, from }: ReferenceSegment & Place, within: readonly string[]): Evaluated {
    if (within.length >= deepestNesting) {
      return fail(tooDeep(this.scope, within));
    }
    if (reference.kind === 'function') return this.valueOfFunction(reference, from, within);
    const { name } = reference;
    if (within.includes(name))
      return fail(circular(this.scope, [...within.slice(within.indexOf(name)), name]));
    const known = this.values.get(name);
    if (known) return known;
    const value = this.valueOfVariable(name, within);
    // How deep it may go depends on where it stands.
    if (value.ok || (value.problem.code !== 'tooDeep' && value.problem.code !== 'circular'))
      this.values.set(name, value);
    return value;
  }

  private valueOfVariable(name: string, within: readonly string[]): Evaluated {
    const found = findVariable(this.scope, name);
    if (!found) return fail({ code: 'unknown', message: describeUnknown(this.scope, name) });
    const { value, isSecret, isTemplate = !isSecret, missing, mayMend } = found;
    if (missing !== undefined) return fail({ code: 'unavailable', message: missing, mayMend });
    if (value === null) return ok(unknownValue(isSecret));
    if (!isTemplate) return ok(secretValue(value));
    const parsed = parseTemplate(value);
    if (!parsed.ok) return fail(inVariable(name, found.origin, parsed.problem));
    const joined = this.joined(parsed.value, [...within, name]);
    if (!joined.ok) return fail(inVariable(name, found.origin, joined.problem));
    return isSecret ? ok(keptSecret(joined.value)) : joined;
  }

  private valueOfFunction(
    { name, args }: FunctionReference,
    from: number,
    within: readonly string[],
  ): Evaluated {
    if (!isFunctionName(name)) {
      const near = nearestName(name, Object.keys(functionFacts));
      const hint =
        near === null ? ` There are $${Object.keys(functionFacts).join(', $')}.` : ` Did you mean $${near}?`;
      return fail({ code: 'unknown', message: `There is no function $${name}.${hint}` });
    }
    const values: TemplateValue[] = [];
    for (const arg of args) {
      const value = this.joined(arg, [...within, `$${name}`]);
      if (!value.ok) return value;
      values.push(value.value);
    }
    for (const value of values) this.workBytes += sizeOf(value);
    if (this.workBytes > largestWorkBytes) return fail(tooMuchWork);
    const result = runFunction(name, values, this.context, this.placeOf(from, within));
    if (!result.ok) return fail(withoutSecrets(result.problem, secretsOf(values)));
    return sizeOf(result.value) > largestResolvedBytes ? fail(tooLarge) : result;
  }

  /** A variable is evaluated once, so where a function stands in its value is a place of its own. */
  private placeOf(from: number, within: readonly string[]): string {
    return `${within.findLast((name) => !name.startsWith('$')) ?? this.texts}:${from}`;
  }

  private joined(segments: readonly Segment[], within: readonly string[]): Evaluated {
    const values: TemplateValue[] = [];
    let size = 0;
    for (const segment of segments) {
      const value: Evaluated =
        segment.kind === 'text' ? ok(textValue(segment.text)) : this.valueOf(segment, within);
      if (!value.ok) return value;
      size += sizeOf(value.value);
      if (size > largestResolvedBytes) return fail(tooLarge);
      values.push(value.value);
    }
    return ok(joinValues(values));
  }
}

const tooLarge = {
  code: 'tooLarge',
  message: `This becomes larger than ${formatCount(largestResolvedBytes)} bytes. Use smaller values.`,
} as const;

const tooMuchWork = {
  code: 'tooLarge',
  message: `Functions are given more than ${formatCount(largestWorkBytes)} bytes here. Use fewer of them, or smaller values.`,
} as const;

function circular(scope: Scope, names: readonly string[]) {
  const which = new Set(names.filter((name) => !name.startsWith('$'))).size > 1 ? 'one of them' : 'it';
  const where = describeOrigins(scope, names);
  const message = `“${names[0] ?? ''}” stands for itself: ${chain(names)}. Look in ${where}, and give ${which} a value of its own.`;
  return { code: 'circular', message } as const;
}

function tooDeep(scope: Scope, names: readonly string[]) {
  const where = describeOrigins(scope, names);
  const use = where === '' ? 'Use fewer.' : `Look in ${where}, and use fewer.`;
  const message = `Variables and functions stand within each other more than ${deepestNesting} deep: ${chain(names)}. ${use}`;
  return { code: 'tooDeep', message } as const;
}

function chain(names: readonly string[]): string {
  return names.join(' → ');
}

/** A sentence may quote what a function was given. */
function withoutSecrets(
  { message, allows, ...problem }: Omit<TemplateProblem, keyof Place>,
  secrets: readonly string[],
): Omit<TemplateProblem, keyof Place> {
  const told = secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), message);
  // A name in which a secret takes part is not told either.
  return { ...problem, message: told, allows: secrets.length === 0 ? allows : undefined };
}

/** A problem in the value of a variable says which one, once: an outer variable does not repeat it. */
function inVariable(
  name: string,
  origin: string,
  problem: Omit<TemplateProblem, keyof Place>,
): Omit<TemplateProblem, keyof Place> {
  const { code, message } = problem;
  if (code === 'circular' || code === 'tooDeep' || message.startsWith('In “')) return problem;
  return { ...problem, message: `In “${name}” of ${origin}: ${message}` };
}
