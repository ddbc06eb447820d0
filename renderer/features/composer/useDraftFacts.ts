import { useMemo } from 'react';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { ComposerProps } from './composerProps.ts';
import { hintOf, readDraft, type DraftProblem } from './draft.ts';
import { hintOfFile, pathOf } from './fileDraft.ts';
import { useFileReading } from './useFileReading.ts';
import { useJsonCheck } from './useJsonCheck.ts';

/** What is known of a draft before it is sent. */
export interface DraftFacts {
  /** Of the file that it sends; null for a text. */
  readonly path: string | null;
  /** What a text without variables stands for. */
  readonly bytes: Uint8Array | null;
  /** A text with variables. */
  readonly template: WrittenMessage | null;
  /** How many bytes would be sent; null while that is not known. */
  readonly size: number | null;
  /** The sentence for sending nothing, where there is nothing to send. An empty draft is not marked as wrong. */
  readonly empty: string | null;
  /** Why it cannot be sent. */
  readonly problem: DraftProblem | null;
  /** What is wrong with it, although it can be sent. */
  readonly warning: DraftProblem | null;
  /** It can be sent as far as the draft is concerned. */
  readonly isSendable: boolean;
  /** It can be laid out as JSON. */
  readonly isJson: boolean;
  /** What can be written into it. */
  readonly hint: string;
}

/** Reads a draft for its destination; a file is looked at again when `again` has changed. */
export function useDraftFacts(
  { draft, destination, scope, files }: Pick<ComposerProps, 'draft' | 'destination' | 'scope' | 'files'>,
  again: unknown,
): DraftFacts {
  const path = pathOf(draft);
  const file = useFileReading(draft, destination, files.look, again);
  const text = useMemo(() => readDraft(draft, destination, scope), [draft, destination, scope]);
  const json = useJsonCheck(draft);
  const { bytes, template } = text;
  const found = file === null ? text.problem : file.problem;
  const isEmpty = found?.code === 'empty';
  const isUnreadable = file === null && bytes === null && template === null;
  const problem = isEmpty ? null : found;
  return {
    path,
    bytes,
    template,
    size: file === null ? text.size : file.size,
    empty: isEmpty ? found.message : null,
    problem,
    warning: file === null ? json.warning : file.warning,
    isSendable: !isUnreadable && problem === null,
    isJson: json.isReady,
    hint: path === null ? hintOf(draft) : hintOfFile(destination.kind),
  };
}
