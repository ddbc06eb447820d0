import type { ReactNode } from 'react';
import { notLoaded, type LaterCode } from '../state/base/laterCode.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

/** Stands in place of a part of the window that cannot be loaded. */
export function NotLoaded({ code }: { readonly code: Pick<LaterCode<unknown>, 'prepare'> }): ReactNode {
  return (
    <Notice
      tone="danger"
      text={notLoaded}
      action={
        <>
          <Button onClick={() => code.prepare()}>Try again</Button>
          <Button onClick={() => location.reload()}>Reload the window</Button>
        </>
      }
    />
  );
}
