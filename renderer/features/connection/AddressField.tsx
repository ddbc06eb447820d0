import { useEffect, useEffectEvent, useRef, type ReactNode, type RefObject } from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';

export interface AddressFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly placeholder: string;
  readonly problem: TextProblem | null;
  readonly readOnly: boolean;
  readonly onText: (text: string) => void;
  /** Gives what was typed before the field was there. */
  readonly takeTyped: () => string;
  readonly onLeave: () => void;
  readonly onEnter: () => void;
}

/** Its id, by which the facts line below describes it. */
export const addressLineId = 'address-line';

/** One line for an address. What is wrong is underlined where it is; the sentence stands in the facts line. */
export function AddressField(props: AddressFieldProps): ReactNode {
  const { input, text, placeholder, problem, readOnly, onText, takeTyped, onLeave, onEnter } = props;
  const marks = useRef<HTMLDivElement>(null);
  const follow = (): void => {
    if (marks.current && input.current) marks.current.scrollLeft = input.current.scrollLeft;
  };
  useEffect(follow);
  // A connection without an address was made just now: the address is what comes next.
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
        onScroll={follow}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
        }}
      />
    </div>
  );
}

/** The same text, unseen, so that the underline stands exactly below the characters. */
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
