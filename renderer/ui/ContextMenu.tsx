import { ContextMenu as Base } from '@base-ui/react/context-menu';
import { useState, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import { MenuPopup, type MenuAnchor, type MenuItem } from './Menu.tsx';
import './popup.css';

/** Where a menu was asked for. */
export interface MenuPlace {
  /** What the pointer is on; by key, what has the focus. */
  readonly target: Element;
  /** In CSS pixels of the window. */
  readonly x: number;
  readonly y: number;
  readonly byKey: boolean;
}

interface ContextMenuProps {
  readonly label: string;
  /** What the menu offers, asked as it opens; with nothing to offer, the host's own menu is left to open. */
  readonly itemsAt: (place: MenuPlace) => readonly MenuItem[];
  /** Where a menu opens that a key asked for, such as the row with the cursor; where the browser puts it unless told. */
  readonly keyAnchor?: () => MenuAnchor | null;
  /** Where the focus goes as it closes, since what had it may be gone; back to where it was unless told. */
  readonly focusAfter?: () => HTMLElement | null;
  /** The area that has the menu: one for all that is in it. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/**
 * The menu of an area, by right click, long press, or the key of the menu (Shift F10). Where it closes, the focus goes back to where it
 * was.
 */
export function ContextMenu({
  label,
  itemsAt,
  keyAnchor,
  focusAfter,
  children,
}: ContextMenuProps): ReactNode {
  const [items, setItems] = useState<readonly MenuItem[]>([]);
  const [anchor, setAnchor] = useState<MenuAnchor | null>(null);
  const prepare = (target: EventTarget | null, { x, y }: Point, byKey: boolean): boolean => {
    const offered = target instanceof Element ? itemsAt({ target, x, y, byKey }) : [];
    setItems(offered);
    setAnchor(byKey ? (keyAnchor?.() ?? null) : null);
    return offered.length > 0;
  };
  return (
    <Base.Root
      onOpenChange={(open, { event, cancel }) => {
        // A long press comes without the event of a menu.
        if (open && event.type.startsWith('touch') && !prepare(event.target, touchOf(event), false)) cancel();
      }}
    >
      <Base.Trigger
        render={children}
        onContextMenu={(event) => {
          const { clientX: x, clientY: y, currentTarget, target } = event;
          // A popup that was opened from here is elsewhere in the page: this is no menu for it.
          if (target instanceof Element && !currentTarget.contains(target)) {
            event.preventBaseUIHandler();
            return;
          }
          if (prepare(event.target, { x, y }, isByKey(event))) return;
          event.preventBaseUIHandler();
          event.stopPropagation();
        }}
      />
      <Base.Portal>
        <Base.Positioner
          collisionPadding={8}
          className="popup-positioner"
          {...(anchor && { anchor, side: 'bottom', align: 'start' })}
        >
          <MenuPopup items={items} label={label} focusAfter={focusAfter} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type Point = Pick<MenuPlace, 'x' | 'y'>;

function touchOf(event: Event): Point {
  const touch = event instanceof TouchEvent ? event.touches[0] : undefined;
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}

/** A key has no button, and a Mac's pointer has the first one, with Ctrl. */
function isByKey({ button, ctrlKey }: MouseEvent): boolean {
  return button !== 2 && !ctrlKey;
}
