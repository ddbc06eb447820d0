import type { Keys } from '../ui/keys.ts';

/** One thing that can be done now. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys?: Keys;
  /** More words by which it is found. */
  readonly words?: string;
  readonly run: () => void;
}
