import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { TabStrip } from '../features/window/TabStrip.tsx';
import { useShownTabs } from '../features/window/useShownTabs.tsx';
import type { TabDrag } from '../features/window/useTabDrag.ts';
import { keyOfTab, type Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { TabContent } from './TabContent.tsx';
import { stripMenu, tabMenu } from './tabMenu.ts';
import { TabKey } from './tabKey.ts';
import { useHeldTab } from './useHeld.ts';
import { useShownSession } from './useShownSession.ts';

interface TabSideProps {
  /** The place of the group that is shown here. */
  readonly group: number;
  /** Whether the person is in it. */
  readonly isHere: boolean;
  /** Whether two are one below the other. */
  readonly isNarrow: boolean;
  readonly drag: TabDrag;
  readonly parts: WorkbenchParts;
}

const noTabs: readonly Tab[] = [];

/** A group of tabs: their strip, and what the one in front shows. */
export function TabSide({ group, isHere, isNarrow, drag, parts }: TabSideProps): ReactNode {
  const { state, actions } = parts;
  const isAlone = useStore(state.tabs.store, ({ groups }) => groups.length === 1);
  const { tabs, active } = useStore(state.tabs.store, ({ groups }) => groups[group]) ?? {
    ...{ tabs: noTabs, active: '' },
  };
  const shown = useShownTabs(state, actions, tabs);
  const tab = tabs.find((each) => keyOfTab(each) === active);
  const panel = `tab-panel-${group}`;
  const enter = (): void => state.tabs.focusGroup(group);
  const isNew = isAlone && drag.drop?.group === 1;
  return (
    <div
      className="tab-side"
      data-side={isHere ? 'here' : 'other'}
      data-group={group}
      onFocusCapture={enter}
      onPointerDownCapture={enter}
    >
      <TabStrip
        label={isAlone ? 'Open tabs' : `Open tabs ${placeWords(group, isNarrow)}`}
        {...{ group, shown, active, panel, isHere, drag }}
        tabs={state.tabs}
        menuOf={(key) => (key === null ? stripMenu(parts, group, document) : tabMenu(parts, key, document))}
      />
      {tab && (
        <div
          key={active}
          id={panel}
          role="tabpanel"
          aria-labelledby={`tab-${active}`}
          className="tab-panel"
          {...drag.ofPanel(group)}
        >
          <TabKey value={active}>
            <ShownTab tab={tab} parts={parts} />
          </TabKey>
        </div>
      )}
      {isNew && <div className={joinClasses('tab-drop-place', isNarrow && 'is-below')} />}
    </div>
  );
}

function ShownTab({ tab, parts }: { readonly tab: Tab; readonly parts: WorkbenchParts }): ReactNode {
  const session = useShownSession(parts, tab);
  useHeldTab(parts, tab, session);
  return useMemo(() => <TabContent tab={tab} session={session} parts={parts} />, [tab, session, parts]);
}

function placeWords(group: number, isNarrow: boolean): string {
  if (isNarrow) return group === 0 ? 'above' : 'below';
  return group === 0 ? 'on the left' : 'on the right';
}
