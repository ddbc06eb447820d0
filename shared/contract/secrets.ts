import { z } from 'zod';
import { certificateSchema } from '../model/facts.ts';
import { secretRefSchema } from '../model/secret.ts';
import { call, callWithBytes } from './define.ts';
import { nothing } from './nothing.ts';

/**
 * True where a person has agreed that the value of a secret is written into a file that git sees. Otherwise what has one in it that was not
 * there before, in whatever way it is written, is refused with HAS_SECRETS and a sentence that names the secrets; and so it is
 * where something cannot be read that may name or be one.
 */
export const withSecretsSchema = z.boolean().default(false);

/** The secrets of the workspace: they go in, but never come out. */
export const secretsContract = {
  /** Stores the body (at most 1 MiB) as a secret of the workspace under a name. No call returns it. */
  'secrets.keep': callWithBytes(z.strictObject({ name: z.string().max(200) }), secretRefSchema),
  /** The authority that signs the certificates Wirebench makes for its servers, for others to trust; created on first use. */
  'secrets.authority': call(nothing, certificateSchema),
} as const;
