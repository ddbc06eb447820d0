import type { ReactNode } from 'react';
import { LabelledField, type FieldSurroundings } from '../LabelledField.tsx';
import { TemplateInput } from './TemplateInput.tsx';

interface TemplateFieldProps extends FieldSurroundings {
  readonly value: string;
  readonly readOnly: boolean;
  readonly onText: (text: string) => void;
}

/** A labelled field of one line, in which references to variables may stand. */
export function TemplateField({ value, readOnly, onText, ...surroundings }: TemplateFieldProps): ReactNode {
  return (
    <LabelledField {...surroundings}>
      {(references) => (
        <TemplateInput
          {...references}
          className="field-input mono"
          value={value}
          readOnly={readOnly}
          onText={onText}
        />
      )}
    </LabelledField>
  );
}
