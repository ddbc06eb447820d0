import { useEffect, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { focusActiveTab } from '../commands/panes.ts';
import { useTabDrag } from '../features/window/useTabDrag.ts';
import type { TabStore } from '../state/window/tabs.ts';
import { SideOfWindow } from '../ui/sideOfWindow.ts';
import { narrowWindow, useMediaQuery } from '../ui/useMediaQuery.ts';
import type { TabParts } from './laterTabs.ts';
import { NoTab } from './NoTab.tsx';
import { TabSide } from './TabSide.tsx';
import './tabArea.css';
import '../ui/split.css';

/** The tabs, in one group or in two side by side, with what each shows. */
export function TabArea({ parts }: { parts: TabParts }): ReactNode {
  const { tabs } = parts.state;
  const { groups, focused } = useStore(tabs.store);
  const isNarrow = useMediaQuery(narrowWindow);
  const drag = useTabDrag(tabs, isNarrow);
  const [first, second] = groups;
  const layout = useDefaultLayout({
    id: 'wirebench.sides',
    panelIds: second ? ['first-side', 'second-side'] : ['first-side'],
    storage: localStorage,
  });
  useFoundFocus(tabs);
  if (!first) {
    return (
      <main className="tab-area">
        <NoTab parts={parts} />
      </main>
    );
  }
  const side = (group: number): ReactNode => (
    <TabSide group={group} isHere={focused === group} isNarrow={isNarrow} drag={drag} parts={parts} />
  );
  return (
    <main className="tab-area">
      <Group
        key={isNarrow ? 'down' : 'across'}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        {...(layout.defaultLayout && { defaultLayout: layout.defaultLayout })}
        onLayoutChanged={layout.onLayoutChanged}
      >
        <Panel id="first-side" minSize={isNarrow ? 120 : 320}>
          {side(0)}
        </Panel>
        {second && <Separator className={isNarrow ? 'split split-down' : 'split split-across'} />}
        {second && (
          <Panel id="second-side" minSize={isNarrow ? 120 : 320}>
            <SideOfWindow value="second">{side(1)}</SideOfWindow>
          </Panel>
        )}
      </Group>
    </main>
  );
}

/** Where the focus was in something that went with a change of the tabs, it goes to the tab in front, and not to the top of the window. */
function useFoundFocus({ store, renaming }: TabStore): void {
  useEffect(() => {
    const look = (): void => focusActiveTab(document);
    const stops = [store.subscribe(look), renaming.subscribe(look)];
    return () => stops.forEach((stop) => stop());
  }, [store, renaming]);
}
