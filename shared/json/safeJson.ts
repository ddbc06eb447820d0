/**
 * Characters that JSON leaves unescaped, but that a terminal could obey or a reader not see: C1 controls, bidi, zero-width, line
 * separators.
 */
const unsafe = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The same JSON, with characters escaped that should not be printed raw. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
