import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { TabStore } from '../../state/window/tabs.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { afterFrames } from '../../ui/frames.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import { AllTabs } from './AllTabs.tsx';
import { keyAt, type TabDrag } from './useTabDrag.ts';
import type { ShownTab } from './useShownTabs.tsx';
import { idOfTab, WindowTab } from './WindowTab.tsx';
import './tabStrip.css';

/** From 6 tabs on they are also offered as a list, and fewer when some are out of sight. */
const listedFrom = 6;
/** 3 frames: a popup that closes gives the focus back before. */
const framesToClose = 3;

interface TabStripProps {
  /** What the strip is called: there may be two. */
  readonly label: string;
  /** The place of the group whose tabs these are. */
  readonly group: number;
  readonly shown: readonly ShownTab[];
  /** The key of the tab in front, and the id of what it shows. */
  readonly active: string;
  readonly panel: string;
  /** Whether the person is in this group. */
  readonly isHere: boolean;
  readonly tabs: TabStore;
  readonly drag: TabDrag;
  /** The menu of a tab, by its key; null for what is beside the tabs. */
  readonly menuOf: (key: string | null) => readonly MenuItem[];
  /** Called at a double click beside the tabs. */
  readonly onNew: () => void;
}

/** The tabs of a group. */
export function TabStrip(props: TabStripProps): ReactNode {
  const { label, group, shown, active, panel, isHere, tabs, drag, menuOf, onNew } = props;
  const list = useRef<HTMLDivElement>(null);
  const isOverflowing = useOverflow(list, shown.map(({ name }) => name).join('\n'));
  const focusActive = (): void =>
    afterFrames(framesToClose, () =>
      list.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
    );
  return (
    <div className={joinClasses('tab-strip', isHere && 'tab-strip-here')}>
      <ContextMenu
        label="Tabs"
        itemsAt={({ target, byKey }) => {
          if (target.closest('input')) return [];
          return menuOf(keyAt(target) ?? (byKey ? active : null));
        }}
      >
        <div
          ref={list}
          className="tab-list"
          data-pane="tabs"
          onWheel={({ deltaY, currentTarget }) => {
            if (deltaY !== 0) currentTarget.scrollLeft += deltaY;
          }}
          onDoubleClick={({ target, currentTarget }) => target === currentTarget && onNew()}
          {...drag.ofStrip(group)}
        >
          {/* Beside each tab is the button that closes it, which may not be in a list of tabs. */}
          <div
            role="tablist"
            aria-label={label}
            aria-owns={shown.map(({ key }) => idOfTab(key)).join(' ')}
            className="spoken"
          />
          {shown.map((tab) => (
            <WindowTab
              key={tab.key}
              tab={tab}
              isActive={tab.key === active}
              panel={panel}
              tabs={tabs}
              dropEdge={dropEdgeOf(tab.key, shown, group, drag)}
            />
          ))}
        </div>
      </ContextMenu>
      {(shown.length >= listedFrom || isOverflowing) && (
        <AllTabs
          tabs={shown}
          active={active}
          onShow={(key) => {
            tabs.activate(key);
            focusActive();
          }}
        />
      )}
    </div>
  );
}

/** Where the tab that is dragged would go, if that is beside this one. */
function dropEdgeOf(
  key: string,
  shown: readonly ShownTab[],
  group: number,
  { dragged, drop }: TabDrag,
): 'before' | 'after' | null {
  if (drop?.group !== group) return null;
  const others = shown.filter((tab) => tab.key !== dragged);
  if (others[drop.place]?.key === key) return 'before';
  return drop.place >= others.length && others.at(-1)?.key === key ? 'after' : null;
}

/** Whether some tabs are out of sight; the one in front is brought into view whenever their room or their names change. */
function useOverflow(list: RefObject<HTMLDivElement | null>, names: string): boolean {
  const [isOverflowing, setOverflowing] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const look = (): void => {
      setOverflowing(element.scrollWidth > element.clientWidth);
      element.querySelector('.tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
    const resized = new ResizeObserver(look);
    resized.observe(element);
    look();
    return () => resized.disconnect();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- other names take other room
  }, [list, names]);
  return isOverflowing;
}
