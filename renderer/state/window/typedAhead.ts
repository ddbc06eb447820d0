/** The text typed before the field that it is meant for exists. */
export interface TypedAhead {
  readonly isWaiting: boolean;
  /** A field was requested: text typed from now on is meant for it. */
  wait(): void;
  type(text: string): void;
  erase(): void;
  /** Returns the typed text, and stops waiting. */
  readonly take: () => string;
}

export function createTypedAhead(): TypedAhead {
  let typed: string[] | null = null;
  return {
    get isWaiting() {
      return typed !== null;
    },
    wait: () => void (typed ??= []),
    type: (text) => void typed?.push(text),
    erase: () => void typed?.pop(),
    take() {
      const text = typed?.join('') ?? '';
      typed = null;
      return text;
    },
  };
}
