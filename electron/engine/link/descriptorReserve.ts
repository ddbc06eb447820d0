import { closeSync, openSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { codeOf } from '../../../shared/base/errors.ts';

/** 32 descriptors: enough for the files of several recordings, a search and a look-up, when clients occupy all others. */
const reservedDescriptors = 32;

/**
 * True when the descriptors of this process are nearly used up. Beyond the last one, Node accepts clients and hangs up on them without an
 * event, and no recording can be written either. A new descriptor gets the lowest free number, so one number tells how many are left; where
 * the limit is infinite, only running out counts.
 */
export function isShortOfDescriptors(limit: number): boolean {
  try {
    const lowestFree = openSync(devNull, 'r');
    closeSync(lowestFree);
    return lowestFree >= limit - reservedDescriptors;
  } catch (error) {
    const code = codeOf(error);
    return code === 'EMFILE' || code === 'ENFILE';
  }
}

/**
 * The limit of descriptors of this process, as proc(5) says; infinite where the system does not say. Node raises it as far as it may at
 * start.
 */
export function descriptorLimit(): number {
  if (process.platform !== 'linux') return Infinity;
  try {
    const limit = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1];
    return limit === undefined ? Infinity : Number(limit);
  } catch {
    return Infinity;
  }
}
