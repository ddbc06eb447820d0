import { isolated } from '../../shared/bytes/visibleText.ts';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import './nameField.css';

/** What was typed in a field, with the selection. */
export interface TypedName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface NameFieldProps {
  readonly name: string;
  /** What was typed in a field that this one replaces. The whole name is selected when absent. */
  readonly typed?: TypedName | undefined;
  /** Called whenever the text or its selection changes. */
  readonly onTyped?: (typed: TypedName) => void;
  /** A sentence: why it cannot have this name. Any name will do when absent. */
  readonly problemOf?: ((name: string) => string | null) | undefined;
  /** Called with the problem of what is typed, whenever that changes; it is shown in an element with the id `name-problem`. */
  readonly onProblem?: (problem: string | null) => void;
  /** Called once: with the new name, or with null when it is unchanged. */
  readonly onDone: (name: string | null) => void;
}

/**
 * A field for editing a name in place. Enter and leaving the field apply it, Escape does not. With a name that cannot be, Enter stays, and
 * leaving the field keeps the old one.
 */
export function NameField({ name, typed, onTyped, problemOf, onProblem, onDone }: NameFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const first = useRef(typed);
  useEffect(() => {
    input.current?.focus();
    if (first.current) input.current?.setSelectionRange(first.current.start, first.current.end);
    else input.current?.select();
  }, []);
  const finish = (text: string | null): void => {
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = text?.trim() ?? '';
    onDone(trimmed === '' || trimmed === name ? null : trimmed);
  };
  const problemWith = (text: string): string | null =>
    text.trim() === '' || text.trim() === name ? null : (problemOf?.(text) ?? null);
  const [problem, setProblem] = useState(() => problemWith(typed?.text ?? name));
  const tell = ({ value, selectionStart, selectionEnd }: HTMLInputElement): void =>
    onTyped?.({ text: value, start: selectionStart ?? value.length, end: selectionEnd ?? value.length });
  return (
    <input
      ref={input}
      className="name-field"
      aria-label={`Name of ${isolated(name)}`}
      dir="auto"
      aria-invalid={problem !== null || undefined}
      aria-describedby={problem === null ? undefined : 'name-problem'}
      defaultValue={typed?.text ?? name}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => {
        const wrong = problemWith(event.currentTarget.value);
        setProblem(wrong);
        onProblem?.(wrong);
        tell(event.currentTarget);
      }}
      onSelect={({ currentTarget }) => tell(currentTarget)}
      onBlur={({ currentTarget: { value } }) => finish(problemWith(value) === null ? value : null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        const { value } = event.currentTarget;
        if (event.key === 'Enter' && problemWith(value) === null) finish(value);
        else if (event.key === 'Escape') finish(null);
      }}
    />
  );
}
