import { useId, type ComponentPropsWithRef, type ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import './field.css';

interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange'> {
  readonly label: string;
  /** When true, the label is only for screen readers, because the context shows it. */
  readonly labelHidden?: boolean;
  /** The problem with the text. The line below is reserved when `hint` or `reserveLine` is given, so that nothing moves. */
  readonly problem?: string | null;
  readonly hint?: string;
  readonly reserveLine?: boolean;
  readonly mono?: boolean;
  readonly onText: (text: string) => void;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, labelHidden, problem, hint, reserveLine, mono, onText, className, ...input } = props;
  const id = useId();
  const line = problem ?? hint ?? '';
  const hasLine = line !== '' || reserveLine === true;
  return (
    <div className={joinClasses('field', className)}>
      <label htmlFor={id} className={labelHidden ? 'spoken' : 'field-label'}>
        {label}
      </label>
      <input
        spellCheck={false}
        autoComplete="off"
        {...input}
        id={id}
        className={joinClasses('field-input', mono && 'mono')}
        aria-invalid={problem ? true : undefined}
        aria-describedby={hasLine ? `${id}-line` : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {hasLine && (
        <div id={`${id}-line`} className={problem ? 'field-line field-problem' : 'field-line'} title={line}>
          {line}
        </div>
      )}
    </div>
  );
}
