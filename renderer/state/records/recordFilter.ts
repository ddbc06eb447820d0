import { createStore, type StoreApi } from 'zustand/vanilla';
import { Owner, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { isAboutMarks } from '../../../shared/filter/isAboutMarks.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import type { WirebenchClient } from '../base/client.ts';
import { MatchList, type MatchListState } from './matchList.ts';

/** 150 ms after the last key press, so that a word being typed is not searched for letter by letter. */
const typingPauseMs = 150;
/** 250 ms: rows found by then replace the old ones; an empty list in between would only flicker. */
const handoverMs = 250;

/** `filter`: only matches are listed. `find`: every record is listed, and the matches are marked. */
export type FilterMode = 'filter' | 'find';

export type SearchProgress = Pick<
  MatchListState,
  'state' | 'caughtUp' | 'problem' | 'begin' | 'end' | 'first' | 'scanned' | 'last' | 'view'
>;

export interface RecordFilterState {
  /** The text as typed; it may be invalid. */
  readonly text: string;
  readonly mode: FilterMode;
  /** How far the search with the current filter is; null without a filter. */
  readonly progress: SearchProgress | null;
  /** The search was cancelled, and does not restart by itself. */
  readonly isCancelled: boolean;
  /** A message shown once, for example that the search wrapped around. */
  readonly word: string | null;
}

interface RecordFilterOptions {
  /** The number of the first record that is searched. */
  readonly from: number;
  readonly nextFrame: () => Promise<void>;
  /** Called when another list of matches applies, or none. */
  readonly changed: () => void;
}

/** The person's filter for the records of one source, and the matches as the engine finds them. */
export class RecordFilter implements Disposable {
  readonly store: StoreApi<RecordFilterState>;
  private readonly client: WirebenchClient;
  private readonly source: RecordSource;
  private readonly options: RecordFilterOptions;
  private from: number;
  private applied: Applied | null = null;
  private coming: Applied | null = null;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(client: WirebenchClient, source: RecordSource, options: RecordFilterOptions) {
    this.client = client;
    this.source = source;
    this.options = options;
    this.from = options.from;
    this.store = createStore<RecordFilterState>(() => ({
      text: '',
      mode: 'filter',
      progress: null,
      isCancelled: false,
      word: null,
    }));
  }

  /** The current matches; null without a filter. */
  get matches(): MatchList | null {
    return this.applied?.list ?? null;
  }

  /** An unreadable filter changes nothing, as long as the previous filter has found something. */
  setText(text: string): void {
    this.store.setState({ text, word: null, isCancelled: false });
    clearTimeout(this.typing);
    if (text.trim() === '') this.apply();
    else this.typing = setTimeout(() => this.apply(), typingPauseMs);
  }

  setMode(mode: FilterMode): void {
    if (mode === this.store.getState().mode) return;
    this.store.setState({ mode, word: null });
    this.options.changed();
  }

  say(word: string | null): void {
    this.store.setState({ word });
  }

  /** Applies the text now. False if it is applied already or cannot be read. */
  apply(): boolean {
    clearTimeout(this.typing);
    const wanted = filterOf(this.store.getState().text);
    if (wanted === null) {
      this.giveUpUnread();
      return false;
    }
    const running = this.coming ?? this.applied;
    const hasFailed = running?.list.store.getState().state === 'failed';
    if (wanted === (running?.list.filter ?? '') && !hasFailed) return false;
    this.store.setState({ isCancelled: false });
    this.coming?.dispose();
    this.coming = null;
    if (wanted === '') this.put(null);
    else this.open(wanted);
    return true;
  }

  /** Marks are other ones now: a filter that is about them is looked for anew, and what it found is shown until then. */
  marksChanged(): void {
    const filter = (this.coming ?? this.applied)?.list.filter ?? '';
    const parsed = parseFilter(filter);
    if (!parsed.ok || !isAboutMarks(parsed.value)) return;
    this.openAgain(filter);
  }

  /** Searches the records from this number on. */
  beginAt(seq: number): void {
    this.from = seq;
    this.searchAgain();
  }

  /** There are other records than were searched: what was found is shown until they are. */
  searchAgain(): void {
    const filter = (this.coming ?? this.applied)?.list.filter;
    if (filter !== undefined) this.openAgain(filter);
  }

  /** Stops the search: everything is listed again, and the text stays. */
  cancel(): void {
    clearTimeout(this.typing);
    this.coming?.dispose();
    this.coming = null;
    this.put(null);
    this.store.setState({ isCancelled: true });
  }

  dispose(): void {
    clearTimeout(this.typing);
    this.coming?.dispose();
    this.applied?.dispose();
  }

  /** The typed text cannot be read: a pending search is obsolete, and so is an empty list. */
  private giveUpUnread(): void {
    this.coming?.dispose();
    this.coming = null;
    const shown = this.applied?.list.store.getState();
    if (shown && shown.end <= shown.begin) this.put(null);
  }

  private openAgain(filter: string): void {
    this.coming?.dispose();
    this.open(filter);
  }

  private open(filter: string): void {
    const { client, source, options } = this;
    const list = new MatchList(client, source, { filter, from: this.from, nextFrame: options.nextFrame });
    const coming = new Applied(list, () => {
      if (this.coming === coming) this.put(coming);
    });
    this.coming = coming;
  }

  private put(next: Applied | null): void {
    const before = this.applied;
    if (this.coming === next) this.coming = null;
    this.applied = next;
    before?.dispose();
    next?.owner.add({ dispose: next.list.store.subscribe((state) => this.progressed(state)) });
    if (next) this.progressed(next.list.store.getState());
    else this.store.setState({ progress: null });
    if (before !== next) this.options.changed();
  }

  private progressed(list: MatchListState): void {
    const { state, caughtUp, problem, begin, end, first, scanned, last, view } = list;
    this.store.setState({ progress: { state, caughtUp, problem, begin, end, first, scanned, last, view } });
  }
}

/** A list of matches, and the moment when it is worth showing. */
class Applied implements Disposable {
  readonly list: MatchList;
  readonly owner = new Owner();

  constructor(list: MatchList, ready: () => void) {
    this.list = this.owner.add(list);
    const waiting = new Owner();
    this.owner.add(waiting);
    const timer = setTimeout(() => isReady(), handoverMs);
    waiting.add({ dispose: () => clearTimeout(timer) });
    const isReady = (): void => {
      waiting.dispose();
      ready();
    };
    const look = ({ isLoaded, begin, end, state }: MatchListState): void => {
      if (isLoaded && (end > begin || state !== 'scanning')) isReady();
    };
    waiting.add({ dispose: list.store.subscribe(look) });
  }

  dispose(): void {
    this.owner.dispose();
  }
}

/** The filter in a text; empty when it matches everything, null when it cannot be read. */
function filterOf(text: string): string | null {
  const parsed = parseFilter(text);
  if (!parsed.ok) return null;
  return parsed.value.node === 'everything' ? '' : text.trim();
}
