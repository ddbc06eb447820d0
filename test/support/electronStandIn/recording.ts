/** A call of the module by the program under test, in the order in which they came. */
interface Recorded {
  readonly name: string;
  readonly args: readonly unknown[];
  /** Whether `ready` had been emitted by then. */
  readonly ready: boolean;
}

export const calls: Recorded[] = [];
export const state = { ready: false, exitStatus: null as number | null, quit: false, isQuitting: false };

export function record(name: string, ...args: readonly unknown[]): void {
  calls.push({ name, args, ready: state.ready });
}
