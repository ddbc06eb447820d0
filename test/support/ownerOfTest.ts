import { Owner } from '../../shared/base/lifecycle.ts';

/** An owner that disposes what it has at the end of its test. */
export function ownerOfTest(): Owner & { [Symbol.dispose](): void } {
  const owner = new Owner();
  return Object.assign(owner, { [Symbol.dispose]: () => owner.dispose() });
}
