import { useId, type ReactNode } from 'react';
import { visibleSentence } from '../../shared/bytes/visibleText.ts';
import { Sentence } from './Sentence.tsx';
import { joinClasses } from './joinClasses.ts';
import './field.css';

/** What a field with a label has around it. */
export interface FieldSurroundings {
  readonly label: string;
  /** When true, the label is only for screen readers, because the context shows it. */
  readonly labelHidden?: boolean | undefined;
  /** The problem with the text. The line below is reserved when `hint` or `reserveLine` is given, so that nothing moves. */
  readonly problem?: string | null | undefined;
  readonly hint?: string | undefined;
  readonly reserveLine?: boolean | undefined;
  readonly className?: string | undefined;
}

/** What the field itself needs, to belong to its label and its line. */
interface FieldReferences {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

interface LabelledFieldProps extends FieldSurroundings {
  readonly children: (references: FieldReferences) => ReactNode;
}

/** A field below its label, with a line for its problem or a hint. */
export function LabelledField(props: LabelledFieldProps): ReactNode {
  const { label, labelHidden, problem, hint, reserveLine, className, children } = props;
  const id = useId();
  const line = problem ?? hint ?? '';
  const hasLine = line !== '' || reserveLine === true;
  return (
    <div className={joinClasses('field', className)}>
      <label htmlFor={id} className={labelHidden ? 'spoken' : 'field-label'}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': hasLine ? `${id}-line` : undefined,
      })}
      {hasLine && (
        <div
          id={`${id}-line`}
          className={problem ? 'field-line field-problem' : 'field-line'}
          title={visibleSentence(line)}
        >
          <Sentence text={line} />
        </div>
      )}
    </div>
  );
}
