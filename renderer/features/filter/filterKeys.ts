import type { FilterListControl } from './useFilterList.ts';

/** The relevant parts of a key press; `isComposing` while an input method composes a character from several presses. */
interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly nativeEvent: { readonly isComposing: boolean };
}

interface FilterKeyTargets {
  readonly list: Pick<
    FilterListControl,
    'items' | 'active' | 'openCompletions' | 'openHistory' | 'move' | 'close' | 'take'
  >;
  readonly isOpen: boolean;
  readonly hasHistory: boolean;
  readonly submit: (backwards: boolean) => void;
  readonly leave: (() => void) | undefined;
}

/** Handles a key in the field; false for a key that is left to the input or the window. */
export function pressKey(event: PressedKey, targets: FilterKeyTargets): boolean {
  const { key, ctrlKey, altKey, metaKey, shiftKey, nativeEvent } = event;
  if (nativeEvent.isComposing) return false;
  if (key === ' ' && ctrlKey && !altKey && !metaKey) {
    targets.list.openCompletions();
    return true;
  }
  if (ctrlKey || altKey || metaKey) return false;
  if (key === 'Enter') return pressEnter(shiftKey, targets);
  if (shiftKey) return false;
  return targets.isOpen ? pressInList(key, targets) : pressInField(key, targets);
}

/** Enter takes an item only if the arrow keys selected one: a word typed in full means itself. */
function pressEnter(shiftKey: boolean, { list, isOpen, submit }: FilterKeyTargets): boolean {
  const item = isOpen ? list.items[list.active] : undefined;
  if (item) list.take(item);
  else {
    list.close();
    submit(shiftKey);
  }
  return true;
}

function pressInList(key: string, { list }: FilterKeyTargets): boolean {
  switch (key) {
    case 'ArrowDown':
      list.move(1);
      return true;
    case 'ArrowUp':
      list.move(-1);
      return true;
    case 'Escape':
      list.close();
      return true;
    case 'Tab': {
      const item = list.items[Math.max(list.active, 0)];
      if (item) list.take(item);
      return item !== undefined;
    }
    default:
      return false;
  }
}

function pressInField(key: string, { list, hasHistory, leave }: FilterKeyTargets): boolean {
  if (key === 'ArrowDown') {
    if (hasHistory) list.openHistory(-1);
    else list.openCompletions();
    return true;
  }
  // As in a shell and in the composer, the first press has the newest at hand.
  if (key === 'ArrowUp' && hasHistory) {
    list.openHistory(0);
    return true;
  }
  if (key !== 'Escape' || !leave) return false;
  leave();
  return true;
}
