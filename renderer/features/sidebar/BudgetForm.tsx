import { useState, type FormEvent, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Storage } from '../../../shared/model/storage.ts';
import { formatBudget, parseBudget, questionToShrink } from '../../state/workspace/storage.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import './budgetForm.css';

export interface BudgetFormProps {
  readonly storage: Storage;
  readonly state: WorkbenchState;
}

/** How much room the recordings may take. Asks first where something has to be deleted. */
export function BudgetForm({ storage, state }: BudgetFormProps): ReactNode {
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
        label="Limit"
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
