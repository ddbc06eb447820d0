import { z } from 'zod';

/**
 * What a person asked for outside of the window, by a double click, a link or a terminal: a recording, which the page knows by a number; a new
 * connection to an address, which a link named; or what could not be opened, as a sentence.
 */
export const errandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recording'), file: z.int() }),
  z.strictObject({ kind: z.literal('connection'), address: z.string() }),
  z.strictObject({ kind: z.literal('problem'), sentence: z.string() }),
]);
export type Errand = z.infer<typeof errandSchema>;
