import { firstOf, type ItemId } from './itemId.ts';
import type { Toward } from './matchList.ts';
import type { FoundPlace } from './places.ts';
import type { RecordFilter } from './recordFilter.ts';
import type { RecordViewState } from './recordView.ts';
import { stepFrom, stepToMatch } from './stepToMatch.ts';

/** The view whose matches are stepped through. */
interface SteppedView {
  readonly filter: RecordFilter;
  readonly store: { getState(): RecordViewState };
  matchIndex(item: ItemId): number | undefined;
  goToRow(place: FoundPlace): void;
}

/** Goes from match to match. */
export class MatchSteps {
  private readonly view: SteppedView;
  private readonly itemAtTop: () => ItemId;
  private steps = Promise.resolve();

  constructor(view: SteppedView, itemAtTop: () => ItemId) {
    this.view = view;
    this.itemAtTop = itemAtTop;
  }

  /** One step after another: a held-down key continues from where the last press led. */
  step(toward: Toward): Promise<void> {
    this.steps = this.steps.then(() => this.stepOnce(toward));
    return this.steps;
  }

  private async stepOnce(toward: Toward): Promise<void> {
    const { filter, store } = this.view;
    const { matches } = filter;
    if (!matches) return;
    const { current, last } = store.getState();
    const from = stepFrom(current, this.itemAtTop(), toward);
    const step = await stepToMatch(matches, { index: this.currentMatch, from, last }, toward);
    if (filter.matches !== matches) return;
    filter.say(step.word);
    if (!step.match) return;
    const { item, index } = step.match;
    this.view.goToRow({ item, index: store.getState().isFiltered ? index : firstOf(item) });
  }

  /** The index of the current item among the matches, if it is known. */
  private get currentMatch(): number | null {
    const { current, currentIndex, isFiltered } = this.view.store.getState();
    if (isFiltered) return currentIndex;
    return current === null ? null : (this.view.matchIndex(current) ?? null);
  }
}
