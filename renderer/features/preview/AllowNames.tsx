import { useState, type ReactNode } from 'react';
import { messageOf } from '../../../shared/base/errors.ts';
import type { WirebenchClient } from '../../state/base/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';

interface AllowNamesProps {
  readonly client: WirebenchClient;
  readonly names: readonly string[];
  /** One was allowed: what will be sent is another now. */
  readonly onAllowed: () => void;
}

/** A button for each variable of this machine that a person has to allow the workspace first. */
export function AllowNames({ client, names, onAllowed }: AllowNamesProps): ReactNode {
  const [failure, setFailure] = useState<string | null>(null);
  const allow = async (name: string): Promise<void> => {
    setFailure(null);
    try {
      await client.call('environments.allow', { name });
      onAllowed();
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <>
      {names.map((name) => (
        <Button key={name} className="preview-allow" onClick={() => void allow(name)}>
          Allow {name} in this workspace
        </Button>
      ))}
      {failure !== null && <Notice tone="danger" text={failure} />}
    </>
  );
}
