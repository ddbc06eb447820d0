import { useEffect, useRef, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { focusActiveTab } from './commands/panes.ts';
import { Sidebar } from './features/sidebar/Sidebar.tsx';
import { SidebarOver } from './SidebarOver.tsx';
import { isSidebarShown } from './state/window/sidebarShown.ts';
import type { WindowParts } from './state/window/workbenchParts.ts';
import { narrowWindow, useMediaQuery } from './ui/useMediaQuery.ts';
import './ui/split.css';

interface ColumnsProps {
  readonly parts: WindowParts;
  /** What stands beside the sidebar. */
  readonly children: ReactNode;
}

/** The sidebar and what is beside it; in a narrow window the sidebar is over it, and only while something is looked for. */
export function Columns({ parts, children }: ColumnsProps): ReactNode {
  const { sidebarShown } = parts.state;
  const shown = useStore(sidebarShown.store);
  const isNarrow = useMediaQuery(narrowWindow);
  useEffect(() => sidebarShown.fit(isNarrow), [sidebarShown, isNarrow]);
  const isOpen = isSidebarShown(shown);
  const isBeside = isOpen && !isNarrow;
  useFoundFocus(isBeside);
  const layout = useDefaultLayout({
    id: 'wirebench.columns',
    panelIds: isBeside ? ['sidebar', 'main'] : ['main'],
    storage: localStorage,
  });
  return (
    <div className="columns">
      <Group
        orientation="horizontal"
        {...(layout.defaultLayout && { defaultLayout: layout.defaultLayout })}
        onLayoutChanged={layout.onLayoutChanged}
      >
        {isBeside && (
          <Panel
            id="sidebar"
            defaultSize={252}
            minSize={168}
            maxSize="50%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <Sidebar state={parts.state} actions={parts.actions} />
          </Panel>
        )}
        {isBeside && <Separator className="split split-across" aria-label="Width of the sidebar" />}
        <Panel id="main" minSize={isNarrow ? 0 : 400}>
          {children}
        </Panel>
      </Group>
      {isNarrow && isOpen && <SidebarOver parts={parts} />}
    </div>
  );
}

/** Where the focus was in the sidebar as it went, it goes to the tab in front. */
function useFoundFocus(isBeside: boolean): void {
  const was = useRef(isBeside);
  useEffect(() => {
    if (was.current && !isBeside) focusActiveTab(document);
    was.current = isBeside;
  }, [isBeside]);
}
