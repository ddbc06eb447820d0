import { WirebenchError } from '../../../shared/base/errors.ts';

/** Whether the code is there. What has failed is absent again while another try is under way. */
export type LaterState<Code> =
  | { readonly state: 'absent' }
  | { readonly state: 'failed' }
  | { readonly state: 'loaded'; readonly code: Code };

/** Says that code could not be loaded, and why that may be. */
export const notLoaded =
  'A part of the window could not be loaded. Wirebench may have ended, or another version may have taken its place.';

/** Code that the page does not have from the beginning: it is loaded when it is first needed, or before that while nothing else is to do. */
export class LaterCode<Code> {
  private readonly load: () => Promise<Code>;
  private readonly listeners = new Set<() => void>();
  private loading: Promise<Code> | null = null;
  private now: LaterState<Code> = { state: 'absent' };

  /** `load` imports the code. Where that has failed, the next who needs it calls it again. */
  constructor(load: () => Promise<Code>) {
    this.load = load;
  }

  readonly read = (): LaterState<Code> => this.now;

  /** Calls `changed` when the code is there, or cannot be loaded. The result ends that. */
  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  /** Loads the code. Rejects with a sentence where that fails. */
  async get(): Promise<Code> {
    this.loading ??= this.begin();
    return this.loading;
  }

  /** Loads the code for those who look with `read`. */
  prepare(): void {
    this.get().catch(() => undefined);
  }

  private async begin(): Promise<Code> {
    if (this.now.state === 'failed') this.tell({ state: 'absent' });
    try {
      const code = await this.load();
      this.tell({ state: 'loaded', code });
      return code;
    } catch (error) {
      this.loading = null;
      this.tell({ state: 'failed' });
      throw new WirebenchError('INTERNAL', notLoaded, { cause: error });
    }
  }

  private tell(now: LaterState<Code>): void {
    this.now = now;
    for (const changed of this.listeners) changed();
  }
}
