import { addExamples } from '../workspace/addExamples.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

/** The workspace as a whole. */
export function createWorkspaceHandlers(workspace: Workspace): HandlersOf<'workspace'> {
  return {
    'workspace.addExamples': () => addExamples(workspace),
  };
}
