import { z } from 'zod';
import { errandSchema } from '../model/errand.ts';
import { importProgressSchema } from '../model/recording.ts';
import { subscription, work } from './define.ts';
import { nothing } from './nothing.ts';

/** What a person asked the desktop program for outside of this window. UNSUPPORTED in a browser. */
export const errandsContract = {
  /** One after the other, each once. They wait while no page takes them. */
  'errands.taken': subscription(nothing, errandSchema),
  /**
   * Imports a recording that was asked for into the workspace, unless it is there already. NOT_FOUND when that was done before; rejects like
   * an import. Whoever ends the subscription cancels it.
   */
  'errands.openFile': work(z.strictObject({ file: z.int() }), importProgressSchema),
} as const;
