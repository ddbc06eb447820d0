import { useId, useState, type ReactNode } from 'react';
import { connectionNameSchema } from '../../../../shared/model/connection.ts';
import { useLeaving } from './useLeaving.ts';

export interface NameFieldProps {
  readonly name: string;
  readonly onName: (name: string) => void;
}

/** The connection's name. It is reported on leaving the field or pressing Enter, so that the list, sorted by name, does not jump about. */
export function NameField({ name, onName }: NameFieldProps): ReactNode {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = connectionNameSchema.safeParse(typed ?? name);
  const tell = (): void => {
    if (typed !== null && parsed.success) onName(parsed.data);
  };
  useLeaving(tell);
  return (
    <div className="option">
      <label htmlFor={id} className="option-label">
        Name
      </label>
      <div className="option-control">
        <input
          id={id}
          className="field-input"
          spellCheck={false}
          autoComplete="off"
          value={typed ?? name}
          aria-invalid={!parsed.success || undefined}
          aria-describedby={`${id}-line`}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => {
            tell();
            if (parsed.success) setTyped(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') tell();
          }}
        />
      </div>
      {!parsed.success && (
        <div id={`${id}-line`} className="option-line option-problem">
          {parsed.error.issues[0]?.message}
        </div>
      )}
    </div>
  );
}
