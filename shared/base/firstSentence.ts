/** A full stop ends a sentence where a capital letter follows, but not within “…”, where names stand. */
const pattern = /^(?:“[^”]*”|[^.“]|“|\.(?!\s+\p{Lu}))*\./su;

/** The first sentence of a text; the whole text where it is only one. */
export function firstSentence(text: string): string {
  return pattern.exec(text)?.[0] ?? text;
}
