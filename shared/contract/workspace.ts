import { z } from 'zod';
import { savedConnectionSchema } from '../model/connection.ts';
import { folderPathSchema } from '../model/connectionFolder.ts';
import { environmentIdSchema } from '../model/ids.ts';
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
} as const;
