import { hash } from 'node:crypto';
import { WirebenchError } from '../../../shared/base/errors.ts';

/** Differs when the content does: whoever sees a content says by it what they saw, when they replace or delete it. */
export function revisionOf(content: unknown): string {
  return hash('sha256', JSON.stringify(content), 'hex').slice(0, 32);
}

/** What may be replaced, as the beginning of a sentence, and how to go on where it is another one by now. */
const replaced = {
  connection: ['This connection was', 'Compare the two, then save again.'],
  message: ['This message was', 'Compare the two, then save again.'],
  environment: ['This environment was', 'Cancel to see what it is now, or save again to replace it.'],
  folder: [
    'The variables of this folder were',
    'Cancel to see what they are now, or save again to replace them.',
  ],
} as const;

/** Throws WRONG_STATE where another revision stands in the file than the one that was seen; undefined where nobody has seen one. */
export function mustReplaceSeen(what: keyof typeof replaced, now: string, seen: string | undefined): void {
  if (seen === undefined || seen === now) return;
  const [beginning, advice] = replaced[what];
  throw new WirebenchError(
    'WRONG_STATE',
    `${beginning} changed elsewhere meanwhile, so nothing was written. ${advice}`,
  );
}

/** What may be deleted, as it stands in a sentence. */
const deleted = {
  connection: 'this connection or its messages',
  message: 'this message',
  environment: 'this environment',
} as const;

/** The same for what is to be deleted. */
export function mustDeleteSeen(what: keyof typeof deleted, now: string, seen: string | undefined): void {
  if (seen !== undefined && seen !== now) throw changedSinceSeen(what);
}

/** Something is not what a person agreed to delete. */
export function changedSinceSeen(what: keyof typeof deleted): WirebenchError {
  const message = `Nothing was deleted: ${deleted[what]} has just been changed elsewhere. Look at it again, then delete it.`;
  return new WirebenchError('WRONG_STATE', message);
}
