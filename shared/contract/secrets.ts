import { z } from 'zod';
import { certificateSchema } from '../model/facts.ts';
import { secretRefSchema } from '../model/secret.ts';
import { call, callWithBytes } from './define.ts';
import { nothing } from './nothing.ts';

/** The secrets of the workspace: they go in, and none comes out. */
export const secretsContract = {
  /** Keeps the body (at most 1 MiB) as a secret of the workspace, known by a name from then on. No call gives it back. */
  'secrets.keep': callWithBytes(z.strictObject({ name: z.string().max(200) }), secretRefSchema),
  /** The authority that signs the certificates that Wirebench makes for its servers, for others to trust; made when there is none yet. */
  'secrets.authority': call(nothing, certificateSchema),
} as const;
