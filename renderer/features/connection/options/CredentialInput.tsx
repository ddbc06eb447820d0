import { quoted } from '../../../../shared/bytes/visibleText.ts';
import { useRef, useState, type ReactNode } from 'react';
import { messageOf } from '../../../../shared/base/errors.ts';
import type { Result } from '../../../../shared/base/result.ts';
import { isTemplate } from '../../../../shared/template/parseTemplate.ts';
import { readCredentials, readPem, type Credentials } from '../../../state/workspace/credentials.ts';
import { Button } from '../../../ui/Button.tsx';
import { TemplateInput } from '../../../ui/template/TemplateInput.tsx';
import { useOptions } from './optionsContext.ts';

/** Usual extensions of certificate and key files; files with other names are read all the same. */
const fileNames = '.pem,.crt,.cer,.der,.key,.p8,.p12,.pfx,.ca-bundle';

interface CredentialInputProps {
  /** Its purpose, for screen readers. */
  readonly what: string;
  /** The text; always empty for a key, which is never returned. */
  readonly text: string;
  /** It appeared through a click, so it gets the focus. */
  readonly isNext?: boolean;
  /** The label of the button that unfolds the text. */
  readonly textWord: string;
  /** `name` is the file's name, undefined for a text. Rejects, or returns a sentence, when it cannot be accepted. */
  readonly onRead: (credentials: Credentials, name: string | undefined) => Promise<string | null>;
  /** Takes a text in which references to variables stand, or says in a sentence why it cannot; absent where none may. */
  readonly onTemplate?: (text: string) => string | null;
  /** The text was emptied. */
  readonly onEmpty: () => void;
  readonly onProblem: (problem: string | null) => void;
}

/** Accepts certificates and keys from a file or as text; the page reads the file itself, on every host. */
export function CredentialInput(props: CredentialInputProps): ReactNode {
  const { what, text, isNext = false, textWord } = props;
  const { expect } = useOptions();
  const [isOpen, setOpen] = useState(false);
  const { typed, type, take } = useCredentials(props, () => {
    if (textWord === 'Paste') setOpen(false);
  });
  return (
    <>
      <div className="option-buttons">
        <FileButton
          what={what}
          isNext={isNext}
          onFile={(file) => expect(readFile(file).then((read) => take(read, file.name)))}
        />
        <Button
          tone="quiet"
          aria-label={`${textWord}: ${what}`}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {textWord}
        </Button>
      </div>
      {isOpen && (
        <PemField
          what={what}
          text={typed ?? text}
          takesReferences={props.onTemplate !== undefined}
          onText={type}
        />
      )}
    </>
  );
}

interface PemFieldProps extends Pick<CredentialInputProps, 'what' | 'text'> {
  readonly takesReferences: boolean;
  readonly onText: (text: string) => void;
}

function PemField({ what, text, takesReferences, onText }: PemFieldProps): ReactNode {
  const field = {
    className: 'option-text mono',
    'aria-label': `${what}, PEM`,
    rows: 5,
    spellCheck: false,
    placeholder: takesReferences ? '-----BEGIN …, or {{$file:ca.pem}}' : '-----BEGIN …',
    // A click unfolded it, so the person types here next.
    autoFocus: true,
    value: text,
  };
  return takesReferences ? (
    <TemplateInput {...field} onText={onText} />
  ) : (
    <textarea {...field} onChange={(event) => onText(event.currentTarget.value)} />
  );
}

interface CredentialReading {
  /** What is being typed and was not accepted; null where the accepted text is shown. */
  readonly typed: string | null;
  readonly type: (text: string) => void;
  /** Hands over what was read, or says why it could not be read. `name` is the file's name. */
  readonly take: (read: Result<Credentials, string>, name?: string) => Promise<void>;
}

/** How a text or a file is accepted, emptied or refused. */
function useCredentials(
  {
    onRead,
    onTemplate,
    onEmpty,
    onProblem,
  }: Pick<CredentialInputProps, 'onRead' | 'onTemplate' | 'onEmpty' | 'onProblem'>,
  onAccepted: () => void,
): CredentialReading {
  const { expect } = useOptions();
  const [typed, setTyped] = useState<string | null>(null);
  const take = async (read: Result<Credentials, string>, name?: string): Promise<void> => {
    const problem = read.ok ? await taken(onRead(read.value, name)) : read.problem;
    onProblem(problem);
    if (problem !== null) return;
    setTyped(null);
    onAccepted();
  };
  /** A failure to store is not the text's fault: it is shown here, and also rejects for callers that wait. */
  const taken = (reading: Promise<string | null>): Promise<string | null> =>
    reading.catch((error: unknown) => {
      onProblem(messageOf(error));
      throw error;
    });
  const type = (next: string): void => {
    setTyped(next);
    if (next.trim() === '') {
      onProblem(null);
      onEmpty();
    } else if (onTemplate && isTemplate(next)) {
      const problem = onTemplate(next);
      onProblem(problem);
      if (problem === null) setTyped(null);
    } else {
      expect(take(readPem(next)));
    }
  };
  return { typed, type, take };
}

interface FileButtonProps {
  readonly what: string;
  readonly isNext: boolean;
  readonly onFile: (file: File) => void;
}

function FileButton({ what, isNext, onFile }: FileButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`${what}, file`}
        accept={fileNames}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <Button
        aria-label={`Choose a file: ${what}`}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={isNext}
        onClick={() => input.current?.click()}
      >
        Choose a file…
      </Button>
    </>
  );
}

async function readFile(file: File): Promise<Result<Credentials, string>> {
  try {
    return readCredentials(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return {
      ok: false,
      problem: `${quoted(file.name)} cannot be read. Check that it still exists and may be read, then choose it again.`,
    };
  }
}
