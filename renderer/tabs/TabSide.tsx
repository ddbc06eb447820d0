import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { TabStrip } from '../features/window/TabStrip.tsx';
import { useShownTabs } from '../features/window/useShownTabs.tsx';
import type { TabDrag } from '../features/window/useTabDrag.ts';
import { keyOfTab, type Tab } from '../state/window/tabs.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { Later } from '../ui/Later.tsx';
import { NotLoaded } from '../ui/NotLoaded.tsx';
import type { TabParts } from './laterTabs.ts';
import { stripMenu, tabMenu } from './tabMenu.ts';
import { TabKey } from './tabKey.ts';

interface TabSideProps {
  /** The place of the group that is shown here. */
  readonly group: number;
  /** Whether the person is in it. */
  readonly isHere: boolean;
  /** Whether two are one below the other. */
  readonly isNarrow: boolean;
  readonly drag: TabDrag;
  readonly parts: TabParts;
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
        onNew={() => parts.actions.newConnection()}
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
            <Later code={parts.tabCode} failed={<NotLoaded code={parts.tabCode} />}>
              {({ ShownTab, parts: all }) => <ShownTab tab={tab} parts={all} />}
            </Later>
          </TabKey>
        </div>
      )}
      {isNew && <div className={joinClasses('tab-drop-place', isNarrow && 'is-below')} />}
    </div>
  );
}

function placeWords(group: number, isNarrow: boolean): string {
  if (isNarrow) return group === 0 ? 'above' : 'below';
  return group === 0 ? 'on the left' : 'on the right';
}
