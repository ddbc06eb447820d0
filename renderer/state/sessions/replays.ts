import { createStore, type StoreApi } from 'zustand/vanilla';
import { allowsOf, messageOf } from '../../../shared/base/errors.ts';
import { Owner, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordingId, ReplayId, EnvironmentId } from '../../../shared/model/ids.ts';
import type { ReplayComparison, ReplayOptions, ReplayProgress } from '../../../shared/model/replay.ts';
import type { WirebenchClient } from '../base/client.ts';
import { nextAnimationFrame } from '../base/pace.ts';
import { PageLoader } from '../base/pageLoader.ts';

const pageRows = 256;
/** 32 pages are 8,192 comparisons. */
const pagesKept = 32;

interface ReplayState {
  readonly starting: boolean;
  readonly progress: ReplayProgress | null;
  /** A sentence: why it could not be started or followed. */
  readonly problem: string | null;
  /** The variable of this machine that a person has to allow before it can be started. */
  readonly allows: string | null;
  /** What a replay started now would not have of the recording. */
  readonly left: LeftOptions;
  /** Grows whenever `comparison` may return something else. */
  readonly rowsVersion: number;
}

/** Fields of proxy and TLS, and why (a sentence); as in `replays.leaves` of the contract. Without fields, why nobody can tell. */
export interface LeftOptions {
  readonly fields: readonly string[];
  readonly why: string | null;
  readonly allows: string | null;
}

const nothingLeft: LeftOptions = { fields: [], why: null, allows: null };

/** A comparison that did not match, and its index. */
interface Difference {
  readonly index: number;
  readonly comparison: ReplayComparison;
}

/** The last replay of one recording. */
export interface ReplayView extends Disposable {
  readonly store: StoreApi<ReplayState>;
  start(options: ReplayOptions): Promise<void>;
  /** Asks what a replay would not have of the recording, in the environment that is active now. */
  lookAtLeft(signal: AbortSignal): Promise<void>;
  /** A person allows a variable of this machine. Nothing is started. Rejects with a sentence. */
  allow(name: string): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** The comparison by its index in the order of the recording, if it is loaded. */
  comparison(index: number): ReplayComparison | undefined;
  /** Says which comparisons are on the screen; missing ones are requested. */
  show(from: number, end: number): void;
  /** The first comparison from `from` on that did not match; null when all did, or when that cannot be determined. */
  findDifference(from: number): Promise<Difference | null>;
}

/** How many comparisons were made. */
export function comparedCount({ matched, mismatched, missing }: ReplayProgress): number {
  return matched + mismatched + missing;
}

export function isRunning({ phase }: ReplayProgress): boolean {
  return phase === 'running' || phase === 'paused';
}

export function createReplayView(
  client: WirebenchClient,
  recording: RecordingId,
  options: ReplayViewOptions = {},
): ReplayView {
  return new RecordingReplayView(client, recording, options);
}

interface ReplayViewOptions {
  readonly nextFrame?: () => Promise<void>;
  /** The environment that applies when a replay starts; only the base unless told. */
  readonly environment?: () => EnvironmentId | null;
}

class RecordingReplayView implements ReplayView {
  readonly store = createStore<ReplayState>(() => ({
    starting: false,
    progress: null,
    problem: null,
    allows: null,
    left: nothingLeft,
    rowsVersion: 0,
  }));
  private readonly client: WirebenchClient;
  private readonly recording: RecordingId;
  private readonly nextFrame: () => Promise<void>;
  private readonly environment: () => EnvironmentId | null;
  private run = new Owner();
  private pages: PageLoader<readonly ReplayComparison[]> | undefined;
  private shown = { from: 0, end: 0 };

  constructor(client: WirebenchClient, recording: RecordingId, options: ReplayViewOptions) {
    const { nextFrame = nextAnimationFrame, environment = () => null } = options;
    this.client = client;
    this.recording = recording;
    this.nextFrame = nextFrame;
    this.environment = environment;
  }

  async start(options: ReplayOptions): Promise<void> {
    if (this.store.getState().starting) return;
    this.store.setState({ starting: true, problem: null, allows: null });
    try {
      const { recording } = this;
      const environment = this.environment();
      const progress = await this.client.call('replays.start', { recording, options, environment });
      this.follow(progress);
    } catch (error) {
      this.store.setState({ problem: messageOf(error), allows: allowsOf(error) ?? null });
    } finally {
      this.store.setState({ starting: false });
    }
  }

  async lookAtLeft(signal: AbortSignal): Promise<void> {
    const { recording } = this;
    const environment = this.environment();
    try {
      const left = await this.client.call('replays.leaves', { recording, environment }, { signal });
      if (!signal.aborted) this.store.setState({ left });
    } catch (error) {
      // The next answer takes its place.
      if (!signal.aborted) this.store.setState({ left: { ...nothingLeft, why: messageOf(error) } });
    }
  }

  async allow(name: string): Promise<void> {
    await this.client.call('environments.allow', { name });
    this.store.setState(({ allows, problem }) =>
      allows === name ? { allows: null, problem: null } : { problem },
    );
  }

  async pause(): Promise<void> {
    await this.withReplay((replay) => this.client.call('replays.pause', { replay }));
  }

  async resume(): Promise<void> {
    await this.withReplay((replay) => this.client.call('replays.resume', { replay }));
  }

  async stop(): Promise<void> {
    await this.withReplay((replay) => this.client.call('replays.stop', { replay }));
  }

  comparison(index: number): ReplayComparison | undefined {
    return this.pages?.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  show(from: number, end: number): void {
    this.shown = { from, end };
    const wanted: number[] = [];
    for (let page = Math.floor(from / pageRows); page * pageRows < end; page += 1) wanted.push(page);
    this.pages?.want(wanted);
  }

  async findDifference(from: number): Promise<Difference | null> {
    const { progress } = this.store.getState();
    if (!progress) return null;
    try {
      for (let at = from; at < comparedCount(progress);) {
        const input = { replay: progress.id, from: at, count: pageRows };
        const { rows } = await this.client.call('replays.comparisons', input);
        const place = rows.findIndex(({ outcome }) => outcome !== 'matched');
        const comparison = rows[place];
        if (comparison) return { index: at + place, comparison };
        if (rows.length === 0) return null;
        at += rows.length;
      }
    } catch (error) {
      this.store.setState({ problem: messageOf(error) });
    }
    return null;
  }

  dispose(): void {
    this.run.dispose();
  }

  private async withReplay(act: (replay: ReplayId) => Promise<unknown>): Promise<void> {
    const { progress } = this.store.getState();
    if (!progress) return;
    try {
      await act(progress.id);
    } catch (error) {
      this.store.setState({ problem: messageOf(error) });
    }
  }

  private follow(first: ReplayProgress): void {
    this.run.dispose();
    this.run = new Owner();
    this.pages = this.run.add(this.createPages(first.id));
    this.take(first);
    this.run.add(
      this.client.subscribe(
        'replays.watch',
        { replay: first.id },
        (progress) => {
          this.take(progress);
          return this.nextFrame();
        },
        (error) => error && this.store.setState({ problem: error.message }),
      ),
    );
  }

  private take(progress: ReplayProgress): void {
    this.store.setState({ progress });
    this.show(this.shown.from, this.shown.end);
  }

  private createPages(replay: ReplayId): PageLoader<readonly ReplayComparison[]> {
    const compared = (): number => {
      const { progress } = this.store.getState();
      return progress?.id === replay ? comparedCount(progress) : 0;
    };
    return new PageLoader({
      load: async (index, signal) => {
        const from = index * pageRows;
        const page = await this.client.call(
          'replays.comparisons',
          { replay, from, count: pageRows },
          { signal },
        );
        return page.rows;
      },
      isMissing: (index, rows) => (rows?.length ?? 0) < Math.min(pageRows, compared() - index * pageRows),
      arrived: () => this.store.setState(({ rowsVersion }) => ({ rowsVersion: rowsVersion + 1 })),
      failed: (error) => this.store.setState({ problem: messageOf(error) }),
      pagesKept,
    });
  }
}
