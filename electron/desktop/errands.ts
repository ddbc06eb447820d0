import { WirebenchError } from '../../shared/base/errors.ts';
import type { errandsContract } from '../../shared/contract/errands.ts';
import type { Errand } from '../../shared/model/errand.ts';
import type { ImportProgress } from '../../shared/model/recording.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';
import { readLink } from './link.ts';
import { WindowAsks } from './windowAsks.ts';

/** What an engine does with a file. */
interface ImportingEngine {
  readonly recordings: { importFile(path: string): AsyncGenerator<ImportProgress, void> };
}

/**
 * What a person asked for outside of the windows, for each workspace until its page takes it. Nothing of it connects, listens or sends. The page
 * knows files by a number, which is good for one import.
 */
export class Errands<Engine extends ImportingEngine> {
  private readonly asks = new WeakMap<Engine, WindowAsks<Errand>>();
  private readonly files = new Map<number, string>();
  private lastFile = 0;
  private readonly opened: (path: string) => void;

  /** `opened` is told of each recording that could be read. */
  constructor(opened: (path: string) => void) {
    this.opened = opened;
  }

  /** Opens a recording. */
  openFile(engine: Engine, path: string): void {
    this.lastFile += 1;
    this.files.set(this.lastFile, path);
    this.asksOf(engine).add({ kind: 'recording', file: this.lastFile });
  }

  /** Offers what a link names, or says why not. */
  openLink(engine: Engine, link: string): void {
    const read = readLink(link);
    if (read.ok) this.asksOf(engine).add({ kind: 'connection', address: read.value });
    else this.tell(engine, `A link was not opened. ${read.problem}`);
  }

  tell(engine: Engine, sentence: string): void {
    this.asksOf(engine).add({ kind: 'problem', sentence });
  }

  /** What the page of a workspace may ask. */
  handlersFor(engine: Engine): Handlers<typeof errandsContract> {
    return {
      'errands.taken': (_input, { signal }) => this.asksOf(engine).taken(signal),
      'errands.openFile': ({ file }) => this.importing(engine, file),
    };
  }

  private async *importing(engine: Engine, file: number): AsyncGenerator<ImportProgress, void> {
    const path = this.files.get(file);
    if (path === undefined) throw new WirebenchError('NOT_FOUND', 'This file was opened before.');
    this.files.delete(file);
    yield* engine.recordings.importFile(path);
    this.opened(path);
  }

  private asksOf(engine: Engine): WindowAsks<Errand> {
    const known = this.asks.get(engine);
    if (known) return known;
    const asks = new WindowAsks<Errand>();
    this.asks.set(engine, asks);
    return asks;
  }
}
