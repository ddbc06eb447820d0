import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { countedInWords, formatCount } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { questionToDeleteUnnamed } from '../../state/workspace/storage.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { BudgetForm, type BudgetFormProps } from './BudgetForm.tsx';

/** The disk space of the recordings, its budget, and ways to free some. */
export function StoragePanel({ storage, state }: BudgetFormProps): ReactNode {
  const { usedBytes, unnamedBytes, unnamedCount, freeBytes, problem } = storage;
  const askToDelete = (): void =>
    state.questions.setState(
      questionToDeleteUnnamed(storage, async () => {
        const { deleted, deletion } = await state.storage.deleteUnnamed();
        if (deletion !== null) state.undo.deleted({ deletion, what: countedInWords(deleted, 'recording') });
      }),
      true,
    );
  return (
    <div className="storage">
      {problem !== null && <Notice tone="warning" text={problem} />}
      <dl className="storage-facts">
        <dt>All recordings</dt>
        <dd>{formatBytes(usedBytes)}</dd>
        <dt>{formatCount(unnamedCount)} without a name</dt>
        <dd>{formatBytes(unnamedBytes)}</dd>
        <dt>Free on the disk</dt>
        <dd>{freeBytes === null ? 'not known' : formatBytes(freeBytes)}</dd>
      </dl>
      <BudgetForm storage={storage} state={state} />
      <p className="storage-note">
        When there is more, the oldest recordings without a name are deleted. A recording that you rename, or
        open from a file, stays.
      </p>
      <div>
        <Button
          tone="danger"
          icon={<Trash2 size={14} aria-hidden />}
          disabled={unnamedCount === 0}
          onClick={askToDelete}
        >
          Delete unnamed recordings…
        </Button>
      </div>
    </div>
  );
}
