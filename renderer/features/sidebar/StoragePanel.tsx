import { Trash2 } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { Storage } from '../../../shared/model/storage.ts';
import {
  formatBudget,
  parseBudget,
  questionToDeleteUnnamed,
  questionToShrink,
} from '../../state/workspace/storage.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextField } from '../../ui/TextField.tsx';

interface StoragePanelProps {
  readonly storage: Storage;
  readonly state: WorkbenchState;
}

/** The disk space of the recordings, its budget, and ways to free some. */
export function StoragePanel({ storage, state }: StoragePanelProps): ReactNode {
  const { usedBytes, unnamedBytes, unnamedCount, freeBytes, problem } = storage;
  const askToDelete = (): void =>
    state.questions.setState(
      questionToDeleteUnnamed(storage, () => state.storage.deleteUnnamed()),
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

function BudgetForm({ storage, state }: StoragePanelProps): ReactNode {
  const kept = formatBudget(storage.budgetBytes);
  /** Null while it is not being edited: then it follows changes made elsewhere. */
  const [text, setText] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const parsed = text === null ? null : parseBudget(text);
  const set = async (budgetBytes: number): Promise<void> => {
    await state.storage.setBudget(budgetBytes);
    setText(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!parsed?.ok) return;
    const budgetBytes = parsed.value;
    const question = questionToShrink(storage, budgetBytes, () => set(budgetBytes));
    if (question) state.questions.setState(question, true);
    else set(budgetBytes).catch((error: unknown) => setRefusal(messageOf(error)));
  };
  return (
    <form className="storage-form" onSubmit={submit}>
      <TextField
        label="May take"
        value={text ?? kept}
        problem={parsed?.ok === false ? parsed.problem : refusal}
        reserveLine
        onText={(typed) => {
          setText(typed);
          setRefusal(null);
        }}
      />
      <Button type="submit" disabled={parsed?.ok !== true}>
        Set
      </Button>
    </form>
  );
}
