import { messageOf } from '../../../shared/base/errors.ts';
import type { Log } from './deps.ts';

/** A part of the engine, and how it is closed. */
export interface ClosingPart {
  readonly name: string;
  readonly close: () => Promise<void>;
}

/**
 * Closes one part after the other. One that fails does not keep the others open: its files may be lost, and theirs need not be. Whoever
 * operates the program is told; who closed it can do nothing about it any more.
 */
export async function closeInTurn(parts: readonly ClosingPart[], log: Log): Promise<void> {
  for (const { name, close } of parts) {
    try {
      await close();
    } catch (error) {
      log.warn(`Closing the ${name} failed: ${messageOf(error)}`);
    }
  }
}
