import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { VisibleText } from './VisibleText.tsx';
import { useAttempt } from './useAttempt.ts';

interface AllowNamesProps {
  readonly names: readonly string[];
  /** Allows one, and then shows what has become of what was refused. Rejects with a sentence, which is shown here. */
  readonly onAllow: (name: string) => Promise<void>;
}

/** A button for each variable of this machine that a person has to allow the workspace first. Nothing is sent or opened by it. */
export function AllowNames({ names, onAllow }: AllowNamesProps): ReactNode {
  const { failure, attempt } = useAttempt();
  return (
    <>
      {names.map((name) => (
        <Button key={name} className="allow-name" onClick={() => void attempt(() => onAllow(name))}>
          Allow <VisibleText text={name} />
        </Button>
      ))}
      {failure !== null && <Notice tone="danger" text={failure} />}
    </>
  );
}
