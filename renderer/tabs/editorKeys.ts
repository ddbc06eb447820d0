import type { MessageId } from '../../shared/model/ids.ts';

/** A named message, or the one that has no name (null). */
type Shown = MessageId | null;

/**
 * In which editor each message of a connection is, by the key of its component. Every message has its own, with its caret and what Undo
 * takes back, and keeps it as it gets a name: whoever saves what they write goes on writing.
 */
export class EditorKeys {
  private readonly keys = new Map<Shown, string>();
  private made = 0;

  keyOf(shown: Shown): string {
    return this.keys.get(shown) ?? shown ?? '';
  }

  /** What was in the editor of `from` has become `to`, and goes on there; `from` begins another one when it is shown again. */
  pass(from: Shown, to: MessageId): void {
    this.keys.set(to, this.keyOf(from));
    this.made += 1;
    this.keys.set(from, `${from ?? ''} ${this.made}`);
  }
}
