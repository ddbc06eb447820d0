import { useCallback, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { dialogCode } from './laterParts.ts';
import { isAtTab } from './state/window/openDialogs.ts';
import type { TabParts } from './tabs/laterTabs.ts';
import { LaterModal } from './ui/LaterModal.tsx';

/** The dialog that a menu, a key or the palette has opened, unless it stands at a tab, which shows it. */
export function ShownDialog({ parts }: { readonly parts: TabParts }): ReactNode {
  const { dialogs } = parts.state;
  const dialog = useStore(dialogs);
  const close = useCallback(() => dialogs.setState(null, true), [dialogs]);
  if (dialog === null || isAtTab(dialog)) return null;
  if (dialog.kind === 'mark')
    return (
      <LaterModal code={parts.tabCode} onClose={close}>
        {({ MarkInFront, parts: all }) => <MarkInFront parts={all} onClose={close} />}
      </LaterModal>
    );
  return (
    <LaterModal code={dialogCode} onClose={close}>
      {({ OpenDialogs }) => <OpenDialogs dialog={dialog} parts={parts} onClose={close} />}
    </LaterModal>
  );
}
