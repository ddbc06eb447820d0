/** What stands beside the timeline: the selected frame, or what is known of the connection. */
export type AsidePane = 'frame' | 'connection';

/** What a person chose to see, and which record was selected then. */
export interface AsideChoice {
  readonly pane: AsidePane;
  readonly selected: number | null;
}

/**
 * The frame, once one is selected; until then the connection. What a person chose goes before it, until they select another record: who
 * clicks on a frame wants to see it.
 */
export function asidePane(choice: AsideChoice | undefined, selected: number | null): AsidePane {
  if (choice && (choice.selected === selected || selected === null)) return choice.pane;
  return selected === null ? 'connection' : 'frame';
}
