import { z } from 'zod';

/** Names a workspace that was opened before: 64 hex digits, of its path. A window knows workspaces by these, and never says a path. */
export const recentWorkspaceIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'RecentWorkspaceId'>();
export type RecentWorkspaceId = z.infer<typeof recentWorkspaceIdSchema>;

/** A workspace that was opened on this machine before. `isGone`: there is no such folder any more, or not at the moment. */
export const recentWorkspaceSchema = z.strictObject({
  id: recentWorkspaceIdSchema,
  path: z.string(),
  isGone: z.boolean(),
});
export type RecentWorkspace = z.infer<typeof recentWorkspaceSchema>;
