import { useEffect, useEffectEvent, useState } from 'react';
import { isModalOpen } from '../../ui/isModalOpen.ts';

/** Takes what was dropped, and the element that it was dropped on. To be done while the event lasts. */
type Dropped = (transfer: DataTransfer, target: Element) => void;

/**
 * Takes files of the system that are dropped anywhere in the window, before a field or an editor does, and says whether some are dragged
 * over it. The sidebar takes its own. Nothing that is dropped leads the page elsewhere: a browser would open a file or an address in its
 * place, and every session would end for this window.
 */
export function useFileDrops(dropped: Dropped): boolean {
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(dropped);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const take = (event: DragEvent): void => {
      const place = placeOf(event);
      setOver(place === 'window' && event.type === 'dragover');
      if (place === 'elsewhere' || !event.dataTransfer) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = place === 'window' ? 'copy' : 'none';
      if (event.type === 'drop' && place === 'window' && event.target instanceof Element)
        drop(event.dataTransfer, event.target);
    };
    for (const name of ['dragover', 'drop'] as const) {
      window.addEventListener(name, take, { capture: true, signal });
      window.addEventListener(name, refuse, { signal });
    }
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setOver(false);
    };
    window.addEventListener('dragleave', leave, { signal });
    return () => listening.abort();
  }, []);
  return isOver;
}

/** Whether files are dropped on the window, on what a dialog covers, or something else is, or somewhere that takes it itself. */
function placeOf({ dataTransfer, target }: DragEvent): 'window' | 'dialog' | 'elsewhere' {
  if (!dataTransfer?.types.includes('Files')) return 'elsewhere';
  if (isModalOpen(document)) return 'dialog';
  const isSidebar = target instanceof Element && target.closest('[data-pane="sidebar"]') !== null;
  return isSidebar ? 'elsewhere' : 'window';
}

/** What nothing has taken goes nowhere, apart from text that is dropped on a field. */
function refuse(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer) return;
  if (isField(event.target) && !event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'));
}
