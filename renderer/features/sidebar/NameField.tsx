import { useEffect, useRef, useState, type ReactNode } from 'react';

interface NameFieldProps {
  readonly name: string;
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
export function NameField({ name, problemOf, onProblem, onDone }: NameFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => input.current?.select(), []);
  const finish = (text: string | null): void => {
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = text?.trim() ?? '';
    onDone(trimmed === '' || trimmed === name ? null : trimmed);
  };
  const problemWith = (text: string): string | null =>
    text.trim() === '' || text.trim() === name ? null : (problemOf?.(text) ?? null);
  return (
    <input
      ref={input}
      className="sidebar-rename"
      aria-label={`Name of ${name}`}
      aria-invalid={problem !== null || undefined}
      aria-describedby={problem === null ? undefined : 'name-problem'}
      defaultValue={name}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => {
        const wrong = problemWith(event.currentTarget.value);
        setProblem(wrong);
        onProblem?.(wrong);
      }}
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
