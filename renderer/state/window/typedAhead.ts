/** What is typed while the field that it is meant for is on its way. */
export interface TypedAhead {
  readonly isWaiting: boolean;
  /** A field was asked for: what is typed from now on is meant for it. */
  wait(): void;
  type(text: string): void;
  erase(): void;
  /** Gives what was typed, and waits no longer. */
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
