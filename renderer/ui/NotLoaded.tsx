import type { ReactNode } from 'react';
import { notLoaded, type LaterCode } from '../state/base/laterCode.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

interface NotLoadedProps {
  readonly code: Pick<LaterCode<unknown>, 'prepare'>;
}

/** Stands in place of a part of the window that could not be loaded. */
export function NotLoaded({ code }: NotLoadedProps): ReactNode {
  return <Notice tone="danger" text={notLoaded} action={<LoadAgain code={code} />} />;
}

/** The ways on from there. */
export function LoadAgain({ code }: NotLoadedProps): ReactNode {
  return (
    <>
      <Button onClick={() => location.reload()}>Reload the window</Button>
      <Button tone="primary" onClick={() => code.prepare()}>
        Try again
      </Button>
    </>
  );
}
