import { isSameItem, type ItemId } from '../records/itemId.ts';

/** What stands beside the timeline: the selected frame, or what is known of the connection. */
export type AsidePane = 'frame' | 'connection';

/** What a person chose to see, and what was selected then. */
export interface AsideChoice {
  readonly pane: AsidePane;
  readonly selected: ItemId | null;
}

/**
 * The frame, once one is selected; until then the connection. What a person chose goes before it, until they select something else: who
 * clicks on a frame wants to see it.
 */
export function asidePane(choice: AsideChoice | undefined, selected: ItemId | null): AsidePane {
  if (choice && (selected === null || isSameItem(choice.selected, selected))) return choice.pane;
  return selected === null ? 'connection' : 'frame';
}
