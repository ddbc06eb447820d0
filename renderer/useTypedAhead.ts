import { useEffect } from 'react';
import type { TypedAhead } from './state/window/typedAhead.ts';
import { isCharacter } from './ui/keys.ts';

/**
 * Keeps text typed while a field is awaited, before anything else in the window handles it. The wait ends when the person goes elsewhere.
 */
export function useTypedAhead(typedAhead: TypedAhead): void {
  useEffect(() => {
    const ended = new AbortController();
    const options = { capture: true, signal: ended.signal };
    window.addEventListener('keydown', (event) => keepKey(event, typedAhead), options);
    window.addEventListener('pointerdown', () => void typedAhead.take(), options);
    return () => ended.abort();
  }, [typedAhead]);
}

function keepKey(event: KeyboardEvent, typedAhead: TypedAhead): void {
  if (!typedAhead.isWaiting) return;
  if (isCharacter(event)) typedAhead.type(event.key);
  else if (event.key === 'Backspace') typedAhead.erase();
  else {
    if (event.key === 'Escape' || event.key === 'Tab') typedAhead.take();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
