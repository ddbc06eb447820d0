import { WirebenchError } from '../../../../shared/base/errors.ts';

/** Throws BAD_REQUEST for anything but a whole number from `least` on; `what` begins the sentence. */
export function requireWhole(value: number, what: string, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new WirebenchError('BAD_REQUEST', `${what} must be a whole number from ${least} on, not ${value}.`);
}
