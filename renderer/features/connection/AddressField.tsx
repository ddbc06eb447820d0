import { useEffect, useEffectEvent, type ReactNode, type RefObject } from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';
import { TemplateInput } from '../../ui/template/TemplateInput.tsx';

interface AddressFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly placeholder: string;
  readonly problem: TextProblem | null;
  readonly readOnly: boolean;
  readonly onText: (text: string) => void;
  /** Returns the text typed before the field existed. */
  readonly takeTyped: () => string;
  /** A text is pasted; true where it was taken over, and does not go into the field. */
  readonly onPaste: (text: string) => boolean;
  readonly onLeave: () => void;
  readonly onEnter: () => void;
}

/** Its id, by which the facts line below refers to it. */
export const addressLineId = 'address-line';

/** One line for an address. A problem is underlined in place; its sentence is in the facts line. */
export function AddressField(props: AddressFieldProps): ReactNode {
  const { input, text, placeholder, problem, readOnly, onText, onPaste, takeTyped, onLeave, onEnter } = props;
  // A connection without an address is new: the person types the address next.
  const takeOver = useEffectEvent(() => {
    const typed = takeTyped();
    if (input.current?.value !== '') return;
    input.current.focus();
    if (typed !== '') onText(typed);
  });
  useEffect(() => takeOver(), []);
  return (
    <TemplateInput
      inputRef={input}
      boxClassName="address-field"
      className="address-input mono"
      data-first-focus
      aria-label="Address"
      aria-invalid={problem !== null && text !== '' ? true : undefined}
      aria-describedby={addressLineId}
      placeholder={placeholder}
      maxLength={8192}
      value={text}
      problem={text === '' ? null : problem}
      readOnly={readOnly}
      onText={onText}
      onPaste={(event) => {
        if (!readOnly && onPaste(event.clipboardData.getData('text/plain'))) event.preventDefault();
      }}
      onBlur={onLeave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onEnter();
      }}
    />
  );
}
