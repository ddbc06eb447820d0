import { useEffect, useMemo, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { focusOpened } from './commands/panes.ts';
import { Sidebar } from './features/sidebar/Sidebar.tsx';
import type { WorkbenchActions } from './state/window/actions.ts';
import type { WindowParts } from './state/window/workbenchParts.ts';

/** The sidebar over the tabs of a narrow window. It closes when something is chosen in it, and when the person goes elsewhere. */
export function SidebarOver({ parts }: { parts: WindowParts }): ReactNode {
  const { sidebarShown, tabs } = parts.state;
  const over = useRef<HTMLDivElement>(null);
  useFocusWithin(over);
  const actions = useMemo((): WorkbenchActions => {
    const chosen = (): void => {
      sidebarShown.leave();
      focusOpened(document);
    };
    return {
      ...parts.actions,
      showConnection: (id) => {
        parts.actions.showConnection(id);
        chosen();
      },
      showRecording: (id) => {
        parts.actions.showRecording(id);
        chosen();
      },
    };
  }, [parts, sidebarShown]);
  // What is made here opens, too.
  useEffect(
    () =>
      tabs.store.subscribe(({ active }, before) => {
        if (active !== before.active) sidebarShown.leave();
      }),
    [tabs, sidebarShown],
  );
  const isInside = (node: EventTarget | null): boolean =>
    node instanceof Node && over.current?.contains(node) === true;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape does the same */}
      <div className="sidebar-scrim" onPointerDown={() => sidebarShown.leave()} />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys and the focus of all that is in it */}
      <div
        ref={over}
        className="sidebar-over"
        onKeyDown={(event: KeyboardEvent) => {
          // A menu that is open has the key for itself.
          if (event.key !== 'Escape' || event.defaultPrevented || !isInside(event.target)) return;
          event.preventDefault();
          sidebarShown.leave();
        }}
        onBlur={({ relatedTarget }: FocusEvent) => {
          if (relatedTarget?.closest('.main-column')) sidebarShown.leave();
        }}
      >
        <Sidebar state={parts.state} actions={actions} />
      </div>
    </>
  );
}

/** Takes the focus into the sidebar as it opens, and gives it back as it closes, unless it went elsewhere meanwhile. */
function useFocusWithin(over: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const element = over.current;
    if (!element?.contains(before)) element?.querySelector<HTMLElement>('input')?.focus();
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    };
  }, [over]);
}
