import type { CDPSession, Page } from '@playwright/test';
import type { Figure } from '../report/result.ts';
import { frameFigures, joinFrames, missedShare, seeFrames, type SeenFrames } from './frames.ts';
import { memoryFigures, seeMemory, type PeakGrowth } from './peakMemory.ts';

/** What was seen while one thing went on, once or several times. */
interface Seen {
  readonly frames: SeenFrames;
  readonly grown: PeakGrowth;
  /** What is missed of frames meanwhile may be missed of these, too. */
  readonly than: string | undefined;
}

/** Frames of a page, and memory of page and engine, while things go on that have names. */
export class WatchedPage {
  readonly page: Page;
  private readonly devTools: CDPSession;
  private readonly enginePid: number;
  private readonly seen = new Map<string, Seen>();

  constructor(page: Page, devTools: CDPSession, enginePid: number) {
    this.page = page;
    this.devTools = devTools;
    this.enginePid = enginePid;
  }

  /** What is seen under one name is added up. `than` names what the machine does anyway, by which the missed frames are judged. */
  async see(what: string, during: () => Promise<void>, than?: string): Promise<void> {
    const all: SeenFrames[] = [];
    const grown = await seeMemory(this.devTools, this.enginePid, async () => {
      all.push(await seeFrames(this.page, during));
    });
    const before = this.seen.get(what);
    const frames = joinFrames(before ? [before.frames, ...all] : all);
    this.seen.set(what, { frames, grown: before ? largerGrowth(before.grown, grown) : grown, than });
  }

  /** The time that the page's main thread has worked so far. */
  async workMs(): Promise<number> {
    const { metrics } = await this.devTools.send('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
    if (seconds === undefined) throw new Error('The browser does not tell how long its tasks took.');
    return seconds * 1000;
  }

  figures(): Figure[] {
    return [...this.seen.entries()].flatMap(([what, seen]) => this.figuresOf(what, seen));
  }

  private figuresOf(what: string, { frames, grown, than }: Seen): Figure[] {
    const base = than === undefined ? undefined : this.seen.get(than);
    const share: Figure = {
      what: `${what}: share of frames over 32 ms`,
      value: missedShare(frames),
      unit: '%',
      aim: base ? { atMost: missedShare(base.frames) } : null,
    };
    return [...frameFigures(what, frames, false), share, ...memoryFigures(what, grown)];
  }
}

function largerGrowth(one: PeakGrowth, other: PeakGrowth): PeakGrowth {
  return {
    pageBytes: Math.max(one.pageBytes, other.pageBytes),
    engineBytes: Math.max(one.engineBytes, other.engineBytes),
  };
}
