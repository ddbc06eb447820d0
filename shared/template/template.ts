/** A stretch of a template; `from` and `to` are offsets in UTF-16 code units, `to` exclusive. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** A part of a template: text that stands for itself, or a reference in braces. `text` of the first is what it stands for. */
export type Segment = (TextSegment | ReferenceSegment) & Place;

export interface TextSegment {
  readonly kind: 'text';
  readonly text: string;
}

export interface ReferenceSegment {
  readonly kind: 'reference';
  readonly reference: Reference;
}

/** What stands between the braces. `asText`: the prefix `text:`, which matters in hex and Base64. */
export type Reference = VariableReference | FunctionReference;

interface VariableReference {
  readonly kind: 'variable';
  readonly name: string;
  readonly asText: boolean;
}

/** `name` is without its `$`. Each argument is a template of its own, with places in the whole. */
export interface FunctionReference {
  readonly kind: 'function';
  readonly name: string;
  readonly asText: boolean;
  readonly args: readonly (readonly Segment[])[];
}

/**
 * Why a template has no value.
 *
 * - `syntax` braces that are not closed, or nested too deep
 * - `unknown` a variable or function that does not exist; `circular` a variable that stands for itself; `tooDeep`, `tooLarge` the limits
 * - `argument` a function that cannot work with what it was given
 * - `unavailable` a secret, file or environment variable that this machine does not have; `consent` one that a person has to allow first
 * - `form` a value that is not text, hex or Base64 where that is expected
 */
export type TemplateProblemCode =
  | 'syntax'
  | 'unknown'
  | 'circular'
  | 'tooDeep'
  | 'tooLarge'
  | 'argument'
  | 'unavailable'
  | 'consent'
  | 'form';

/** A problem, in a sentence that says what to do, and the outermost reference that has it. */
export interface TemplateProblem extends Place {
  readonly code: TemplateProblemCode;
  readonly message: string;
  /** With `consent`: the variable of this machine that a person has to allow. */
  readonly allows?: string | undefined;
  /** With `unavailable`: true where it may be there later by itself, such as a file. */
  readonly mayMend?: boolean | undefined;
}

/** 16 levels of references within references, through arguments and variables together: more is a mistake in what stands for what. */
export const deepestNesting = 16;

/** 16 MiB: as much as may wait to be sent. */
export const largestResolvedBytes = 16 * 1024 * 1024;

/** 64 MiB: what functions may be given for texts that are used together. Digests of so much take a fraction of a second; more would hold up sockets. */
export const largestWorkBytes = 64 * 1024 * 1024;

/** How `{{` is written where it is meant as text. */
export const writtenBraces = '{{"{{"}}';
