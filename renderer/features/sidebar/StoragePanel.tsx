import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { askToDeleteNotKept } from '../../state/window/deleteNotKept.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { BudgetForm, type BudgetFormProps } from './BudgetForm.tsx';

/** The disk space of the recordings, its budget, and ways to free some. */
export function StoragePanel({ storage, state }: BudgetFormProps): ReactNode {
  const { usedBytes, unnamedBytes, unnamedCount, freeBytes, problem } = storage;
  return (
    <div className="storage">
      {problem !== null && <Notice tone="warning" text={problem} />}
      <dl className="storage-facts">
        <dt>All recordings</dt>
        <dd>{formatBytes(usedBytes)}</dd>
        <dt>Not kept ({formatCount(unnamedCount)})</dt>
        <dd>{formatBytes(unnamedBytes)}</dd>
        <dt>Free on this disk</dt>
        <dd>{freeBytes === null ? 'unknown' : formatBytes(freeBytes)}</dd>
      </dl>
      <BudgetForm storage={storage} state={state} />
      <p className="storage-note">
        At the limit, the oldest recordings that are not kept are deleted. <em>Keep</em> is in the menu of a
        recording; renaming it, or opening it from a file, keeps it, too.
      </p>
      <div>
        <Button
          tone="danger"
          icon={<Trash2 size={14} aria-hidden />}
          disabled={unnamedCount === 0}
          onClick={() => askToDeleteNotKept(storage, state)}
        >
          Delete those not kept…
        </Button>
      </div>
    </div>
  );
}
