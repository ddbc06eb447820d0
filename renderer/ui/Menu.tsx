import { Menu as Base } from '@base-ui/react/menu';
import { visibleSentence } from '../../shared/bytes/visibleText.ts';
import { Check, ChevronRight } from 'lucide-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import type { MenuAction, MenuItem } from './menuItem.ts';
import { VisibleText } from './VisibleText.tsx';
import './popup.css';

export type { MenuItem } from './menuItem.ts';

/** The entries of a menu, whatever opens it. */
export function MenuPopup({
  items,
  label,
  focusAfter,
}: {
  readonly items: readonly MenuItem[];
  readonly label: string;
  /** Where the focus goes as it closes; back to where it was unless told. */
  readonly focusAfter?: (() => HTMLElement | null) | undefined;
}): ReactNode {
  return (
    <Base.Popup
      className="popup"
      aria-label={visibleSentence(label)}
      {...(focusAfter && { finalFocus: () => focusAfter() ?? true })}
    >
      {items.map((item) => (
        <Fragment key={item.label}>
          {item.separated && <Base.Separator className="popup-separator" />}
          {item.heading !== undefined && (
            <div className="popup-heading" role="presentation">
              <VisibleText text={item.heading} />
            </div>
          )}
          {'items' in item ? <SubmenuItem item={item} /> : <ActionItem item={item} />}
        </Fragment>
      ))}
    </Base.Popup>
  );
}

function ActionItem({ item }: { readonly item: MenuAction }): ReactNode {
  return (
    <Base.Item
      className={item.danger ? 'popup-item popup-item-danger' : 'popup-item'}
      disabled={item.disabled ?? false}
      {...checkAttributes(item)}
      onClick={() => item.run()}
    >
      <EntryContent item={item} />
      {(item.checked ?? item.toggled) === true && <Check size={14} aria-hidden />}
    </Base.Item>
  );
}

function checkAttributes({
  checked,
  toggled,
}: MenuAction): Partial<Record<'role', string>> & { readonly 'aria-checked'?: boolean } {
  if (checked !== undefined) return { role: 'menuitemradio', 'aria-checked': checked };
  return toggled === undefined ? {} : { role: 'menuitemcheckbox', 'aria-checked': toggled };
}

function SubmenuItem({ item }: { readonly item: Extract<MenuItem, { readonly items: unknown }> }): ReactNode {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="popup-item" disabled={item.disabled ?? false}>
        <EntryContent item={item} />
        <ChevronRight size={14} aria-hidden />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner collisionPadding={8} className="popup-positioner">
          <MenuPopup items={item.items} label={item.label} />
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}

function EntryContent({ item }: { readonly item: MenuItem }): ReactNode {
  return (
    <>
      {item.icon}
      <span className="popup-text">
        <VisibleText text={item.label} />
      </span>
      {item.hint !== undefined && (
        <span className="popup-hint">
          <VisibleText text={item.hint} />
        </span>
      )}
      {item.keys !== undefined && <kbd>{item.keys}</kbd>}
    </>
  );
}

/** A menu attached to the element that opens it. */
export function Menu(props: {
  label: string;
  items: readonly MenuItem[];
  trigger: ReactElement<Record<string, unknown>>;
  readonly onOpen?: () => void;
}): ReactNode {
  return (
    <Base.Root
      onOpenChange={(open) => {
        if (open) props.onOpen?.();
      }}
    >
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} collisionPadding={8} align="start" className="popup-positioner">
          <MenuPopup items={props.items} label={props.label} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Where a list's menu opens: at an element, or at the pointer. */
export type MenuAnchor = Element | { getBoundingClientRect(): DOMRect };

export function anchorAtPoint(x: number, y: number): MenuAnchor {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}

/** One menu for all rows of a list, opened where it is requested; otherwise thousands of rows would each need one. */
export function PopupMenu(props: {
  label: string;
  items: readonly MenuItem[];
  anchor: MenuAnchor | null;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Base.Root
      open={props.anchor !== null}
      modal={false}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={props.anchor}
          sideOffset={2}
          collisionPadding={8}
          align="start"
          className="popup-positioner"
        >
          <MenuPopup items={props.items} label={props.label} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
