import { Eye, EyeOff } from 'lucide-react';
import { useRef, type ClipboardEvent, type ReactNode } from 'react';
import { pastedLines, variablesIn, type VariableRow } from '../../state/workspace/environmentDraft.ts';
import { IconButton } from '../../ui/Button.tsx';

interface VariableValueProps {
  readonly row: VariableRow;
  /** What the variable is called in the labels of its fields. */
  readonly label: string;
  readonly onRow: (row: VariableRow) => void;
  /** Several variables were pasted as lines of NAME=VALUE. */
  readonly onPasted: (rows: readonly Pick<VariableRow, 'name' | 'value'>[]) => void;
  readonly shownSecret: string | null;
  readonly onReveal: () => void;
  readonly onHide: () => void;
}

/** The value of a variable: a field of one line, or of several where the value has them, since one of one line would join them. */
export function VariableValue(props: VariableValueProps): ReactNode {
  const { row, label, onRow, onPasted, shownSecret, onReveal, onHide } = props;
  const hasGrown = useRef(false);
  const isKept = row.isSecret && row.value === null && row.kept !== null;
  const isShown = isKept && shownSecret !== null;
  const isHidden = row.isSecret && !isShown;
  const value = row.value ?? shownSecret ?? '';
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData('text/plain');
    // What is pasted as a secret is one, whatever it looks like.
    const rows = !row.isSecret && (text.includes('\n') || row.name === '') ? variablesIn(text) : null;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const from = selectionStart ?? value.length;
    const lines = rows ? null : pastedLines(value, from, selectionEnd ?? from, text);
    if (rows === null && lines === null) return;
    event.preventDefault();
    if (rows) onPasted(rows);
    if (lines === null) return;
    hasGrown.current = true;
    onRow({ ...row, value: lines });
  };
  const field = {
    ...{ 'aria-label': `Value of ${label}`, spellCheck: false, autoComplete: 'off', value },
    placeholder: row.value === null ? 'Kept secret' : '',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onRow({ ...row, value: event.currentTarget.value }),
  };
  return (
    <span className="variable-value">
      {value.includes('\n') ? (
        <textarea
          {...field}
          ref={(element) => {
            // The field that was pasted into is gone.
            if (element && hasGrown.current) element.focus();
            hasGrown.current = false;
          }}
          className={`field-input mono variable-lines${isHidden ? ' variable-hidden' : ''}`}
          rows={3}
        />
      ) : (
        <input
          {...field}
          className="field-input mono"
          type={isHidden ? 'password' : 'text'}
          onPaste={paste}
        />
      )}
      {isKept && (
        <IconButton
          label={`${isShown ? 'Hide' : 'Show'} the value of ${label}`}
          icon={isShown ? <EyeOff size={14} /> : <Eye size={14} />}
          onClick={isShown ? onHide : onReveal}
        />
      )}
    </span>
  );
}
