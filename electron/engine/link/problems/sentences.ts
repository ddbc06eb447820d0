/** Sentences for the person who reads them, by code: what happened, why, and what to try. `{where}` is the address that was meant. */
export type Sentences = Readonly<Record<string, string>>;
