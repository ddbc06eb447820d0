import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { UndoStore } from '../../state/window/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** Offers to bring back what was deleted last: what the window says about it is behind the dialog. */
export function DeletedEnvironment({ undo }: { readonly undo: UndoStore }): ReactNode {
  const newest = useStore(undo.store, (deletions) => deletions.at(-1));
  if (!newest) return null;
  return (
    <Notice
      tone="plain"
      text={`Deleted ${newest.what}.`}
      action={<Button onClick={() => undo.undo(newest.deletion)}>Undo</Button>}
    />
  );
}
