import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import './anchoredPopup.css';

/** 4 px away from what it belongs to, and 8 px off the edge of the window. */
const gapPixels = 4;
const marginPixels = 8;

/** A place in the window, in pixels. */
export type AnchorBox = Pick<DOMRectReadOnly, 'left' | 'top' | 'bottom'>;

interface AnchoredPopupProps {
  /** Where it belongs; null while that is not drawn. It is asked again whenever the popup is. */
  readonly anchor: () => AnchorBox | null;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * A popup below its anchor, or above it where there is more room, in front of everything else in the window: no pane clips it, and nothing
 * moves for it. The focus stays where it is.
 */
export function AnchoredPopup({ anchor, className, children }: AnchoredPopupProps): ReactNode {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = popup.current;
    if (!element) return undefined;
    if (!element.matches(':popover-open')) element.showPopover();
    const place = (): void => {
      const box = anchor();
      if (box) placeAt(element, box);
    };
    // What scrolls within the popup leaves its anchor where it is.
    const follow = ({ target }: Event): void => {
      if (!(target instanceof Node && element.contains(target))) place();
    };
    place();
    window.addEventListener('resize', place);
    window.addEventListener('scroll', follow, { capture: true });
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', follow, { capture: true });
    };
  });
  return (
    <div ref={popup} popover="manual" className={joinClasses('anchored-popup', className)}>
      {children}
    </div>
  );
}

function placeAt(element: HTMLElement, box: AnchorBox): void {
  const { style } = element;
  const [roomBelow, roomAbove] = [window.innerHeight - box.bottom, box.top].map(
    (room) => room - gapPixels - marginPixels,
  );
  style.maxWidth = `${window.innerWidth - 2 * marginPixels}px`;
  style.maxHeight = '';
  const isBelow = element.offsetHeight <= (roomBelow ?? 0) || (roomBelow ?? 0) >= (roomAbove ?? 0);
  style.maxHeight = `${Math.max(0, (isBelow ? roomBelow : roomAbove) ?? 0)}px`;
  style.top = `${isBelow ? box.bottom + gapPixels : box.top - gapPixels - element.offsetHeight}px`;
  const rightmost = window.innerWidth - marginPixels - element.offsetWidth;
  style.left = `${Math.max(marginPixels, Math.min(box.left, rightmost))}px`;
}
