import { z } from 'zod';
import { preferenceNameSchema, preferencesSchema, preferenceTextSchema } from '../model/preference.ts';
import { call } from './define.ts';
import { nothing } from './nothing.ts';

/** What a person has chosen for all workspaces. */
export const preferencesContract = {
  /** Those that are kept on this machine; what cannot be read counts as never chosen. */
  'preferences.read': call(nothing, z.strictObject({ kept: preferencesSchema })),
  /** Keeps one of them. Where the system knows no folder of this person, nothing is kept. */
  'preferences.keep': call(
    z.strictObject({ name: preferenceNameSchema, text: preferenceTextSchema }),
    nothing,
  ),
} as const;
