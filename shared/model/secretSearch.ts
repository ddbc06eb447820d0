import { z } from 'zod';

/** A secret by its name, and the environment, folder or connection it belongs to; never its value. */
const namedSecretSchema = z.strictObject({ name: z.string(), where: z.string() });

/** What a search for secrets in a recording has found, and which it did not look for. */
export const secretSearchSchema = z.strictObject({
  secrets: z.array(
    namedSecretSchema.extend({
      records: z.int().min(0),
      /** In what the file says of its connection and its peers, such as the lines of a handshake, or in the notes of marks. */
      elsewhere: z.boolean(),
    }),
  ),
  /** Values of fewer than 4 bytes, which stand in many places by chance, or of more than 16 KiB. */
  unsought: z.array(namedSecretSchema),
});
export type SecretSearch = z.infer<typeof secretSearchSchema>;
