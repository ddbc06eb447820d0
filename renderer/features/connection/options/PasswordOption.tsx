import { useId, useRef, useState, type ReactNode } from 'react';
import { messageOf } from '../../../../shared/base/errors.ts';
import { isolated } from '../../../../shared/bytes/visibleText.ts';
import type { OptionPath } from '../../../state/workspace/endpointOptions.ts';
import { keepSecret } from '../../../state/workspace/secrets.ts';
import { Button } from '../../../ui/Button.tsx';
import { VisibleText } from '../../../ui/VisibleText.tsx';
import { OptionRow, useOption, type OptionProps } from './OptionRow.tsx';
import { useOptions } from './optionsContext.ts';
import { useLeaving } from './useLeaving.ts';

interface PasswordOptionProps extends OptionProps {
  /** The name under which it is stored. */
  readonly name: string;
}

const passwordField = { type: 'password', className: 'field-input', autoComplete: 'new-password' } as const;

/** A password that nobody sees again after leaving the field: it is stored on this machine, and the endpoint has only its name. */
export function PasswordOption({ name, ...row }: PasswordOptionProps): ReactNode {
  const id = useId();
  const { change } = useOptions();
  const { value, isRefused } = useOption(row.path);
  const { text, isReplacing, problem, write, leave, replace } = useTypedPassword(name, row.path);
  if (value === undefined) return null;
  const isKept = value !== null && !isReplacing;
  return (
    <OptionRow {...row} controlId={isKept ? undefined : id} lineId={`${id}-line`} problem={problem}>
      {isKept ? (
        <KeptSecret
          name="Kept on this machine"
          what={row.label}
          onReplace={replace}
          onForget={() => {
            change({ [row.path]: null });
            replace();
          }}
        />
      ) : (
        <input
          {...passwordField}
          id={id}
          // Only after a click on Replace or Forget does the field take the focus.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={isReplacing}
          value={text}
          aria-invalid={isRefused || undefined}
          aria-describedby={`${id}-line`}
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') leave();
          }}
        />
      )}
    </OptionRow>
  );
}

interface TypedPassword {
  /** What is typed; empty once it was taken. */
  readonly text: string;
  /** A stored password gives way to the field. */
  readonly isReplacing: boolean;
  /** Why it could not be stored. */
  readonly problem: string | null;
  readonly write: (text: string) => void;
  /** Takes what is typed, and stores it. */
  readonly leave: () => void;
  readonly replace: () => void;
}

/** A password while it is typed, until it is stored. */
function useTypedPassword(name: string, path: OptionPath): TypedPassword {
  const { client, change, expect } = useOptions();
  const [text, setText] = useState('');
  // Whichever event comes first takes the text: a key that connects, or the blur that follows in the same turn.
  const typed = useRef('');
  const write = (next: string): void => {
    typed.current = next;
    setText(next);
  };
  const [isReplacing, setReplacing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const keep = async (word: string): Promise<void> => {
    try {
      change({ [path]: await keepSecret(client, name, new TextEncoder().encode(word)) });
      setProblem(null);
    } catch (error) {
      // Restored for another try, unless the person has started another password meanwhile.
      if (typed.current === '') write(word);
      setReplacing(isReplacing);
      setProblem(messageOf(error));
      throw error;
    }
  };
  const leave = (): void => {
    const word = typed.current;
    setReplacing(false);
    if (word === '') return;
    write('');
    expect(keep(word));
  };
  useLeaving(leave);
  return { text, isReplacing, problem, write, leave, replace: () => setReplacing(true) };
}

interface KeptSecretProps {
  readonly name: string;
  /** Its kind, for screen readers. */
  readonly what: string;
  readonly onReplace: () => void;
  readonly onForget: () => void;
}

/** A stored secret, by its name. */
export function KeptSecret({ name, what, onReplace, onForget }: KeptSecretProps): ReactNode {
  return (
    <>
      <span className="option-kept" title={isolated(name)}>
        <VisibleText text={name} />
      </span>
      <Button tone="quiet" aria-label={`Replace ${what}`} onClick={onReplace}>
        Replace
      </Button>
      <Button tone="quiet" aria-label={`Forget ${what}`} onClick={onForget}>
        Forget
      </Button>
    </>
  );
}
