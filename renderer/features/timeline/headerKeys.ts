/** What a key does on the header of a column. */
export type HeaderStep =
  | { readonly does: 'go'; readonly to: number }
  | { readonly does: 'move' | 'widen'; readonly by: -1 | 1 }
  | { readonly does: 'menu' | 'leave' };

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Reads a key on the header in a place, of so many; null for a key that means something elsewhere. */
export function headerStepOf(pressed: PressedKey, place: number, count: number): HeaderStep | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = pressed;
  const by = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : null;
  const hasModifier = ctrlKey || metaKey || altKey;
  if (shiftKey) {
    if (by === null) return null;
    return { does: hasModifier ? 'move' : 'widen', by };
  }
  if (hasModifier) return null;
  if (by !== null) return { does: 'go', to: Math.min(Math.max(place + by, 0), count - 1) };
  switch (key) {
    case 'Home':
      return { does: 'go', to: 0 };
    case 'End':
      return { does: 'go', to: count - 1 };
    case 'Enter':
    case ' ':
      return { does: 'menu' };
    case 'ArrowDown':
    case 'Escape':
      return { does: 'leave' };
    default:
      return null;
  }
}
