import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { MarkList } from '../../../shared/model/markList.ts';
import { largestBucketCount, type TrafficRange } from '../../../shared/model/traffic.ts';
import {
  createTrafficView,
  readTrafficMeasure,
  writeTrafficMeasure,
  type TimeStretch,
  type TrafficMeasure,
  type TrafficView,
} from '../../state/records/traffic.ts';
import type { ChartPlace } from './chartKeys.ts';
import { chartMarkAt, chartMarksOf, type ChartMark } from './chartMarks.ts';
import { TrafficReadout } from './TrafficReadout.tsx';
import { TrafficSide } from './TrafficSide.tsx';
import { barsOf, bucketCountFor, stretchOf } from './trafficBuckets.ts';
import type { TrafficChartProps } from './trafficChartProps.ts';
import type { PlotMarks, TrafficPlot } from './trafficPlot.ts';
import { spokenWords, summaryOf, wordsOf, type ChartContent, type TrafficWords } from './trafficWords.ts';
import { useChartPlace } from './useChartPlace.ts';
import { useSettledWidth, useTrafficPlot } from './useTrafficPlot.ts';
import './chart.css';
import '../../ui/markSign.css';
import { useRegionName } from '../../ui/sideOfWindow.ts';

/**
 * The traffic over time, sent upwards and received downwards, from the aggregates stored while recording. Requests and draws nothing while
 * it is not mounted.
 */
export function TrafficChart(props: TrafficChartProps): ReactNode {
  const { source } = props;
  return <SourceChart key={'session' in source ? source.session : source.recording} {...props} />;
}

function SourceChart(props: TrafficChartProps): ReactNode {
  const region = useRegionName('Traffic chart');
  const { noun, client, source, since, onBrush, onJump, onMark } = props;
  const brush = useSameStretch(props.brush);
  const host = useRef<HTMLDivElement>(null);
  const summaryId = useId();
  const range = { from: brush?.from ?? since, to: brush?.to ?? null };
  const view = useTrafficView({ client, source }, useSettledWidth(host), range);
  const [measure, setMeasure] = useMeasure();
  const { problem } = useStore(view.store);
  const content = useContent(view, { measure, noun }, brush);
  const marks = useChartMarks(content, props.marks);
  const drawn = useTrafficPlot(host, content);
  const { cursor, anchor, handlers } = useChartPlace({
    traffic: content?.traffic ?? null,
    plot: drawn.plot,
    brush,
    onBrush,
    onJump(bucket, timeUs) {
      const marked = chartMarkAt(marks, bucket);
      if (marked) onMark(marked.mark.from);
      else onJump(timeUs);
    },
  });
  useMarks(drawn.plot, content, { cursor, anchor }, { ...props, marked: marks });
  const { words, spoken, summary } = useWords(content, { cursor, anchor }, marks);
  return (
    <section className="traffic" aria-label={region}>
      <TrafficSide noun={noun} measure={measure} onMeasure={setMeasure} content={content} />
      <div
        ref={host}
        className="traffic-plot"
        role="slider"
        tabIndex={0}
        aria-label="Traffic over time"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, (content?.traffic.payloadsIn.length ?? 0) - 1)}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={spoken}
        aria-describedby={summaryId}
        {...handlers}
      />
      <TrafficReadout
        words={words}
        problem={problem ?? drawn.problem}
        onRetry={() => view.retry()}
        onAll={brush === null ? null : () => onBrush(null)}
      />
      <p id={summaryId} className="spoken">
        {summary} {keysInWords}
      </p>
    </section>
  );
}

const keysInWords =
  'Arrow keys move the cursor, and select with Shift. Enter shows the records from there, or those of the selection. Escape shows all of them again.';

/** What is drawn, as this browser keeps it. */
function useMeasure(): readonly [TrafficMeasure, (measure: TrafficMeasure) => void] {
  const [measure, setMeasure] = useState(() => readTrafficMeasure(localStorage));
  return [
    measure,
    (chosen) => {
      setMeasure(chosen);
      writeTrafficMeasure(localStorage, chosen);
    },
  ];
}

/** The same object for the same times, so that a new object alone redraws nothing. */
function useSameStretch(stretch: TimeStretch | null): TimeStretch | null {
  const from = stretch?.from ?? null;
  const to = stretch?.to ?? null;
  return useMemo(() => (from === null || to === null ? null : { from, to }), [from, to]);
}

/** The traffic of a source: as many buckets as fit the width, for the zoomed stretch. */
function useTrafficView(
  { client, source }: Pick<TrafficChartProps, 'client' | 'source'>,
  width: number,
  { from, to }: Pick<TrafficRange, 'from' | 'to'>,
): TrafficView {
  const [view] = useState(() => createTrafficView(client, source));
  useEffect(() => {
    if (width > 0) view.look({ from, to, buckets: bucketCountFor(width, largestBucketCount) });
  }, [view, width, from, to]);
  useEffect(() => () => view.dispose(), [view]);
  return view;
}

function useContent(
  view: TrafficView,
  { measure, noun }: Pick<ChartContent, 'measure' | 'noun'>,
  brush: TimeStretch | null,
): ChartContent | null {
  const { traffic } = useStore(view.store);
  return useMemo(
    () => (traffic ? { traffic, measure, noun, bars: barsOf(traffic, measure, brush) } : null),
    [traffic, measure, noun, brush],
  );
}

/** The same list for the same traffic and marks. */
function useChartMarks(content: ChartContent | null, marks: MarkList): readonly ChartMark[] {
  const traffic = content?.traffic ?? null;
  return useMemo(() => (traffic ? chartMarksOf(traffic, marks) : []), [traffic, marks]);
}

interface SpokenContent {
  /** What is at the cursor, or in the selection; null where there is neither. */
  readonly words: TrafficWords | null;
  /** The same for screen readers; without a cursor, the summary. */
  readonly spoken: string;
  readonly summary: string;
}

function useWords(
  content: ChartContent | null,
  { cursor, anchor }: ChartPlace,
  marks: readonly ChartMark[],
): SpokenContent {
  const marked = cursor === null || anchor !== null ? null : (chartMarkAt(marks, cursor)?.mark ?? null);
  const words = content && cursor !== null ? wordsOf(content, [anchor ?? cursor, cursor], marked) : null;
  const summary = useMemo(() => (content ? summaryOf(content) : 'Nothing to show yet.'), [content]);
  return { words, spoken: words ? spokenWords(words, anchor !== null) : summary, summary };
}

/** Draws the cursor, the selection and the stretch that the list shows. */
function useMarks(
  plot: TrafficPlot | null,
  content: ChartContent | null,
  place: ChartPlace,
  shown: Pick<TrafficChartProps, 'shownFrom' | 'shownTo'> & Pick<PlotMarks, 'marked'>,
): void {
  useEffect(() => {
    if (content) plot?.mark(marksOf(content, place, shown));
  });
}

function marksOf(
  { traffic }: ChartContent,
  { cursor, anchor }: ChartPlace,
  {
    shownFrom = null,
    shownTo = null,
    marked,
  }: Pick<TrafficChartProps, 'shownFrom' | 'shownTo'> & Pick<PlotMarks, 'marked'>,
): PlotMarks {
  return {
    cursor: cursor === null ? null : stretchOf(traffic, cursor, cursor).from,
    selection: cursor === null || anchor === null ? null : stretchOf(traffic, anchor, cursor),
    shown: shownFrom === null || shownTo === null ? null : { from: shownFrom, to: shownTo },
    marked,
  };
}
