import { isSameItem, type ItemId } from '../records/itemId.ts';

/** The pane beside the timeline: the current record, or the facts about the connection. */
export type AsidePane = 'record' | 'connection';

/** The person's choice of pane, and which record was current then. */
export interface AsideChoice {
  readonly pane: AsidePane;
  readonly current: ItemId | null;
}

/**
 * The record, once there is a current one; until then the connection. The person's choice takes precedence until they select something else,
 * because a click on a record means that they want to see it.
 */
export function asidePane(choice: AsideChoice | undefined, current: ItemId | null): AsidePane {
  if (choice && (current === null || isSameItem(choice.current, current))) return choice.pane;
  return current === null ? 'connection' : 'record';
}
