/**
 * The arithmetic of a list with any number of rows. Chromium silently clamps an element's height at 33,554,428 px, some 1.4 million rows of
 * 24 px; so the element that gives the scrollbar its length is never taller than 15 million px, and the position in the content is kept
 * separately from `scrollTop`: small movements shift it pixel by pixel, the thumb by ratio.
 *
 * All numbers are CSS pixels; rows are counted from 0.
 */

/** Less than half of what Chromium allows, so that browser zoom cannot reach the clamp. */
export const tallestSpacerPixels = 15_000_000;

export interface ListGeometry {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** The height in which rows are visible. */
  readonly viewportHeight: number;
}

/** `position` is the content's pixel at the top of the viewport; `scrollTop` is the element's last known value. */
export interface ScrollState {
  readonly position: number;
  readonly scrollTop: number;
}

export const startState: ScrollState = { position: 0, scrollTop: 0 };

export function spacerHeight(geometry: ListGeometry): number {
  return Math.min(contentHeight(geometry), tallestSpacerPixels);
}

export function lastPosition(geometry: ListGeometry): number {
  return Math.max(0, contentHeight(geometry) - geometry.viewportHeight);
}

export function lastScrollTop(geometry: ListGeometry): number {
  return Math.max(0, spacerHeight(geometry) - geometry.viewportHeight);
}

/** Within a pixel of the end: browsers round `scrollTop` to device pixels. */
export function isAtEnd(state: ScrollState, geometry: ListGeometry): boolean {
  return state.position >= lastPosition(geometry) - 1;
}

/** The state after the element reported a new `scrollTop`. `byThumb`: the scrollbar is known to be held. */
export function scrolled(
  state: ScrollState,
  geometry: ListGeometry,
  scrollTop: number,
  byThumb: boolean,
): ScrollState {
  const movement = scrollTop - state.scrollTop;
  if (movement === 0) return state;
  const byRatio = !isCompressed(geometry) || byThumb || Math.abs(movement) > largestStep(geometry);
  const position = byRatio ? positionAt(scrollTop, geometry) : state.position + movement;
  return { position: within(position, lastPosition(geometry)), scrollTop };
}

/** The state for a position of the content, with the `scrollTop` that belongs to it. */
export function movedTo(position: number, geometry: ListGeometry): ScrollState {
  const target = within(position, lastPosition(geometry));
  return { position: target, scrollTop: scrollTopAt(target, geometry) };
}

/**
 * The same position after rows came or went, or the viewport changed; with `pinnedToEnd` the end. Above the spacer's limit `scrollTop` is
 * left alone if possible: rows that arrive while a wheel turns must not stop it.
 */
export function refitted(state: ScrollState, geometry: ListGeometry, pinnedToEnd: boolean): ScrollState {
  if (pinnedToEnd) return movedTo(lastPosition(geometry), geometry);
  const next = movedTo(state.position, geometry);
  const keeps = isCompressed(geometry) && state.scrollTop <= lastScrollTop(geometry);
  return keeps ? { position: next.position, scrollTop: state.scrollTop } : next;
}

/**
 * True when pixel-by-pixel movement has used up the element's room at an edge that the content has not reached: then `scrollTop` must be
 * corrected at once. Otherwise that can wait until scrolling has ended.
 */
export function isShortOfRoom(state: ScrollState, geometry: ListGeometry): boolean {
  if (!isCompressed(geometry)) return false;
  const room = geometry.viewportHeight;
  const above = state.scrollTop < room && state.position > state.scrollTop;
  const below = lastScrollTop(geometry) - state.scrollTop;
  return above || (below < room && lastPosition(geometry) - state.position > below);
}

/** The least movement that brings a whole row into view. */
export function revealed(state: ScrollState, geometry: ListGeometry, row: number): ScrollState {
  const top = row * geometry.rowHeight;
  const least = top + geometry.rowHeight - geometry.viewportHeight;
  if (state.position > top) return movedTo(top, geometry);
  if (state.position < least) return movedTo(least, geometry);
  return state;
}

/** The rows that are at least partly visible: from `first` up to but not including `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

export function visibleRows(state: ScrollState, geometry: ListGeometry): RowRange {
  const { rowCount, rowHeight, viewportHeight } = geometry;
  const first = Math.floor(state.position / rowHeight);
  const end = Math.ceil((state.position + viewportHeight) / rowHeight);
  return { first: Math.min(first, rowCount), end: Math.min(end, rowCount) };
}

function contentHeight(geometry: ListGeometry): number {
  return geometry.rowCount * geometry.rowHeight;
}

function isCompressed(geometry: ListGeometry): boolean {
  return contentHeight(geometry) > tallestSpacerPixels;
}

/**
 * One pixel of a scrollbar's track is `spacer / viewport` pixels of `scrollTop`, so the thumb moves in steps of at least half of that on a
 * screen with two device pixels per CSS pixel. A movement of less than half such a step comes from a wheel, a finger or a key.
 */
function largestStep(geometry: ListGeometry): number {
  return spacerHeight(geometry) / Math.max(1, geometry.viewportHeight) / 4;
}

function positionAt(scrollTop: number, geometry: ListGeometry): number {
  const last = lastScrollTop(geometry);
  // Browsers round `scrollTop` to device pixels, but the end must be reached exactly.
  return scrollTop >= last - 1 ? lastPosition(geometry) : mapped(scrollTop, last, lastPosition(geometry));
}

function scrollTopAt(position: number, geometry: ListGeometry): number {
  return mapped(position, lastPosition(geometry), lastScrollTop(geometry));
}

/**
 * 100,000 px at each end are mapped pixel by pixel, and only the part between them by ratio: otherwise a wheel approaching an end would
 * find less and less room there, and never arrive.
 */
const edgePixels = 100_000;

function mapped(value: number, last: number, targetLast: number): number {
  if (last === targetLast || value <= edgePixels) return value;
  if (value >= last - edgePixels) return targetLast - (last - value);
  const ratio = (targetLast - 2 * edgePixels) / (last - 2 * edgePixels);
  return edgePixels + (value - edgePixels) * ratio;
}

function within(value: number, last: number): number {
  return Math.min(Math.max(value, 0), last);
}
