import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { keyOfTab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useFileDrops } from './useFileDrops.ts';
import './dropLayer.css';

interface DropLayerProps {
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
}

/** Takes the files that are dropped on the window. While some are dragged over it, it says what becomes of them. */
export function DropLayer({ state, actions }: DropLayerProps): ReactNode {
  const connection = useStore(state.tabs.store, ({ tabs, active }) => {
    const tab = tabs.find((each) => keyOfTab(each) === active);
    return tab?.kind === 'connection' ? tab.id : null;
  });
  const isOver = useFileDrops((transfer, target) => {
    // Of two sides, the one that they are dropped on.
    const side = target.closest('[data-group]')?.getAttribute('data-group') ?? null;
    if (side !== null) state.tabs.focusGroup(Number(side));
    actions.dropFiles(transfer);
  });
  if (!isOver) return null;
  const name = connection === null ? undefined : state.connections.known(connection)?.name;
  return (
    <div className="drop-layer">
      <p role="status">
        A recording (.wbs) is opened
        {name !== undefined && (
          <>
            , another file can become the message of <VisibleText text={name} />
          </>
        )}
        .
      </p>
    </div>
  );
}
