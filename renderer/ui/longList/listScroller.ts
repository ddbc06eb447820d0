import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { afterFrames } from '../frames.ts';
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

/**
 * Rows are placed relative to a base that changes every 1,024 rows: a GPU computes positions with 24 bits, which ten million rows exceed.
 */
const rowsPerBase = 1024;

/** 4 frames: panes that are arranged anew get their sizes one after the other, and a list is higher for a moment than it will be. */
const framesOfLayout = 4;

/**
 * What is drawn: the rows, and the pixel that their positions are relative to. Both count from row 0, whether or not it still exists: when
 * rows at the top are removed, the visible ones are drawn at the same positions.
 */
export interface DrawnRange extends RowRange {
  readonly basePixels: number;
}

export const nothingDrawn: DrawnRange = { first: 0, end: 0, basePixels: 0 };

interface ListElements {
  readonly scroller: HTMLElement;
  /** The element that holds the rows; it is shifted as a whole. */
  readonly layer: HTMLElement;
}

/** How a list shall scroll. */
interface ListFit {
  readonly geometry: ListGeometry;
  /** The part of the element’s height that is not for rows, in pixels. */
  readonly headerHeight: number;
  /** The number of the first existing row. */
  readonly firstRow: number;
  readonly pinnedToEnd: boolean;
  /** Called when the person scrolled away from the end, or back to it. */
  readonly onPinnedChange: (pinned: boolean) => void;
}

/**
 * Connects `scrollModel` to a scrolling element. `draw` gets the rows, and whether they must be drawn before it returns, as in a scroll
 * event: so rows and their shift reach the screen together, and blank rows are never visible.
 */
export class ListScroller {
  private readonly draw: (drawn: DrawnRange, atOnce: boolean) => void;
  private elements: ListElements | null = null;
  private state: ScrollState = startState;
  private drawn: DrawnRange = nothingDrawn;
  private thumbHeld = false;
  /** The row that was revealed last, until the list is scrolled: it stays in view when the viewport becomes smaller. */
  private revealedRow: number | null = null;
  /** The height has just changed, and nobody has touched the list since: what moves it from its end is the browser. */
  private isBeingLaidOut = false;
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

  /** Called when rows came or went, the viewport changed, or the end shall be kept in view. */
  refit(fit: ListFit): void {
    const before = this.fit;
    this.fit = fit;
    if (isSameFit(fit, before)) return;
    // The person may have scrolled since the last event; but a larger viewport, or removed rows, also make the browser move `scrollTop`.
    const resized = fit.geometry.viewportHeight !== before.geometry.viewportHeight;
    const shortened = lastScrollTop(fit.geometry) < this.state.scrollTop;
    const wasScrolled = !resized && !shortened && this.takeScroll(before.geometry);
    if (resized) this.beginLayout();
    const gone = (fit.firstRow - before.firstRow) * fit.geometry.rowHeight;
    const kept = { ...this.state, position: this.state.position - gone };
    this.moveTo(refitted(kept, fit.geometry, fit.pinnedToEnd && !wasScrolled));
    if (resized && !fit.pinnedToEnd && this.revealedRow !== null) this.reveal(this.revealedRow);
  }

  /** Brings a row wholly into view with the least movement. */
  reveal(row: number): void {
    this.revealedRow = row;
    this.moveTo(revealed(this.state, this.fit.geometry, row - this.fit.firstRow));
  }

  /** Puts a row at the top, or as near as the end allows. */
  showAtTop(row: number): void {
    this.revealedRow = null;
    const { geometry, firstRow } = this.fit;
    this.moveTo(movedTo((row - firstRow) * geometry.rowHeight, geometry));
  }

  /** The row at the top, with the scrolled-away fraction. */
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
        this.isBeingLaidOut = false;
        this.thumbHeld = isOnScrollbar(event, scroller);
      },
      options,
    );
    // Releasing a scrollbar is not always reported; any pointer movement without a button shows it too.
    window.addEventListener('pointerup', releaseThumb, options);
    scroller.addEventListener('pointermove', (event) => event.buttons === 0 && releaseThumb(), options);
    scroller.addEventListener(
      'wheel',
      ({ deltaY }) => {
        this.isBeingLaidOut = false;
        releaseThumb();
        // While rows flood in, the end would be reached again before the first pixel of a smooth movement is visible.
        if (deltaY < 0 && scroller.scrollHeight > scroller.clientHeight) this.fit.onPinnedChange(false);
      },
      options,
    );
  }

  /** Reads the element's position. True when the person has scrolled it. */
  private takeScroll(geometry: ListGeometry): boolean {
    if (this.hasOtherHeight()) return false;
    const scrollTop = this.elements?.scroller.scrollTop;
    // Compares the element's value with the one it was set to: an "ignore my own event" flag would swallow the person's scrolling.
    if (scrollTop === undefined || scrollTop === this.state.scrollTop) return false;
    if (this.isBeingLaidOut && this.fit.pinnedToEnd) return this.backToEnd(geometry);
    this.revealedRow = null;
    this.state = scrolled(this.state, geometry, scrollTop, this.thumbHeld);
    if (isShortOfRoom(this.state, geometry)) this.settle(movedTo(this.state.position, geometry));
    const atEnd = isAtEnd(this.state, geometry);
    if (atEnd !== this.fit.pinnedToEnd) this.fit.onPinnedChange(atEnd);
    return true;
  }

  private beginLayout(): void {
    this.isBeingLaidOut = true;
    afterFrames(framesOfLayout, () => {
      this.isBeingLaidOut = false;
    });
  }

  private backToEnd(geometry: ListGeometry): false {
    this.moveTo(refitted(this.state, geometry, true));
    return false;
  }

  /**
   * True when the height differs from the one that the rows were laid out for: the browser may have moved it, and the observer will report
   * it soon.
   */
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

  /** Adopts a state and sets the element's `scrollTop` accordingly; the browser may round it. */
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

/** Shifts by whole device pixels, so that letters stay sharp. */
function shift(layer: HTMLElement, pixels: number): void {
  const scale = window.devicePixelRatio;
  layer.style.transform = `translateY(${Math.round(pixels * scale) / scale}px)`;
}

function isOnScrollbar(event: PointerEvent, element: HTMLElement): boolean {
  return (
    event.target === element && event.clientX - element.getBoundingClientRect().left >= element.clientWidth
  );
}
