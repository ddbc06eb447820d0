import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

/** 4 px below the field, and 8 px off the edge of the window. */
const gapPixels = 4;
const marginPixels = 8;

interface FilterPopupProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly className: string;
  readonly children: ReactNode;
}

/** A popup below the field, above everything else in the window: no pane clips it, and nothing moves for it. */
export function FilterPopup({ anchor, className, children }: FilterPopupProps): ReactNode {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = (): void => {
      const field = anchor.current?.getBoundingClientRect();
      if (!field || !popup.current) return;
      const top = field.bottom + gapPixels;
      const { style } = popup.current;
      style.left = `${field.left}px`;
      style.top = `${top}px`;
      style.maxWidth = `${window.innerWidth - field.left - marginPixels}px`;
      style.maxHeight = `${window.innerHeight - top - marginPixels}px`;
    };
    place();
    popup.current?.showPopover();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  }, [anchor]);
  return (
    <div ref={popup} popover="manual" className={className}>
      {children}
    </div>
  );
}
