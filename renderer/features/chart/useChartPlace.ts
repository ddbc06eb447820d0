import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Traffic } from '../../../shared/model/traffic.ts';
import { effectOfKey, nowhere, type ChartPlace } from './chartKeys.ts';
import type { TimeStretch } from '../../state/records/traffic.ts';
import { bucketAt, nearestBucket, stretchOf } from './trafficBuckets.ts';
import type { TrafficPlot } from './trafficPlot.ts';

/** 4 px: a hand moves that far while clicking, and farther while dragging. */
const smallestDragPixels = 4;

/** In times, not buckets: a live session's buckets grow wider while someone looks at them. */
interface TimePlace {
  readonly cursor: number | null;
  readonly anchor: number | null;
}

interface ChartPlaceOptions {
  readonly traffic: Traffic | null;
  readonly plot: TrafficPlot | null;
  readonly brush: TimeStretch | null;
  readonly onBrush: (stretch: TimeStretch | null) => void;
  /** The person wants what is in this bucket, which begins at this time. */
  readonly onJump: (bucket: number, timeUs: number) => void;
}

interface ChartPlaceState {
  /** The bucket under the cursor. */
  readonly cursor: number | null;
  /** The other end of the selection in progress. */
  readonly anchor: number | null;
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
    readonly onPointerLeave: () => void;
    readonly onDoubleClick: () => void;
  };
}

/** One cursor for pointer and keys: its position, its selection, and the effects of both. */
export function useChartPlace(options: ChartPlaceOptions): ChartPlaceState {
  const { traffic, brush, onBrush, onJump } = options;
  const [place, setPlace] = useState<TimePlace>(nowhere);
  const bucketOf = (timeUs: number | null): number | null =>
    traffic && timeUs !== null ? nearestBucket(traffic, bucketAt(traffic, timeUs)) : null;
  const cursor = bucketOf(place.cursor);
  const anchor = bucketOf(place.anchor);
  const moves: ChartMoves = {
    goTo(to) {
      const timeOf = (bucket: number | null): number | null =>
        traffic && bucket !== null ? stretchOf(traffic, bucket, bucket).from : null;
      setPlace({ cursor: timeOf(to.cursor), anchor: timeOf(to.anchor) });
    },
    take() {
      if (!traffic || cursor === null) return;
      if (anchor === null) onJump(cursor, stretchOf(traffic, cursor, cursor).from);
      else onBrush(stretchOf(traffic, anchor, cursor));
      moves.goTo({ cursor, anchor: null });
    },
    leave: () => setPlace(nowhere),
  };
  const pointer = useChartPointer(options, { cursor, anchor }, moves);
  return {
    cursor,
    anchor,
    handlers: {
      ...pointer,
      onKeyDown(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const effect = effectOfKey(event, { cursor, anchor }, traffic?.payloadsIn.length ?? 0);
        if (effect === null) return;
        event.preventDefault();
        if (effect === 'apply') moves.take();
        else if (effect !== 'clear') moves.goTo(effect);
        else if (anchor !== null) moves.goTo({ cursor, anchor: null });
        else if (brush !== null) onBrush(null);
        else moves.leave();
      },
    },
  };
}

/** What pointer and keys do to the cursor. */
interface ChartMoves {
  readonly goTo: (place: ChartPlace) => void;
  /** Shows the selected stretch, or where there is none, the records from the cursor on. */
  readonly take: () => void;
  readonly leave: () => void;
}

/** The pointer shows what is under it; a click goes there, a drag selects. */
function useChartPointer(
  { traffic, plot, brush, onBrush }: ChartPlaceOptions,
  { cursor, anchor }: ChartPlace,
  { goTo, take, leave }: ChartMoves,
): Omit<ChartPlaceState['handlers'], 'onKeyDown'> {
  const dragFrom = useRef<number | null>(null);
  const pointed = (event: PointerEvent): number | null =>
    traffic && plot ? nearestBucket(traffic, plot.placeAt(event.clientX)) : null;
  return {
    onPointerDown(event) {
      const bucket = pointed(event);
      if (event.button !== 0 || bucket === null) return;
      dragFrom.current = event.clientX;
      event.currentTarget.setPointerCapture(event.pointerId);
      goTo({ cursor: bucket, anchor: null });
    },
    onPointerMove(event) {
      const bucket = pointed(event);
      if (bucket === null) return;
      const isDragged =
        dragFrom.current !== null &&
        (anchor !== null || Math.abs(event.clientX - dragFrom.current) >= smallestDragPixels);
      // A selection by keys stays until the pointer selects something itself.
      if (dragFrom.current === null && anchor !== null) return;
      goTo({ cursor: bucket, anchor: isDragged ? (anchor ?? cursor) : null });
    },
    onPointerUp() {
      if (dragFrom.current === null) return;
      dragFrom.current = null;
      take();
    },
    onPointerCancel() {
      dragFrom.current = null;
      leave();
    },
    onPointerLeave() {
      if (dragFrom.current === null && anchor === null) leave();
    },
    onDoubleClick() {
      if (brush !== null) onBrush(null);
    },
  };
}
