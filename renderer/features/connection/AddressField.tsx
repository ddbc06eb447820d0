import { useEffect, useEffectEvent, useRef, type ReactNode, type RefObject } from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';

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
  const marks = useRef<HTMLDivElement>(null);
  const follow = (): void => {
    if (marks.current && input.current) marks.current.scrollLeft = input.current.scrollLeft;
  };
  useEffect(follow);
  // A connection without an address is new: the person types the address next.
  const takeOver = useEffectEvent(() => {
    const typed = takeTyped();
    if (input.current?.value !== '') return;
    input.current.focus();
    if (typed !== '') onText(typed);
  });
  useEffect(() => takeOver(), []);
  return (
    <div className="address-field">
      <div ref={marks} className="address-marks mono" aria-hidden>
        {problem && text !== '' && <Marked text={text} problem={problem} />}
      </div>
      <input
        ref={input}
        className="address-input mono"
        data-first-focus
        aria-label="Address"
        aria-invalid={problem !== null && text !== '' ? true : undefined}
        aria-describedby={addressLineId}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        maxLength={8192}
        value={text}
        readOnly={readOnly}
        onChange={(event) => onText(event.currentTarget.value)}
        onPaste={(event) => {
          if (!readOnly && onPaste(event.clipboardData.getData('text/plain'))) event.preventDefault();
        }}
        onScroll={follow}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
        }}
      />
    </div>
  );
}

/** The same text, invisible, so that the underline is exactly below the characters. */
function Marked({ text, problem }: { text: string; problem: TextProblem }): ReactNode {
  const from = Math.min(problem.from, text.length);
  const to = Math.max(problem.to, from);
  const marked = text.slice(from, to);
  return (
    <>
      {text.slice(0, from)}
      <mark>{marked === '' ? '\u00a0\u00a0' : marked}</mark>
      {text.slice(to)}
    </>
  );
}
