import { isAborted, messageOf } from '../../../shared/base/errors.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { Updates as ToldUpdates, UpdateState, UpdateStep } from '../../../shared/model/updates.ts';
import { pageOf, type UpdateFeed } from './updateFeed.ts';
import type { NewVersion, Updater } from './updater.ts';

/** 10 s: whoever has just started the program waits for something else. */
const firstLookMs = 10_000;
const dayMs = 24 * 60 * 60 * 1000;
/** 1 h: timers stand still while the computer sleeps, so the clock is looked at now and then. */
const clockLookMs = 60 * 60 * 1000;
/** 15 s to read twice that there is nothing new. */
const readMs = 15_000;

interface UpdatesParts {
  readonly findFeed: () => Promise<UpdateFeed | null>;
  /** Makes what looks in a feed, each time anew. */
  readonly openUpdater: (feed: UpdateFeed) => Promise<Updater>;
  readonly canReplaceItself: (feed: UpdateFeed) => Promise<boolean>;
  /** Ends the program as a person does, with a question while connections are open, and lets `end` be the last that it does. */
  readonly quitBy: (end: () => void) => void;
  readonly openPage: (page: URL) => Promise<void>;
  /** Tells the person why the program ends as it was. */
  readonly tellOfFailure: (sentence: string) => void;
  /** Takes what failed while nobody waited for it. */
  readonly warn: (sentence: string) => void;
}

const quiet: UpdateState = { is: 'quiet' };

/**
 * New versions of the program: looked for where the person wants it, downloaded and installed only when they say so. Where no feed is,
 * nobody is asked for anything.
 */
export class Updates {
  private readonly parts: UpdatesParts;
  private readonly told = new Cell<UpdateState>(quiet);
  private feed: Promise<UpdateFeed | null> | undefined;
  private updater: Updater | null = null;
  private found: Extract<UpdateState, { is: 'found' }> | null = null;
  private looking: Promise<void> | null = null;
  private downloading: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastLookAt = 0;

  constructor(parts: UpdatesParts) {
    this.parts = parts;
  }

  /** How far it is, now and whenever that changes. */
  async *changes(signal: AbortSignal): AsyncGenerator<ToldUpdates, void, undefined> {
    const feed = await this.knownFeed();
    for await (const state of this.told.changes(signal)) yield { from: feed?.url.host ?? null, state };
  }

  /** Whether the person wants it to look by itself: soon after the start, and each day. */
  want(isWanted: boolean): void {
    if (!isWanted) {
      clearTimeout(this.timer);
      this.timer = undefined;
    } else this.timer ??= this.lookIn(firstLookMs);
  }

  /** Does what the person asks for. Rejects with a sentence where the state does not say what came of it. */
  async take(step: UpdateStep): Promise<void> {
    const feed = await this.knownFeed();
    if (!feed) return;
    switch (step) {
      case 'look':
        return this.lookWhenAsked(feed);
      case 'download':
        return this.download();
      case 'cancel':
        this.downloading?.abort();
        return;
      case 'install':
        this.install();
        return;
      case 'openPage':
        return this.parts.openPage(pageOf(feed));
    }
  }

  private knownFeed(): Promise<UpdateFeed | null> {
    this.feed ??= this.parts.findFeed();
    return this.feed;
  }

  private lookIn(ms: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.timer = this.lookIn(clockLookMs);
      if (Date.now() - this.lastLookAt >= dayMs) void this.lookByItself();
    }, ms);
  }

  private async lookByItself(): Promise<void> {
    const feed = await this.knownFeed();
    if (!feed || this.isBusy()) return;
    try {
      await this.look(feed);
    } catch (error) {
      this.parts.warn(`Whether there is a new version could not be found out. ${messageOf(error)}`);
    }
  }

  /** True while what was found is on its way, or here. */
  private isBusy(): boolean {
    return this.looking !== null || ['downloading', 'downloaded'].includes(this.told.value.is);
  }

  private async lookWhenAsked(feed: UpdateFeed): Promise<void> {
    if (this.looking === null && this.isBusy()) return;
    this.told.set({ is: 'looking' });
    try {
      await this.look(feed);
      if (this.told.value.is === 'looking') this.tellOfNone();
    } catch (error) {
      this.told.set({ is: 'failed', sentence: messageOf(error) });
    }
  }

  private tellOfNone(): void {
    const none: UpdateState = { is: 'newest' };
    this.told.set(none);
    setTimeout(() => {
      if (this.told.value === none) this.told.set(quiet);
    }, readMs);
  }

  /** Says what was found. Whoever looks at the same time waits for the same. */
  private look(feed: UpdateFeed): Promise<void> {
    this.looking ??= this.findNewVersion(feed).finally(() => (this.looking = null));
    return this.looking;
  }

  private async findNewVersion(feed: UpdateFeed): Promise<void> {
    this.lastLookAt = Date.now();
    const updater = await this.parts.openUpdater(feed);
    const version = await updater.find();
    this.updater = updater;
    this.found = version && foundState(version, await this.parts.canReplaceItself(feed));
    if (this.found) this.told.set(this.found);
    else if (this.told.value.is === 'found') this.told.set(quiet);
  }

  private async download(): Promise<void> {
    const { updater, found } = this;
    if (!updater || !found?.isInstallable || this.isBusy()) return;
    const { version } = found;
    const downloading = new AbortController();
    this.downloading = downloading;
    this.told.set({ is: 'downloading', version, receivedBytes: 0, totalBytes: 0 });
    try {
      await updater.download((soFar) => {
        if (!downloading.signal.aborted) this.told.set({ is: 'downloading', version, ...soFar });
      }, downloading.signal);
      this.told.set({ is: 'downloaded', version });
    } catch (error) {
      this.told.set(isAborted(error) ? found : { is: 'failed', sentence: messageOf(error) });
    }
  }

  private install(): void {
    const { updater } = this;
    if (!updater || this.told.value.is !== 'downloaded') return;
    this.parts.quitBy(() => updater.install((sentence) => this.parts.tellOfFailure(sentence)));
  }
}

function foundState(
  { version, notes }: NewVersion,
  isInstallable: boolean,
): Extract<UpdateState, { is: 'found' }> {
  return { is: 'found', version, notes, isInstallable };
}
