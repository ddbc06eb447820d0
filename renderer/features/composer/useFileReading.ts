import { useMemo } from 'react';
import type { Destination } from '../../../shared/model/messageProblem.ts';
import type { Draft, DraftProblem } from './draft.ts';
import { pathOf, problemOfFile } from './fileDraft.ts';
import { useFileLook } from './useFileLook.ts';

/** What is known of the file that a draft sends. */
interface FileReading {
  /** In bytes; null while it is not known. */
  readonly size: number | null;
  /** Why it cannot be sent. */
  readonly problem: DraftProblem | null;
  /** What is wrong with the file now. It may be there when it is sent. */
  readonly warning: DraftProblem | null;
}

const none: DraftProblem = {
  code: 'empty',
  message: 'There is no file to send. Choose one, or write its path.',
  place: null,
};

/** Reads what a draft says of a file, and looks at that, also when `again` has changed; null for a draft of a text. */
export function useFileReading(
  draft: Draft,
  destination: Destination,
  look: (path: string) => Promise<number>,
  again: unknown,
): FileReading | null {
  const path = pathOf(draft);
  const { size, problem } = useFileLook(path, look, again);
  return useMemo(() => {
    if (path === null) return null;
    if (path === '') return { size: null, problem: none, warning: null };
    const refusal = size === null ? null : problemOfFile(draft, size, destination);
    return { size, problem: asProblem(refusal), warning: asProblem(problem) };
  }, [draft, destination, path, size, problem]);
}

function asProblem(message: string | null): DraftProblem | null {
  return message === null ? null : { message, place: null };
}
