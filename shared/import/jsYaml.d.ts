/** The part of `js-yaml` that we use, found by `paths` in tsconfig.json: version 4 comes without declarations. */
interface Schema {
  readonly [brand: symbol]: never;
}

/** The scalars of YAML 1.2's core schema: no dates, no binary, no merge keys. */
export const CORE_SCHEMA: Schema;

/** A mistake in the text. `line` and `column` count from 0. */
export class YAMLException extends Error {
  readonly reason: string;
  readonly mark?: { readonly line: number; readonly column: number };
}

/** Reads the one document of a text. Throws a `YAMLException`. */
export function load(text: string, options: { readonly schema: Schema; readonly maxDepth: number }): unknown;
