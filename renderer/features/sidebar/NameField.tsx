import { useEffect, useRef, type ReactNode } from 'react';

interface NameFieldProps {
  readonly name: string;
  /** Called once: with the new name, or with null when it is unchanged. */
  readonly onDone: (name: string | null) => void;
}

/** A field for editing a name in place. Enter and leaving the field apply it, Escape does not. */
export function NameField({ name, onDone }: NameFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => input.current?.select(), []);
  const finish = (text: string | null): void => {
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = text?.trim() ?? '';
    onDone(trimmed === '' || trimmed === name ? null : trimmed);
  };
  return (
    <input
      ref={input}
      className="sidebar-rename"
      aria-label={`Name of ${name}`}
      defaultValue={name}
      maxLength={200}
      spellCheck={false}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        else if (event.key === 'Escape') finish(null);
      }}
    />
  );
}
