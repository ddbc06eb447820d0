import { pollIntervalMs } from '../files/folderWatch.ts';

/** 250 ms: a live file changes fifty times a second; its size in a list need not. */
const settleMs = 250;

interface CalmChangesParts {
  /** Looks at files with these names, or (null) at the whole folder. */
  readonly look: (names: readonly string[] | null) => Promise<void>;
  /** A look has ended: null where it saw everything. */
  readonly ended: (failure: { readonly error: unknown } | null) => void;
}

/** Gathers what changes in a folder, and looks at it four times a second at most. What could not be read is tried again every 5 s. */
export class CalmChanges {
  private readonly parts: CalmChangesParts;
  private readonly names = new Set<string>();
  private isFolderChanged = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: CalmChangesParts) {
    this.parts = parts;
  }

  /** Notes a name whose content changed; null when files came or went. */
  note(name: string | null): void {
    clearTimeout(this.again);
    if (name === null) this.isFolderChanged = true;
    else this.names.add(name);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.look();
    }, settleMs);
  }

  close(): void {
    clearTimeout(this.timer);
    clearTimeout(this.again);
  }

  private async look(): Promise<void> {
    const names = this.isFolderChanged ? null : [...this.names];
    this.names.clear();
    this.isFolderChanged = false;
    try {
      await this.parts.look(names);
      this.parts.ended(null);
    } catch (error) {
      // No system reports when it can be read again.
      this.again = setTimeout(() => this.note(null), pollIntervalMs).unref();
      this.parts.ended({ error });
    }
  }
}
