import type { Keys } from '../ui/keys.ts';

/** One action that is possible now. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys?: Keys;
  /** More words to find it by. */
  readonly words?: string;
  /** It acts on a peer: keys that are held run it once. */
  readonly once?: boolean;
  readonly run: () => void;
}
