import { z } from 'zod';
import { savedConnectionSchema } from '../model/connection.ts';
import { folderPathSchema } from '../model/connectionFolder.ts';
import { environmentIdSchema } from '../model/ids.ts';
import { recentWorkspaceIdSchema, recentWorkspaceSchema } from '../model/recentWorkspace.ts';
import { call } from './define.ts';
import { nothing } from './nothing.ts';

/** The examples as they were made. */
const addedExamplesSchema = z.strictObject({
  folders: z.array(folderPathSchema).readonly(),
  /** The environment and the connection to begin with. */
  environment: environmentIdSchema,
  first: savedConnectionSchema,
});
export type AddedExamples = z.infer<typeof addedExamplesSchema>;

/** Calls about the workspace as a whole. */
export const workspaceContract = {
  /** Makes connections, messages and environments to learn from: as all of an empty workspace, otherwise in a folder of their own. */
  'workspace.addExamples': call(nothing, addedExamplesSchema),
  /** The other workspaces that were opened on this machine, the last one first; and a sentence where this one could not be added to them. */
  'workspace.recent': call(
    nothing,
    z.strictObject({
      workspaces: z.array(recentWorkspaceSchema).readonly(),
      problem: z.string().nullable(),
    }),
  ),
  /** Takes a workspace from that list; its folder stays. */
  'workspace.forget': call(z.strictObject({ workspace: recentWorkspaceIdSchema }), nothing),
  /** Takes all of them from it. */
  'workspace.forgetAll': call(nothing, nothing),
  /** Opens a workspace of the list in a window of its own. UNSUPPORTED where the host cannot; NOT_FOUND where its folder is gone. */
  'workspace.open': call(z.strictObject({ workspace: recentWorkspaceIdSchema }), nothing),
  /** Asks for a folder, or for the name of a new one, and opens that. `isOpened` is false when none was chosen. UNSUPPORTED where the host cannot. */
  'workspace.openDialog': call(
    z.strictObject({ folder: z.enum(['existing', 'new']) }),
    z.strictObject({ isOpened: z.boolean() }),
  ),
  /** Shows the folder of this workspace in the file manager. UNSUPPORTED where the host cannot. */
  'workspace.reveal': call(nothing, nothing),
} as const;
