import { z } from 'zod';

/** 1 MiB: a PKCS #12 file with a long chain has some ten kilobytes. */
export const largestSecretBytes = 1024 * 1024;

/**
 * A private key, PKCS #12 file, passphrase or password, by its id. The bytes are stored beside the connections in files that only the
 * person can read and that git ignores; they are never in a connection file or a recording, and never go back to a window, except the
 * value of a variable, when a person asks to see it; what a connection uses is no variable's value, whatever a file says. `name` is for the person: the name of the file it came from, or of the variable.
 */
export const secretRefSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().max(200),
});
export type SecretRef = z.infer<typeof secretRefSchema>;

/** Null where there is none. */
export const optionalSecretSchema = secretRefSchema.nullable().default(null);

/** All secrets that a value refers to, at any depth, by their ids. */
export function secretsIn(value: unknown, found = new Map<string, SecretRef>()): Map<string, SecretRef> {
  if (typeof value !== 'object' || value === null) return found;
  const ref = secretRefSchema.safeParse(value);
  if (ref.success) found.set(ref.data.id, ref.data);
  else for (const each of Object.values(value)) secretsIn(each, found);
  return found;
}
