/** The outcome of a parse: a value, or the reason why there is none. */
export type Result<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

/** A parse that succeeded. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** A parse that failed, and why. */
export function fail<Problem>(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

/** A problem at a place in a text that a person typed; `from` and `to` are offsets in UTF-16 code units, `to` exclusive. */
export interface TextProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}
