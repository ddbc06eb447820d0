import { countedInWords } from '../../../shared/base/quantity.ts';
import type { Storage } from '../../../shared/model/storage.ts';
import { questionToDeleteNotKept } from '../workspace/storage.ts';
import type { Undoable } from './undo.ts';
import type { WorkbenchState } from './workbench.ts';

/** Asks whether to delete every recording that nobody has kept; that can be undone as any deletion. */
export function askToDeleteNotKept(
  given: Storage,
  { questions, storage, toasts, undo }: Pick<WorkbenchState, 'questions' | 'storage' | 'toasts' | 'undo'>,
): void {
  const remove = async (): Promise<Undoable | null> => {
    const { deleted, deletion, problem } = await storage.deleteUnnamed();
    if (problem !== null) toasts.failed(new Error(problem));
    return deletion && { deletion, what: countedInWords(deleted, 'recording') };
  };
  const question = questionToDeleteNotKept(given, () => undo.delete(remove));
  questions.setState(question, true);
}
