import { Eye, EyeOff } from 'lucide-react';
import { useRef, type ClipboardEvent, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import { pastedLines, variablesIn, type VariableRow } from '../../state/workspace/environmentDraft.ts';
import { IconButton } from '../../ui/Button.tsx';
import { TemplateInput } from '../../ui/template/TemplateInput.tsx';

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
  const paste = (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
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
  const common = {
    ...{ 'aria-label': `Value of ${label}`, spellCheck: false, autoComplete: 'off', value },
    placeholder: row.value === null ? 'Kept secret' : '',
  };
  const takeFocus = (element: HTMLElement | null): void => {
    // The field that was pasted into is gone.
    if (element && hasGrown.current) element.focus();
    hasGrown.current = false;
  };
  const hasLines = value.includes('\n');
  return (
    <span className="variable-value">
      {row.isSecret ? (
        <SecretValue
          {...common}
          hasLines={hasLines}
          isHidden={isHidden}
          takeFocus={takeFocus}
          onText={(text) => onRow({ ...row, value: text })}
          onPaste={paste}
        />
      ) : (
        <TemplateInput
          {...common}
          key={String(hasLines)}
          className={`field-input mono${hasLines ? ' variable-lines' : ''}`}
          rows={hasLines ? 3 : undefined}
          {...(hasLines ? { inputRef: takeFocus } : { onPaste: paste })}
          onText={(text) => onRow({ ...row, value: text })}
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

interface SecretValueProps extends Omit<ComponentPropsWithoutRef<'input'>, 'onChange' | 'onPaste'> {
  readonly hasLines: boolean;
  readonly isHidden: boolean;
  readonly takeFocus: (element: HTMLElement | null) => void;
  readonly onText: (text: string) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
}

/** A secret is taken as it stands: nothing in it is a reference. */
function SecretValue(props: SecretValueProps): ReactNode {
  const { hasLines, isHidden, takeFocus, onText, onPaste, value, placeholder } = props;
  const label = props['aria-label'];
  return hasLines ? (
    <textarea
      ref={takeFocus}
      className={`field-input mono variable-lines${isHidden ? ' variable-hidden' : ''}`}
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      rows={3}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  ) : (
    <input
      className="field-input mono"
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      type={isHidden ? 'password' : 'text'}
      value={value}
      onPaste={onPaste}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
