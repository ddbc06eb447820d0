import { z } from 'zod';
import { call } from './define.ts';
import { nothing } from './nothing.ts';

/** Calls about the program itself. */
export const appContract = {
  /**
   * Which program this is. `fileDialogs`: the host can show file dialogs itself; otherwise the page moves the bytes. `otherWorkspaces`: it can
   * open other workspaces, and show this one’s folder.
   */
  'app.info': call(
    nothing,
    z.strictObject({
      version: z.string(),
      workspace: z.string(),
      host: z.enum(['desktop', 'headless']),
      fileDialogs: z.boolean(),
      otherWorkspaces: z.boolean(),
    }),
  ),
} as const;
