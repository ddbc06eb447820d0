import { z } from 'zod';
import { call } from './define.ts';
import { nothing } from './nothing.ts';

/** What is asked of the program itself. */
export const appContract = {
  /** What runs here. `fileDialogs`: the host can ask for a file by itself; otherwise the page moves the bytes. */
  'app.info': call(
    nothing,
    z.strictObject({
      version: z.string(),
      workspace: z.string(),
      host: z.enum(['desktop', 'headless']),
      fileDialogs: z.boolean(),
    }),
  ),
} as const;
