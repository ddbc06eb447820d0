import { fail, ok, type Result } from '../base/result.ts';
import { parameterCountOf } from './functionNames.ts';
import {
  deepestNesting,
  writtenBraces,
  type FunctionReference,
  type Place,
  type Reference,
  type Segment,
  type TemplateProblem,
} from './template.ts';

/** A variable's name: a letter or `_`, then letters, digits and `_ . -`. */
const namePattern = '[A-Za-z_][A-Za-z0-9_.-]*';
const wholeName = new RegExp(`^${namePattern}$`);
// Two adjoining `\s*` would try every way to share out spaces between them.
const opening = '\\{\\{\\s*(?:(text:)\\s*)?';
const variable = new RegExp(`${opening}(${namePattern})\\s*\\}\\}`, 'y');
const functionStart = new RegExp(`${opening}\\$([A-Za-z][A-Za-z0-9]*)`, 'y');

/** True for what can be the name of a variable. */
export function isVariableName(text: string): boolean {
  return wholeName.test(text);
}

/** True when a text stands for something else: it has a reference, or the written form of `{{`. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') && new TemplateParser(text).isTemplate();
}

/** True when a text has more references than so many, those within another one not counted; no more than these are read. */
export function hasMoreReferences(text: string, most: number): boolean {
  const parsed = parseBeginning(text, most + 1);
  return parsed.ok && parsed.value.filter(({ kind }) => kind === 'reference').length > most;
}

/** True when a value is such a text, or has one at any depth. */
export function hasTemplate(value: unknown): boolean {
  if (typeof value === 'string') return isTemplate(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTemplate);
}

/** Writes a text as a template that stands for it. */
export function quoteTemplate(text: string): string {
  return isTemplate(text) ? text.replaceAll('{{', writtenBraces) : text;
}

/**
 * Reads a template. One rule tells a reference from text: `{{` begins one where nothing but a name follows until `}}` (`{{host}}`,
 * `{{text:host}}`, spaces are allowed), and `{{$` always begins a function; every other `{{` is text, as in JSON. `{{"{{"}}` is `{{` as
 * text. Arguments of functions follow after colons; braces in them come in pairs, and what follows the last expected colon is one argument.
 */
export function parseTemplate(text: string): Result<readonly Segment[], TemplateProblem> {
  return new TemplateParser(text).whole();
}

/** As `parseTemplate`, but reads no further than the end of so many references. */
export function parseBeginning(
  text: string,
  references: number,
): Result<readonly Segment[], TemplateProblem> {
  return new TemplateParser(text).whole(references);
}

class TemplateParser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Up to its end, or to that of so many references. */
  whole(references = Number.POSITIVE_INFINITY): Result<readonly Segment[], TemplateProblem> {
    const segments = new Segments();
    let left = references;
    while (this.at < this.text.length && left > 0) {
      const braced = this.braced(segments, 0);
      if (!braced.ok) return braced;
      if (braced.value) {
        if (segments.isAtReference) left -= 1;
        continue;
      }
      const next = this.text.indexOf('{{', this.at + 1);
      this.addText(segments, next < 0 ? this.text.length : next);
    }
    return ok(segments.finish());
  }

  /** Reads until something in it is not just text. */
  isTemplate(): boolean {
    const segments = new Segments();
    for (this.at = this.text.indexOf('{{'); this.at >= 0; this.at = this.text.indexOf('{{', this.at + 1)) {
      const braced = this.braced(segments, 0);
      if (!braced.ok || braced.value) return true;
    }
    return false;
  }

  /** Reads the reference or the written braces that begin here; false when neither does. */
  private braced(segments: Segments, depth: number): Result<boolean, TemplateProblem> {
    const from = this.at;
    if (!this.text.startsWith('{{', from)) return ok(false);
    if (this.text.startsWith(writtenBraces, from)) {
      this.at += writtenBraces.length;
      segments.add({ kind: 'text', text: '{{', from, to: this.at });
      return ok(true);
    }
    const read = this.reference(depth);
    if (read === null) return ok(false);
    if (!read.ok) return read;
    segments.add({ kind: 'reference', reference: read.value, from, to: this.at });
    return ok(true);
  }

  /** The reference that begins here; null when none does. */
  private reference(depth: number): Result<Reference, TemplateProblem> | null {
    const found = this.match(variable);
    if (found) return ok({ kind: 'variable', name: found[2] ?? '', asText: found[1] !== undefined });
    const from = this.at;
    const start = this.match(functionStart);
    if (!start) return null;
    if (depth >= deepestNesting) return fail(tooDeep(from, this.at));
    const name = start[2] ?? '';
    const args = this.args(Math.max(parameterCountOf(name), 1), depth + 1);
    if (args === null) return fail(unclosed(name, from, this.text.length));
    if (!args.ok) return args;
    return ok({ kind: 'function', name, asText: start[1] !== undefined, args: args.value });
  }

  /** The arguments up to the closing braces, which are read too; null when nothing closes them. */
  private args(most: number, depth: number): Result<FunctionReference['args'], TemplateProblem> | null {
    while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
    const args: Segments[] = [];
    let openBraces = 0;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      const arg = args.at(-1);
      if (openBraces === 0 && this.text.startsWith('}}', this.at)) {
        this.at += 2;
        return ok(args.map((each) => each.finish()));
      }
      if (character === ':' && openBraces === 0 && args.length < most) {
        this.at += 1;
        args.push(new Segments());
        continue;
      }
      if (arg === undefined) return null;
      const braced = this.braced(arg, depth);
      if (!braced.ok) return braced;
      if (braced.value) continue;
      this.addText(arg, this.at + 1);
      if (character === '{') openBraces += 1;
      if (character === '}') openBraces -= 1;
    }
    return null;
  }

  private addText(segments: Segments, to: number): void {
    segments.addText(this.text.slice(this.at, to), { from: this.at, to });
    this.at = to;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
}

function tooDeep(from: number, to: number): TemplateProblem {
  const message = `Functions are nested more than ${deepestNesting} deep. Make variables of the inner ones, or use fewer.`;
  return { code: 'tooDeep', message, from, to };
}

function unclosed(name: string, from: number, to: number): TemplateProblem {
  const message = `{{$${name} is not closed. End it with }}, with braces inside it in pairs, or write ${writtenBraces} for the text {{.`;
  return { code: 'syntax', message, from, to };
}

/** Collects segments; stretches of text that follow each other become one. */
class Segments {
  private readonly segments: Segment[] = [];
  private parts: string[] = [];
  private from = 0;
  private to = 0;

  /** The last one is a reference. */
  get isAtReference(): boolean {
    return this.parts.length === 0 && this.segments.at(-1)?.kind === 'reference';
  }

  addText(text: string, { from, to }: Place): void {
    if (this.parts.length === 0) this.from = from;
    this.parts.push(text);
    this.to = to;
  }

  add(segment: Segment): void {
    this.endText();
    this.segments.push(segment);
  }

  finish(): readonly Segment[] {
    this.endText();
    return this.segments;
  }

  private endText(): void {
    if (this.parts.length === 0) return;
    this.segments.push({ kind: 'text', text: this.parts.join(''), from: this.from, to: this.to });
    this.parts = [];
  }
}
