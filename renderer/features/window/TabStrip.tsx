import { ChevronDown, Repeat2, Rows3, X } from 'lucide-react';
import { useEffect, useRef, type HTMLAttributes, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { connectedPeersOf, statusOf } from '../../state/sessions/sessions.ts';
import { sessionOfTab } from '../../state/window/sessionOfTab.ts';
import { keyOfTab, type Tab, type TabStore } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { IconButton } from '../../ui/Button.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { formatKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/Menu.tsx';
import { dotWords, StatusDot } from '../../ui/StatusDot.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './tabStrip.css';

/** From 6 tabs on they are also offered as a list, because some may be out of sight. */
const listedFrom = 6;

interface ShownTab {
  readonly key: string;
  readonly name: string;
  readonly mark: ReactNode;
  /** In words; absent for what is not a connection. */
  readonly state?: string;
  /** For a server: how many peers are connected. */
  readonly openPeers: number;
}

export function TabStrip({ state }: { state: WorkbenchState }): ReactNode {
  const { tabs, active } = useStore(state.tabs.store);
  const shown = useShownTabs(state, tabs);
  if (tabs.length === 0) return null;
  return (
    <div className="tab-strip">
      <div className="tab-list" data-pane="tabs">
        {/* Beside each tab is the button that closes it, which may not be in a list of tabs. */}
        <div
          role="tablist"
          aria-label="Open tabs"
          aria-owns={shown.map(({ key }) => idOfTab(key)).join(' ')}
          className="spoken"
        />
        {shown.map((tab) => (
          <WindowTab key={tab.key} tab={tab} isActive={tab.key === active} tabs={state.tabs} />
        ))}
      </div>
      {tabs.length >= listedFrom && (
        <Menu
          label="All tabs"
          trigger={<IconButton label="All tabs" icon={<ChevronDown size={16} />} />}
          items={shown.map((tab, index) => ({
            label: `${index + 1}  ${tab.name}`,
            icon: tab.mark,
            checked: tab.key === active,
            run: () => state.tabs.activate(tab.key),
          }))}
        />
      )}
    </div>
  );
}

function idOfTab(key: string): string {
  return `tab-${key}`;
}

function useShownTabs(state: WorkbenchState, tabs: readonly Tab[]): ShownTab[] {
  const { hasUnread } = useStore(state.connections.store);
  const sessions = useStore(state.sessions.store, ({ sessions: all }) => all);
  const isReachable = useStore(state.status, (status) => status.state === 'open');
  const recordings = useStore(state.recordings.store, ({ recordings: all }) => all);
  return tabs.map((tab): ShownTab => {
    const key = keyOfTab(tab);
    const session = sessionOfTab(tab, sessions, recordings);
    switch (tab.kind) {
      case 'connection': {
        const name = state.connections.known(tab.id)?.name ?? (hasUnread ? 'Unreadable' : '');
        return {
          key,
          name,
          mark: <StatusDot state={statusOf(session, isReachable)} />,
          state: dotWords[statusOf(session, isReachable)],
          openPeers: connectedPeersOf(session),
        };
      }
      case 'recording': {
        const name = recordings.find(({ id }) => id === tab.id)?.name ?? '';
        return { key, name, mark: <Rows3 size={14} aria-hidden />, openPeers: 0 };
      }
      case 'session':
        return { key, name: session?.name ?? '', mark: <Repeat2 size={14} aria-hidden />, openPeers: 0 };
    }
  });
}

function WindowTab({ tab, isActive, tabs }: { tab: ShownTab; isActive: boolean; tabs: TabStore }): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isActive]);
  const close = (): void => tabs.close(tab.key);
  return (
    <div
      ref={element}
      role="presentation"
      className={joinClasses('tab', isActive && 'tab-active')}
      {...onMiddleButton(close)}
    >
      <button
        type="button"
        role="tab"
        id={idOfTab(tab.key)}
        aria-selected={isActive}
        aria-controls={isActive ? 'tab-panel' : undefined}
        tabIndex={isActive ? 0 : -1}
        className="tab-button"
        title={tab.state === undefined ? tab.name : `${tab.name}, ${tab.state}`}
        onClick={() => tabs.activate(tab.key)}
        onKeyDown={(event) => pressTabKey(event, tab.key, tabs)}
      >
        <span className="tab-mark">{tab.mark}</span>
        <span className="tab-name" dir="auto">
          <VisibleText text={tab.name} />
        </span>
        {tab.openPeers > 0 && <span className="tab-peers">{tab.openPeers}</span>}
      </button>
      <button
        type="button"
        className="icon-button tab-close"
        aria-label={`Close ${tab.name}`}
        title={`Close (${formatKeys('Alt+W')})`}
        tabIndex={-1}
        onClick={close}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}

/** The arrows show the tab beside this one, Delete closes it; the focus goes along. */
function pressTabKey(event: KeyboardEvent<HTMLElement>, key: string, tabs: TabStore): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'ArrowRight') tabs.step(1);
  else if (event.key === 'ArrowLeft') tabs.step(-1);
  else if (event.key === 'Delete') tabs.close(key);
  else return;
  event.preventDefault();
  const list = event.currentTarget.closest('.tab-list');
  requestAnimationFrame(() => list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
}

/** The middle button of a mouse does something, where it would start scrolling otherwise. */
function onMiddleButton(act: () => void): Pick<HTMLAttributes<HTMLElement>, 'onAuxClick' | 'onMouseDown'> {
  return {
    onAuxClick: ({ button }) => {
      if (button === 1) act();
    },
    onMouseDown: (event) => {
      if (event.button === 1) event.preventDefault();
    },
  };
}
