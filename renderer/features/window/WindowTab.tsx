import { X } from 'lucide-react';
import { useEffect, useRef, type HTMLAttributes, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCounted } from '../../../shared/base/quantity.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { TabStore } from '../../state/window/tabs.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { formatKeys } from '../../ui/keys.ts';
import { MiddleText } from '../../ui/MiddleText.tsx';
import { NameField } from '../../ui/NameField.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { ShownTab } from './useShownTabs.tsx';

interface WindowTabProps {
  readonly tab: ShownTab;
  readonly isActive: boolean;
  /** The id of what it shows while it is in front. */
  readonly panel: string;
  readonly tabs: TabStore;
  /** Where a tab that is dragged would go, at this one. */
  readonly dropEdge: 'before' | 'after' | null;
}

/** The name of a tab, and what tells it from another one of that name. */
export function spokenTab({ name, aside }: Pick<ShownTab, 'name' | 'aside'>): string {
  return visibleLine(aside === null ? name : `${name}, ${aside}`);
}

export function idOfTab(key: string): string {
  return `tab-${key}`;
}

/** A tab in its strip, with the button that closes it. */
export function WindowTab({ tab, isActive, panel, tabs, dropEdge }: WindowTabProps): ReactNode {
  const { key, rename } = tab;
  const element = useRef<HTMLDivElement>(null);
  const isRenaming = useStore(tabs.renaming, (renaming) => renaming === key) && rename !== undefined;
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isActive]);
  const close = (): void => tabs.close(key);
  const done = (name: string | null): void => {
    tabs.renaming.setState(null, true);
    if (name !== null) rename?.(name);
  };
  return (
    <div
      ref={element}
      role="presentation"
      className={joinClasses('tab', isActive && 'tab-active', dropEdge !== null && `tab-drop-${dropEdge}`)}
      data-tab={key}
      draggable={!isRenaming}
      onDoubleClick={() => {
        if (rename) tabs.renaming.setState(key, true);
      }}
      {...onMiddleButton(close)}
    >
      {isRenaming ? (
        <NameField name={tab.name} onDone={done} />
      ) : (
        <TabButton tab={tab} isActive={isActive} panel={panel} tabs={tabs} />
      )}
      <button
        type="button"
        className="icon-button tab-close"
        aria-label={`Close ${spokenTab(tab)}`}
        title={`Close (${formatKeys('Alt+W')})`}
        tabIndex={-1}
        onClick={close}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}

function TabButton({ tab, isActive, panel, tabs }: Omit<WindowTabProps, 'dropEdge'>): ReactNode {
  const { key, name, aside, state, openPeers } = tab;
  const shown = spokenTab(tab);
  return (
    <button
      type="button"
      role="tab"
      id={idOfTab(key)}
      aria-label={openPeers > 0 ? `${shown} ${formatCounted(openPeers, 'peer')}` : shown}
      aria-selected={isActive}
      aria-controls={isActive ? panel : undefined}
      tabIndex={isActive ? 0 : -1}
      className="tab-button"
      title={state === undefined ? shown : `${shown}, ${state}`}
      onClick={() => tabs.activate(key)}
      onKeyDown={(event) => pressTabKey(event, key, tabs)}
    >
      <span className="tab-mark">{tab.mark}</span>
      <MiddleText text={name} />{' '}
      {aside !== null && (
        <span className="tab-aside">
          <VisibleText text={aside} />
        </span>
      )}{' '}
      {openPeers > 0 && <span className="tab-peers">{openPeers}</span>}
    </button>
  );
}

/** The arrows show the tab beside this one, Home and End the first and the last, Delete closes it; the focus goes along. */
function pressTabKey(event: KeyboardEvent<HTMLElement>, key: string, tabs: TabStore): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'ArrowRight') tabs.step(1);
  else if (event.key === 'ArrowLeft') tabs.step(-1);
  else if (event.key === 'Home') tabs.activateAt(0);
  else if (event.key === 'End') tabs.activateAt(-1);
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
