import { Trash2 } from 'lucide-react';
import { useId, type ClipboardEvent, type ReactNode } from 'react';
import { variablesIn, type VariableRow } from '../../state/workspace/environmentDraft.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { VariableValue } from './VariableValue.tsx';

interface VariableFieldsProps {
  readonly row: VariableRow;
  /** It was just added, and is to be typed into. */
  readonly isNew: boolean;
  readonly problem: string | null;
  readonly onRow: (row: VariableRow) => void;
  readonly onRemove: () => void;
  /** Several variables were pasted as lines of NAME=VALUE. */
  readonly onPasted: (rows: readonly Pick<VariableRow, 'name' | 'value'>[]) => void;
  /** The value of a secret that the person wanted to see; null while it is not shown. */
  readonly shownSecret: string | null;
  /** The person wants to see the value of a secret that is kept. */
  readonly onReveal: () => void;
  readonly onHide: () => void;
}

/** One line of the table of variables. */
export function VariableFields(props: VariableFieldsProps): ReactNode {
  const { row, isNew, problem, onRow, onRemove, onPasted } = props;
  const problemId = useId();
  const label = row.name === '' ? 'new variable' : row.name;
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    const rows = text.includes('\n') || row.name === '' ? variablesIn(text) : null;
    if (rows === null) return;
    event.preventDefault();
    onPasted(rows);
  };
  return (
    <tr>
      <td>
        <label className="variable-check">
          <input
            type="checkbox"
            aria-label={`${label} is on`}
            checked={row.on}
            onChange={(event) => onRow({ ...row, on: event.currentTarget.checked })}
          />
        </label>
      </td>
      <td>
        <input
          className="field-input mono"
          aria-label={`Name of ${label}`}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? undefined : problemId}
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          // People add a variable to type its name.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={isNew}
          value={row.name}
          onPaste={paste}
          onChange={(event) => onRow({ ...row, name: event.currentTarget.value })}
        />
        {problem !== null && (
          <div id={problemId} className="field-line field-problem">
            <Sentence text={problem} />
          </div>
        )}
      </td>
      <td>
        <VariableValue {...props} label={label} />
      </td>
      <td>
        <label className="variable-check">
          <input
            type="checkbox"
            aria-label={`${label} is secret`}
            checked={row.isSecret}
            // A value that was not looked at stays secret: what is no secret is in a file that everybody sees.
            disabled={row.isSecret && row.value === null}
            onChange={(event) => onRow({ ...row, isSecret: event.currentTarget.checked })}
          />
        </label>
      </td>
      <td>
        <IconButton label={`Remove ${label}`} icon={<Trash2 size={14} />} onClick={onRemove} />
      </td>
    </tr>
  );
}
