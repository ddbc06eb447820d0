import type { ReactNode } from 'react';
import { LabelledField, type FieldSurroundings } from '../LabelledField.tsx';
import { TemplateInput } from './TemplateInput.tsx';

interface TemplateFieldProps extends FieldSurroundings {
  readonly value: string;
  readonly readOnly?: boolean;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onText: (text: string) => void;
}

/** A labelled field of one line, in which references to variables may stand. */
export function TemplateField(props: TemplateFieldProps): ReactNode {
  const { value, readOnly = false, placeholder, autoFocus, onText, ...surroundings } = props;
  return (
    <LabelledField {...surroundings}>
      {(references) => (
        <TemplateInput
          {...references}
          className="field-input mono"
          value={value}
          readOnly={readOnly}
          placeholder={placeholder}
          // Of a dialog that people open to type into it.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={autoFocus}
          onText={onText}
        />
      )}
    </LabelledField>
  );
}
