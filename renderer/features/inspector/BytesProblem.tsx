import type { ReactNode } from 'react';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** Says why bytes are missing, in their place. */
export function BytesProblem({ bytes, problem }: { bytes: ByteWindow; problem: string }): ReactNode {
  return (
    <Notice tone="danger" text={problem} action={<Button onClick={() => bytes.retry()}>Try again</Button>} />
  );
}
