import { useEffect } from 'react';

/**
 * Lets nothing that is dropped lead the page elsewhere: a browser opens a file or an address in its place, and every session would end for
 * this window. What takes a drop itself is left alone, and so is text that is dropped on a field.
 */
export function useDropGuard(): void {
  useEffect(() => {
    const guard = (event: DragEvent): void => {
      if (event.defaultPrevented || !event.dataTransfer) return;
      if (isField(event.target) && !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    const listening = new AbortController();
    for (const name of ['dragover', 'drop'] as const)
      window.addEventListener(name, guard, { signal: listening.signal });
    return () => listening.abort();
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'));
}
