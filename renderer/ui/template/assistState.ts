import type { CompletionItem } from '../../../shared/base/completion.ts';

/** The list of completions, and which of it is active: -1 until a letter is typed or an arrow is pressed. */
export interface AssistState {
  readonly caret: number;
  readonly isListOpen: boolean;
  readonly active: number;
}

export const restingAssist: AssistState = { caret: 0, isListOpen: false, active: -1 };

/** The relevant parts of a key press; `isComposing` while an input method composes a character from several presses. */
export interface AssistKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** What a key does in a field: another state, or an item that is taken; null for a key that is left to the field. */
type AssistAnswer = { readonly state: AssistState } | { readonly take: CompletionItem };

/** After typing: the list opens by itself in a reference that is begun. Enter takes its first item once a letter says which is meant. */
export function afterTyping(caret: number, items: readonly CompletionItem[]): AssistState {
  const [first] = items;
  if (!first) return { caret, isListOpen: false, active: -1 };
  return { caret, isListOpen: true, active: caret > first.from ? 0 : -1 };
}

/** What a key does, with the items that the list would show. */
export function pressAssistKey(
  state: AssistState,
  items: readonly CompletionItem[],
  { key, ctrlKey, altKey, metaKey, shiftKey, isComposing }: AssistKey,
): AssistAnswer | null {
  if (isComposing || altKey || metaKey || items.length === 0) return null;
  if (key === ' ' && ctrlKey) return { state: { ...state, isListOpen: true, active: 0 } };
  if (!state.isListOpen || ctrlKey || shiftKey) return null;
  const step = (by: number): AssistAnswer => ({
    state: { ...state, active: (Math.max(state.active, by < 0 ? 0 : -1) + by + items.length) % items.length },
  });
  switch (key) {
    case 'ArrowDown':
      return step(1);
    case 'ArrowUp':
      return step(-1);
    case 'Escape':
      return { state: { ...state, isListOpen: false } };
    case 'Enter':
    case 'Tab': {
      const item = items[key === 'Tab' ? Math.max(state.active, 0) : state.active];
      return item ? { take: item } : null;
    }
    default:
      return null;
  }
}
