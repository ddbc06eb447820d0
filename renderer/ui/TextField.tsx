import type { ComponentPropsWithRef, ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import { LabelledField, type FieldSurroundings } from './LabelledField.tsx';

interface TextFieldProps
  extends FieldSurroundings, Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'className'> {
  readonly mono?: boolean;
  readonly onText: (text: string) => void;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, labelHidden, problem, hint, reserveLine, mono, onText, className, ...input } = props;
  const surroundings = { label, labelHidden, problem, hint, reserveLine, className };
  return (
    <LabelledField {...surroundings}>
      {(references) => (
        <input
          spellCheck={false}
          // What people write begins where their script does; addresses and bytes begin at the left.
          dir={mono ? undefined : 'auto'}
          autoComplete="off"
          {...input}
          {...references}
          className={joinClasses('field-input', mono && 'mono')}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      )}
    </LabelledField>
  );
}
