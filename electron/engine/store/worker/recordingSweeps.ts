import type { FileId } from '../protocol.ts';
import type { OpenedRecording } from './openRecording.ts';
import { sweepRecording } from './sweepRecording.ts';

/** The sweeps of finished files under way: one for each file, which ends with the reader that began it. */
export class RecordingSweeps {
  private readonly isWanted: (file: FileId) => boolean;
  private readonly sweeps = new Map<string, { readonly file: FileId; readonly ended: Promise<void> }>();

  /** `isWanted` is asked between two portions. */
  constructor(isWanted: (file: FileId) => boolean) {
    this.isWanted = isWanted;
  }

  begin(file: FileId, path: string, opened: OpenedRecording): void {
    if (this.sweeps.has(path)) return;
    const swept = sweepRecording(opened, path, { isWanted: () => this.isWanted(file), kept: null });
    this.sweeps.set(path, { file, ended: swept.finally(() => this.sweeps.delete(path)) });
  }

  /** Resolves when the sweep that this reader began has ended. */
  async ended(file: FileId, path: string): Promise<void> {
    const sweep = this.sweeps.get(path);
    if (sweep?.file === file) await sweep.ended;
  }
}
