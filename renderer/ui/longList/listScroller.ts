import type { Disposable } from '../../../shared/base/lifecycle.ts';
import {
  isAtEnd,
  isShortOfRoom,
  lastScrollTop,
  movedTo,
  refitted,
  revealed,
  scrolled,
  startState,
  visibleRows,
  type ListGeometry,
  type RowRange,
  type ScrollState,
} from './scrollModel.ts';

/** Rows are placed relative to a base that changes every 1,024 rows: a GPU places with 24 bits, which ten million rows exceed. */
const rowsPerBase = 1024;

/**
 * What is drawn: the rows, and the pixel that their places are counted from. Both are counted from row 0, whether or not that is still
 * there: when rows at the top go, those on the screen are drawn at the same places.
 */
export interface DrawnRange extends RowRange {
  readonly basePixels: number;
}

export const nothingDrawn: DrawnRange = { first: 0, end: 0, basePixels: 0 };

export interface ListElements {
  readonly scroller: HTMLElement;
  /** What holds the rows; it is shifted as a whole. */
  readonly layer: HTMLElement;
}

/** How a list is to scroll. */
export interface ListFit {
  readonly geometry: ListGeometry;
  /** In pixels: what of the element’s height is not for rows. */
  readonly headerHeight: number;
  /** The number of the first row that there is. */
  readonly firstRow: number;
  readonly pinnedToEnd: boolean;
  /** A person scrolled away from the end, or back to it. */
  readonly onPinnedChange: (pinned: boolean) => void;
}

/**
 * Ties `scrollModel` to an element that scrolls. `draw` is given the rows, and whether they have to be drawn before it returns, as in a
 * scroll event: so rows and their shift reach the screen together, and no blank rows are ever seen.
 */
export class ListScroller {
  private readonly draw: (drawn: DrawnRange, atOnce: boolean) => void;
  private elements: ListElements | null = null;
  private state: ScrollState = startState;
  private drawn: DrawnRange = nothingDrawn;
  private thumbHeld = false;
  private fit: ListFit = {
    geometry: { rowCount: 0, rowHeight: 1, viewportHeight: 0 },
    headerHeight: 0,
    firstRow: 0,
    pinnedToEnd: false,
    onPinnedChange: () => undefined,
  };

  constructor(draw: (drawn: DrawnRange, atOnce: boolean) => void) {
    this.draw = draw;
  }

  attach(elements: ListElements): Disposable {
    this.elements = elements;
    const events = new AbortController();
    this.listen(elements.scroller, { signal: events.signal, passive: true });
    return { dispose: () => events.abort() };
  }

  /** Rows came or went, the viewport changed, or the end is to be held. */
  refit(fit: ListFit): void {
    const before = this.fit;
    this.fit = fit;
    if (isSameFit(fit, before)) return;
    // A person may have scrolled since the last event; but a viewport that grew, or rows that went, make the browser move `scrollTop` by itself.
    const resized = fit.geometry.viewportHeight !== before.geometry.viewportHeight;
    const shortened = lastScrollTop(fit.geometry) < this.state.scrollTop;
    const wasScrolled = !resized && !shortened && this.takeScroll(before.geometry);
    const gone = (fit.firstRow - before.firstRow) * fit.geometry.rowHeight;
    const kept = { ...this.state, position: this.state.position - gone };
    this.moveTo(refitted(kept, fit.geometry, fit.pinnedToEnd && !wasScrolled));
  }

  /** Brings a row wholly into view with the least movement. */
  reveal(row: number): void {
    this.moveTo(revealed(this.state, this.fit.geometry, row - this.fit.firstRow));
  }

  /** Puts a row at the top, or as near as the end allows. */
  showAtTop(row: number): void {
    const { geometry, firstRow } = this.fit;
    this.moveTo(movedTo((row - firstRow) * geometry.rowHeight, geometry));
  }

  /** The row at the top, with the fraction that is scrolled away. */
  topRow(): number {
    return this.fit.firstRow + this.state.position / this.fit.geometry.rowHeight;
  }

  private listen(scroller: HTMLElement, options: AddEventListenerOptions): void {
    const releaseThumb = (): void => {
      this.thumbHeld = false;
    };
    scroller.addEventListener(
      'scroll',
      () => this.takeScroll(this.fit.geometry) && this.redraw(true),
      options,
    );
    scroller.addEventListener(
      'scrollend',
      () => this.settle(movedTo(this.state.position, this.fit.geometry)),
      options,
    );
    scroller.addEventListener(
      'pointerdown',
      (event) => {
        this.thumbHeld = isOnScrollbar(event, scroller);
      },
      options,
    );
    // Releasing a scrollbar is not always told; any pointer that moves without a button says it too.
    window.addEventListener('pointerup', releaseThumb, options);
    scroller.addEventListener('pointermove', (event) => event.buttons === 0 && releaseThumb(), options);
    scroller.addEventListener(
      'wheel',
      ({ deltaY }) => {
        releaseThumb();
        // While rows flood in, the end would be reached again before the first pixel of a smooth movement is seen.
        if (deltaY < 0 && scroller.scrollHeight > scroller.clientHeight) this.fit.onPinnedChange(false);
      },
      options,
    );
  }

  /** Looks where the element stands. True when a person has scrolled it. */
  private takeScroll(geometry: ListGeometry): boolean {
    if (this.hasOtherHeight()) return false;
    const scrollTop = this.elements?.scroller.scrollTop;
    // What the element was set to is compared with what it has: an "ignore my own event" flag would swallow a person's scrolling.
    if (scrollTop === undefined || scrollTop === this.state.scrollTop) return false;
    this.state = scrolled(this.state, geometry, scrollTop, this.thumbHeld);
    if (isShortOfRoom(this.state, geometry)) this.settle(movedTo(this.state.position, geometry));
    const atEnd = isAtEnd(this.state, geometry);
    if (atEnd !== this.fit.pinnedToEnd) this.fit.onPinnedChange(atEnd);
    return true;
  }

  /** The pane has another height than the rows were laid out for: the browser may have moved it, and the observer is about to tell. */
  private hasOtherHeight(): boolean {
    const { elements, fit } = this;
    if (!elements) return false;
    const height = Math.max(0, elements.scroller.clientHeight - fit.headerHeight);
    return height !== fit.geometry.viewportHeight;
  }

  private moveTo(state: ScrollState): void {
    this.settle(state);
    this.redraw(false);
  }

  /** Takes a state and gives the element the `scrollTop` that belongs to it; the browser may round it. */
  private settle(state: ScrollState): void {
    const scroller = this.elements?.scroller;
    if (!scroller) return;
    if (scroller.scrollTop !== state.scrollTop) scroller.scrollTop = state.scrollTop;
    this.state = { position: state.position, scrollTop: scroller.scrollTop };
  }

  private redraw(atOnce: boolean): void {
    const drawn = rangeToDraw(this.state, this.fit);
    if (!isSameRange(drawn, this.drawn)) {
      this.drawn = drawn;
      this.draw(drawn, atOnce);
    }
    const { firstRow, geometry } = this.fit;
    const position = firstRow * geometry.rowHeight + this.state.position;
    if (this.elements) shift(this.elements.layer, drawn.basePixels - position);
  }
}

function rangeToDraw(state: ScrollState, { geometry, firstRow }: ListFit): DrawnRange {
  const rows = visibleRows(state, geometry);
  const first = firstRow + rows.first;
  const base = Math.floor(first / rowsPerBase) * rowsPerBase;
  return { first, end: firstRow + rows.end, basePixels: base * geometry.rowHeight };
}

function isSameRange(left: DrawnRange, right: DrawnRange): boolean {
  return left.first === right.first && left.end === right.end && left.basePixels === right.basePixels;
}

function isSameFit(left: ListFit, right: ListFit): boolean {
  return (
    left.pinnedToEnd === right.pinnedToEnd &&
    left.firstRow === right.firstRow &&
    left.geometry.rowCount === right.geometry.rowCount &&
    left.geometry.rowHeight === right.geometry.rowHeight &&
    left.geometry.viewportHeight === right.geometry.viewportHeight
  );
}

/** To whole device pixels, so that letters stay sharp. */
function shift(layer: HTMLElement, pixels: number): void {
  const scale = window.devicePixelRatio;
  layer.style.transform = `translateY(${Math.round(pixels * scale) / scale}px)`;
}

function isOnScrollbar(event: PointerEvent, element: HTMLElement): boolean {
  return (
    event.target === element && event.clientX - element.getBoundingClientRect().left >= element.clientWidth
  );
}
