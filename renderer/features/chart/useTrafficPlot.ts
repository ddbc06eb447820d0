import { useEffect, useRef, useState, type RefObject } from 'react';
import { LaterCode } from '../../state/base/laterCode.ts';
import type { TrafficPlot } from './trafficPlot.ts';
import type { ChartContent } from './trafficWords.ts';

const plotCode = new LaterCode(() => import('./trafficPlot.ts'));

/** 120 ms without a change: a pane being resized requests once, for its final width. */
const widthSettleMs = 120;

interface DrawnPlot {
  /** Null until there is something to draw, and the plot library has loaded. */
  readonly plot: TrafficPlot | null;
  /** A sentence: why there is none. */
  readonly problem: string | null;
}

/** Keeps a plot in `host` that shows `content` in the current theme and size. The library is loaded when first needed. */
export function useTrafficPlot(host: RefObject<HTMLElement | null>, content: ChartContent | null): DrawnPlot {
  const [problem, setProblem] = useState<string | null>(null);
  const [plot, setPlot] = useState<TrafficPlot | null>(null);
  const hasContent = content !== null;
  useEffect(() => {
    const element = host.current;
    if (!hasContent || !element) return undefined;
    let isGone = false;
    let made: TrafficPlot | undefined;
    const make = async (): Promise<void> => {
      const { TrafficPlot: Plot } = await plotCode.get();
      if (isGone) return;
      made = new Plot(element);
      setPlot(made);
    };
    make().catch(() => setProblem('The chart could not be loaded. Reload the window.'));
    return () => {
      isGone = true;
      made?.dispose();
      setPlot(null);
    };
  }, [host, hasContent]);
  useEffect(() => {
    if (content) plot?.draw(content);
  }, [plot, content]);
  useEffect(() => (plot ? followTheme(() => plot.themeChanged()) : undefined), [plot]);
  useEffect(() => {
    if (!plot || !host.current) return undefined;
    const observer = new ResizeObserver(() => plot.resize());
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [plot, host]);
  return { plot, problem };
}

/** The theme is an attribute of the page, and the system may set the colours; a canvas does not follow them by itself. */
function followTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const forced = matchMedia('(forced-colors: active)');
  forced.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    forced.removeEventListener('change', changed);
  };
}

/** The width of an element; 0 until it is known. Quick changes are reported once they have settled. */
export function useSettledWidth(host: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  const isKnown = useRef(false);
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(() => {
      clearTimeout(timer);
      const delayMs = isKnown.current ? widthSettleMs : 0;
      isKnown.current = true;
      timer = setTimeout(() => setWidth(element.clientWidth), delayMs);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [host]);
  return width;
}
