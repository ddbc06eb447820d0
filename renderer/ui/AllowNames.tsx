import { useState, type ReactNode } from 'react';
import { messageOf } from '../../shared/base/errors.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { VisibleText } from './VisibleText.tsx';

interface AllowNamesProps {
  readonly names: readonly string[];
  /** Allows one, and then shows what has become of what was refused. Rejects with a sentence, which is shown here. */
  readonly onAllow: (name: string) => Promise<void>;
}

/** A button for each variable of this machine that a person has to allow the workspace first. Nothing is sent or opened by it. */
export function AllowNames({ names, onAllow }: AllowNamesProps): ReactNode {
  const [failure, setFailure] = useState<string | null>(null);
  const allow = async (name: string): Promise<void> => {
    setFailure(null);
    try {
      await onAllow(name);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <>
      {names.map((name) => (
        <Button key={name} className="allow-name" onClick={() => void allow(name)}>
          Allow <VisibleText text={name} />
        </Button>
      ))}
      {failure !== null && <Notice tone="danger" text={failure} />}
    </>
  );
}
