import { createStore, type StoreApi } from 'zustand/vanilla';
import { Owner, toDisposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { AllRecords } from './allRecords.ts';
import type { WirebenchClient } from '../base/client.ts';
import { nothingHidden } from './hiddenRecords.ts';
import { firstOf, isSameItem, type ItemId } from './itemId.ts';
import type { FoundMatch, MatchList, Toward } from './matchList.ts';
import { MatchMarks } from './matchMarks.ts';
import { MatchSteps } from './matchSteps.ts';
import { nextAnimationFrame } from '../base/pace.ts';
import { findPlace, type FoundPlace, type Place } from './places.ts';
import { RecordFilter } from './recordFilter.ts';
import { RecordMarks } from './recordMarks.ts';
import {
  emptyView,
  extentOf,
  revealOf,
  type RecordView,
  type RecordViewOptions,
  type RecordViewState,
  type TimeReference,
} from './recordView.ts';
import { itemOfRow, timesOf, type RowList } from './rowList.ts';
import { pageRows } from './rowPages.ts';
import { keptRow, placeOf, RowFinder, type WantedRow } from './rowFinder.ts';
import {
  nothingSelected,
  selectionAt,
  selectionOfAll,
  selectionOfCurrent,
  selectionWith,
  type RowsAtHand,
  type Selection,
  type SelectionWay,
} from './selection.ts';

export function createRecordView(
  client: WirebenchClient,
  source: RecordSource,
  options: RecordViewOptions,
): RecordView {
  return new SourceRecordView(client, source, options);
}

class SourceRecordView implements RecordView {
  readonly source: RecordSource;
  readonly store: StoreApi<RecordViewState>;
  readonly live: boolean;
  readonly filter: RecordFilter;
  readonly marks: RecordMarks;
  readonly dialogs = createStore(() => ({ isGoToOpen: false }));
  readonly reference = createStore<TimeReference | null>(() => null);
  private readonly client: WirebenchClient;
  private readonly options: RecordViewOptions;
  private readonly owner = new Owner();
  private readonly all: AllRecords;
  private readonly finder = new RowFinder((wanted, nearest) => this.found(wanted, nearest));
  /** Owns everything that belongs to the current matches. */
  private applied = new Owner();
  private matchMarks: MatchMarks | null = null;
  private shown = { from: 0, end: 0 };
  /** The item at the top, as far as it was ever known. */
  private itemAtTop: ItemId = 1;
  private readonly steps: MatchSteps;

  constructor(client: WirebenchClient, source: RecordSource, options: RecordViewOptions) {
    const { live, nextFrame = nextAnimationFrame, hidden = nothingHidden } = options;
    this.options = options;
    this.client = client;
    this.source = source;
    this.live = live;
    this.all = this.owner.add(
      new AllRecords(client, source, {
        ...{ live, nextFrame, hiddenBefore: hidden.before },
        returned: () => this.filter.searchAgain(),
      }),
    );
    this.filter = this.owner.add(
      new RecordFilter(client, source, {
        ...{ nextFrame, from: hidden.before },
        changed: () => this.listChanged(),
      }),
    );
    this.marks = this.owner.add(new RecordMarks(client, source, () => this.filter.marksChanged()));
    this.store = createStore(() => ({
      ...emptyView,
      ...this.all.store.getState(),
      hiddenUntil: hidden.until,
      following: live,
    }));
    this.steps = new MatchSteps(this, () => this.itemAtTop);
    this.owner.add(toDisposable(() => this.applied.dispose()));
    this.owner.add(toDisposable(this.all.store.subscribe(() => this.rowsChanged())));
  }

  row(index: number): RecordRow | undefined {
    return this.list.row(index);
  }

  itemAt(index: number): ItemId | null {
    return this.list.itemAt(index);
  }

  matchIndex(item: ItemId): number | undefined {
    return this.matchMarks?.indexOf(item);
  }

  show(from: number, end: number): void {
    this.shown = { from, end };
    this.showRows();
    this.matchMarks?.show(from, end);
    this.lookAtTop();
  }

  shownTimes(): { from: number; to: number } | null {
    return timesOf(this, this.store.getState(), this.shown);
  }

  select(item: ItemId | null): void {
    this.setSelection(selectionAt(this.store.getState(), { item, index: null }, 'only'));
    this.finder.want(item === null ? null : { item, reveal: { rowsBelowTop: null } }, this.matches);
  }

  selectIndex(index: number, way: SelectionWay = 'only'): void {
    this.selectPlace({ item: this.itemAt(index), index }, way);
  }

  selectAll(): void {
    const state = this.store.getState();
    this.setSelection(selectionOfAll(state, state));
  }

  selectOnlyCurrent(): void {
    this.setSelection(selectionOfCurrent(this.store.getState()));
  }

  /** Nothing that is hidden stays selected: nobody sees it. */
  hideBefore(seq: number): void {
    this.setSelection(nothingSelected);
    const hidden = this.all.hideBefore(seq);
    this.filter.beginAt(seq);
    this.store.setState({ hiddenUntil: hidden.until });
    this.options.hid?.(hidden);
  }

  follow(following: boolean): void {
    const { following: was, end } = this.store.getState();
    if (was !== following) this.store.setState({ following, endWhenLeft: end });
  }

  step(toward: Toward): Promise<void> {
    return this.steps.step(toward);
  }

  async goTo(place: Place): Promise<void> {
    const { client, source, matches } = this;
    const found = await findPlace(place, { ...this.store.getState(), client, source, matches });
    if (this.matches === matches) this.goToRow(found);
  }

  get topIndex(): number {
    return this.shown.from;
  }

  revealed(): void {
    this.store.setState({ reveal: null });
  }

  leaveInPlace(): void {
    this.finder.leaveInPlace();
  }

  retry(): void {
    this.all.retry();
    this.filter.matches?.retry();
  }

  readAgain(): void {
    this.all.readAgain();
  }

  dispose(): void {
    this.owner.dispose();
  }

  /** The matches, while only they are listed. */
  private get matches(): MatchList | null {
    return this.filter.store.getState().mode === 'filter' ? this.filter.matches : null;
  }

  private get list(): RowList {
    return this.matches ?? this.all;
  }

  /** Includes the row above the first one, because the first one's delta is relative to its time. */
  private showRows(): void {
    this.list.show(this.shown.from - 1, this.shown.end);
  }

  private lookAtTop(): void {
    const row = this.row(this.shown.from);
    if (row) this.itemAtTop = itemOfRow(row);
  }

  /** Selects by item where it is known, so that the next step continues from there whether or not the row has been loaded. */
  goToRow({ item, index }: FoundPlace): void {
    this.follow(false);
    this.selectPlace({ item: item ?? this.itemAt(index), index }, 'only');
    this.store.setState({ reveal: revealOf(index, this.shown) });
  }

  private selectPlace(place: FoundPlace, way: SelectionWay): void {
    this.finder.want(null, null);
    this.setSelection(selectionAt(this.store.getState(), place, way));
  }

  /** Called when other matches or none apply, or they are shown in another way: the rows being read stay in view. */
  private listChanged(): void {
    const before = this.store.getState();
    const { isFiltered } = before;
    const wanted = keptRow(before, this.shown, this.itemAtTop);
    this.applyMatches();
    if (!isFiltered && !this.matches) return this.rowsChanged();
    const list = this.list.store.getState();
    if (isFiltered !== (this.matches !== null)) this.shown = { from: list.begin, end: list.begin + pageRows };
    this.store.setState((state) => ({
      ...selectionOfCurrent(state),
      currentIndex: null,
      besideIndex: null,
      reveal: null,
      endWhenLeft: list.end,
    }));
    this.showRows();
    this.rowsChanged();
    this.finder.want(wanted, this.matches);
  }

  private applyMatches(): void {
    this.applied.dispose();
    this.applied = new Owner();
    this.matchMarks = null;
    const { matches } = this.filter;
    if (!matches) return;
    this.applied.add(toDisposable(matches.store.subscribe(() => this.matchesChanged())));
    if (this.matches) return;
    this.matchMarks = this.applied.add(new MatchMarks(matches, () => this.rowsChanged()));
    this.matchMarks.show(this.shown.from, this.shown.end);
  }

  private matchesChanged(): void {
    this.finder.look();
    if (this.matches) this.rowsChanged();
  }

  /** Called with the wanted row, or the nearest match. */
  private found({ item, reveal }: WantedRow, nearest: FoundMatch | null): void {
    if (!nearest) return;
    const { index } = nearest;
    if (isSameItem(this.store.getState().current, item)) this.store.setState(placeOf(item, nearest));
    if (reveal) this.store.setState({ reveal: { index, ...reveal } });
  }

  private setSelection(selection: Selection): void {
    const next = selectionWith(selection, this.rowsAtHand());
    this.store.setState({ ...next, besideIndex: null });
    this.wantCurrent(next);
  }

  private wantCurrent({ current, currentIndex, currentRow }: Selection): void {
    const isMissing = currentRow === null;
    this.all.wantRow(isMissing && current !== null ? firstOf(current) : null);
    if (this.matches) this.matches.wantRow(isMissing ? currentIndex : null);
  }

  private rowsAtHand(): RowsAtHand {
    return {
      first: this.all.store.getState().begin,
      rowOf: (item) => this.all.row(firstOf(item)),
      rowAt: (index) => this.list.row(index),
    };
  }

  private rowsChanged(): void {
    const before = this.store.getState();
    const all = this.all.store.getState();
    const selection = selectionWith(before, this.rowsAtHand());
    if (selection.currentRow !== before.currentRow) this.wantCurrent(selection);
    this.store.setState({
      ...selection,
      ...extentOf(this.list.store.getState(), all),
      isFiltered: this.matches !== null,
      hidden: this.all.hidden,
      rowsVersion: before.rowsVersion + 1,
    });
    this.lookAtTop();
  }
}
