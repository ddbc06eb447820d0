import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { VisibleText } from './VisibleText.tsx';
import './popup.css';

/** One entry of a menu; a `separated` one begins a new group. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly separated?: boolean;
  /** Stands above it, for it and those that follow. */
  readonly heading?: string;
  /** For a choice among several: whether it is the chosen one. */
  readonly checked?: boolean;
  readonly run: () => void;
}

function MenuPopup({ items, label }: { items: readonly MenuItem[]; label: string }): ReactNode {
  return (
    <Base.Popup className="popup" aria-label={label}>
      {items.map((item) => (
        <Fragment key={item.label}>
          {item.separated && <Base.Separator className="popup-separator" />}
          {item.heading !== undefined && (
            <div className="popup-heading" role="presentation">
              <VisibleText text={item.heading} />
            </div>
          )}
          <Base.Item
            className={item.danger ? 'popup-item popup-item-danger' : 'popup-item'}
            disabled={item.disabled ?? false}
            {...(item.checked === undefined ? {} : { role: 'menuitemradio', 'aria-checked': item.checked })}
            onClick={() => item.run()}
          >
            {item.icon}
            <span className="popup-text">
              <VisibleText text={item.label} />
            </span>
            {item.keys !== undefined && <kbd>{item.keys}</kbd>}
            {item.checked === true && <Check size={14} aria-hidden />}
          </Base.Item>
        </Fragment>
      ))}
    </Base.Popup>
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
