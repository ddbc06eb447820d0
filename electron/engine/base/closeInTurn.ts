import { messageOf } from '../../../shared/base/errors.ts';
import type { Log } from './deps.ts';

/** A part of the engine, and how to close it. */
interface ClosingPart {
  readonly name: string;
  readonly close: () => Promise<void>;
}

/**
 * Closes the parts one after the other. A part that fails to close does not keep the others open: its files may be lost, theirs need not
 * be. The failure is logged for the program's operator; the caller can no longer do anything about it.
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
