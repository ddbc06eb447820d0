/** Sentences for a person, by code: what happened, why, and what to try. `{where}` is the address that failed. */
export type Sentences = Readonly<Record<string, string>>;
