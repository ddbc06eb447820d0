import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { timeTicks, type TimeTick } from './timeTicks.ts';
import type { TimeStretch } from '../../state/records/traffic.ts';
import type { ChartMark } from './chartMarks.ts';
import type { ChartContent } from './trafficWords.ts';

const timeHeightPixels = 14;
const topPixels = 3;
/** Half a time label: one nearer to an end would be cut off. */
const halfLabelPixels = 26;
/** 1/8: a side with no traffic still has a little room, so that the line between the sides does not look like a border. */
const smallestSide = 1 / 8;
/** From 6 px on there is a gap of one between the bars; narrower ones are drawn as one shape. */
const narrowestBarWithGapPixels = 6;

/** The marks over the plot, as times, because the buckets may change before the next drawing. */
export interface PlotMarks {
  readonly cursor: number | null;
  readonly selection: TimeStretch | null;
  readonly shown: TimeStretch | null;
  /** What people marked, by bucket. */
  readonly marked: readonly ChartMark[];
}

/** A plot in a box of the page: sent upwards, received downwards, like the arrows. It only draws, and decides nothing. */
export class TrafficPlot implements Disposable {
  private readonly host: HTMLElement;
  private readonly plot: UPlot;
  private readonly shown: HTMLElement;
  private readonly markLayer: HTMLElement;
  private content: ChartContent = nothing;
  /** Shows no text: colours are read from it. */
  private readonly probe: HTMLElement;
  private marks: PlotMarks = { cursor: null, selection: null, shown: null, marked: [] };

  constructor(host: HTMLElement) {
    this.host = host;
    const size = { width: host.clientWidth, height: host.clientHeight };
    this.probe = document.createElement('span');
    this.probe.className = 'traffic-probe';
    host.append(this.probe);
    this.plot = new UPlot({ ...this.options(), ...size }, this.data(), host);
    this.shown = document.createElement('div');
    this.shown.className = 'traffic-shown';
    this.markLayer = document.createElement('div');
    this.markLayer.className = 'traffic-marks';
    this.plot.over.append(this.markLayer, this.shown);
    this.placeAll();
  }

  draw(content: ChartContent): void {
    this.content = content;
    this.plot.setData(this.data());
    this.placeAll();
  }

  mark(marks: PlotMarks): void {
    const isMarkedAnew = marks.marked !== this.marks.marked;
    this.marks = marks;
    if (isMarkedAnew) this.placeSigns();
    this.place();
  }

  resize(): void {
    this.plot.setSize({ width: this.host.clientWidth, height: this.host.clientHeight });
    this.placeAll();
  }

  /** Reads the colours and fonts of the page again. */
  themeChanged(): void {
    this.plot.redraw(true);
  }

  /** The bucket (with fraction) at a position of the window. */
  placeAt(clientX: number): number {
    return this.plot.posToVal(clientX - this.plot.over.getBoundingClientRect().left, 'x');
  }

  dispose(): void {
    this.plot.destroy();
    this.probe.remove();
  }

  private data(): UPlot.AlignedData {
    const { perSecondIn, perSecondOut, places } = this.content.bars;
    const onePixel = this.onePixel();
    // No traffic means no bar; a single payload beside a flood still gets a pixel.
    const barsTo = (values: readonly number[], sign: 1 | -1): (number | null)[] =>
      Array.from({ length: places }, (_, index) => {
        const value = values[index] ?? 0;
        return value === 0 ? null : sign * Math.max(value, onePixel);
      });
    const middles = Array.from({ length: places }, (_, index) => index + 0.5);
    return [middles, barsTo(perSecondOut, 1), barsTo(perSecondIn, -1)];
  }

  /** The value of a one-pixel bar. */
  private onePixel(): number {
    const [lowest, highest] = this.heights();
    return (highest - lowest) / Math.max(1, this.host.clientHeight - topPixels - timeHeightPixels);
  }

  private options(): Omit<UPlot.Options, 'width' | 'height'> {
    return {
      padding: [topPixels, 0, 0, 0],
      legend: { show: false },
      // The pointer is handled together with the keys: both share one cursor.
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, bind: noMouse },
      scales: {
        x: { time: false, range: () => [0, this.content.bars.places] },
        y: { range: () => this.heights() },
      },
      series: [{}, this.series('--dir-out'), this.series('--dir-in')],
      axes: [this.timeAxis(), this.middleLine()],
    };
  }

  private series(color: string): UPlot.Series {
    const paths = (gap: number) => UPlot.paths.bars?.({ size: [1, Infinity, 1], gap });
    const apart = paths(1);
    const together = paths(0);
    return {
      fill: () => this.color(color),
      width: 0,
      points: { show: false },
      paths: (plot, index, from, to) => {
        const barPixels = widthOf(plot) / this.content.bars.places;
        const draw = barPixels >= narrowestBarWithGapPixels ? apart : together;
        return draw?.(plot, index, from, to) ?? null;
      },
    };
  }

  private heights(): [number, number] {
    const { largestIn, largestOut } = this.content.bars;
    const least = (Math.max(largestIn, largestOut) || 1) * smallestSide;
    return [-Math.max(largestIn, least), Math.max(largestOut, least)];
  }

  private timeAxis(): UPlot.Axis {
    const ticks = (plot: UPlot): TimeTick[] => {
      const { traffic, bars } = this.content;
      const to = traffic.from + bars.places * traffic.bucketUs;
      return timeTicks({ from: traffic.from, to }, widthOf(plot));
    };
    return {
      ...this.quietAxis(),
      size: timeHeightPixels,
      splits: (plot) => ticks(plot).map(({ at }) => this.placeOf(at)),
      values: (plot) => ticks(plot).map(({ at, label }) => (this.isInPlot(at) ? label : '')),
    };
  }

  /** Between what was sent and what was received. The rates stand beside the plot. */
  private middleLine(): UPlot.Axis {
    return { ...this.quietAxis(), size: 0, splits: () => [0], values: () => [''] };
  }

  private quietAxis(): UPlot.Axis {
    return {
      stroke: () => this.color('--text-3'),
      grid: { stroke: () => this.color('--line'), width: 1 },
      ticks: { show: false },
      gap: 2,
      font: `11px ${this.property('--ui-font')}`,
    };
  }

  private placeAll(): void {
    this.placeSigns();
    this.place();
  }

  /** There may be hundreds, so they are not made anew for each movement of the cursor. */
  private placeSigns(): void {
    this.markLayer.replaceChildren(...this.marks.marked.map((marked) => this.signOf(marked)));
  }

  private place(): void {
    const { cursor, selection, shown } = this.marks;
    const left = cursor === null ? -10 : this.pixelsOf(cursor + this.content.traffic.bucketUs / 2);
    this.plot.setCursor({ left, top: 0 }, false);
    const selected = selection ? this.extentOf(selection) : { left: 0, width: 0 };
    this.plot.setSelect({ ...selected, top: 0, height: this.plot.over.clientHeight }, false);
    const band = shown && this.isInside(shown) ? this.extentOf(shown) : null;
    this.shown.hidden = band === null;
    if (band) {
      this.shown.style.left = `${band.left}px`;
      this.shown.style.width = `${band.width}px`;
    }
  }

  private signOf({ from, to, mark }: ChartMark): HTMLElement {
    const sign = document.createElement('span');
    sign.className = `traffic-mark mark-${mark.colour}`;
    const left = this.plot.valToPos(from, 'x');
    sign.style.left = `${left}px`;
    sign.style.width = `${this.plot.valToPos(to + 1, 'x') - left}px`;
    return sign;
  }

  /** Whether the label of a time has room on both sides. */
  private isInPlot(us: number): boolean {
    const pixels = this.pixelsOf(us);
    return pixels >= halfLabelPixels && pixels <= widthOf(this.plot) - halfLabelPixels;
  }

  private isInside({ from, to }: TimeStretch): boolean {
    return this.placeOf(to) >= 0 && this.placeOf(from) <= this.content.bars.places;
  }

  private extentOf({ from, to }: TimeStretch): { left: number; width: number } {
    const within = (us: number): number =>
      Math.max(0, Math.min(this.plot.over.clientWidth, this.pixelsOf(us)));
    return { left: within(from), width: within(to) - within(from) };
  }

  private placeOf(us: number): number {
    return (us - this.content.traffic.from) / this.content.traffic.bucketUs;
  }

  private pixelsOf(us: number): number {
    return this.plot.valToPos(this.placeOf(us), 'x');
  }

  /** As the page draws it: a canvas does not know which colours the system has set. */
  private color(name: string): string {
    this.probe.style.color = `var(${name})`;
    return getComputedStyle(this.probe).color;
  }

  private property(name: string): string {
    return getComputedStyle(this.host).getPropertyValue(name).trim();
  }
}

/** In CSS pixels. Elements get the width of the plot only after its axes were laid out for it. */
function widthOf({ bbox }: UPlot): number {
  return bbox.width / window.devicePixelRatio;
}

/** The content before anything is loaded. */
const nothing: ChartContent = {
  traffic: {
    begin: 0,
    end: 0,
    from: 0,
    bucketUs: 1_000_000,
    firstSeqs: [],
    endSeq: 1,
    payloadsIn: [],
    payloadsOut: [],
    bytesIn: [],
    bytesOut: [],
  },
  bars: { perSecondIn: [], perSecondOut: [], largestIn: 0, largestOut: 0, places: 1 },
  measure: 'payloads',
  noun: 'chunk',
};

const ignored = (): null => null;
const noMouse: UPlot.Cursor.Bind = {
  mousedown: ignored,
  mouseup: ignored,
  click: ignored,
  dblclick: ignored,
  mousemove: ignored,
  mouseleave: ignored,
  mouseenter: ignored,
};
