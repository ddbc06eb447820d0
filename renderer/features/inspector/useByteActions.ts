import { termOfBytes } from '../../../shared/filter/termOfBytes.ts';
import { filterWith } from '../../state/records/filterWith.ts';
import { readBytes } from '../../state/records/readBytes.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import type { ByteActions } from './byteMenu.ts';
import type { ByteStretch } from './byteStretch.ts';
import { copyBytes } from './copyBytes.ts';
import type { InspectedRecord } from './useByteWindow.ts';
import { useOutcome, type Outcome } from './useOutcome.ts';

/** 512 bytes: as hex a quarter of the longest filter, and more than anybody reads in a field. */
const largestTermBytes = 512;

/** What a pane shows, and what of it can be done elsewhere in the window. */
export interface BytePaneProps {
  readonly record: InspectedRecord;
  readonly view: RecordView;
  /** Puts a stretch of the bytes into the composer. */
  readonly onCompose: ((stretch: ByteStretch) => void) | undefined;
  /** Writes the record into a file of the person's. */
  readonly onSave: () => void;
  /** Makes the sender of the record the send target. */
  readonly onReply: (() => void) | undefined;
}

export interface ByteDoing {
  readonly actionsFor: (stretch: ByteStretch) => ByteActions;
  /** What came of the last action with these bytes, a sentence. */
  readonly resultOf: (stretch: ByteStretch) => string | null;
  /** Does something else with a stretch, and tells what came of it in the same place. */
  readonly run: Outcome['run'];
}

/** What can be done with a stretch of a record. */
export function useByteActions(
  { record, view, onCompose, onSave, onReply }: BytePaneProps,
  selectAll: () => void,
): ByteDoing {
  const outcome = useOutcome();
  return {
    actionsFor: (stretch) => ({
      copy: (form) => outcome.run(stretch, (signal) => copyBytes(record, stretch, form, signal)),
      selectAll,
      filterLike:
        stretch.to - stretch.from > largestTermBytes
          ? undefined
          : () => outcome.run(stretch, (signal) => filterLike(view, record, stretch, signal)),
      compose: onCompose && (() => onCompose(stretch)),
      save: onSave,
      reply: onReply,
    }),
    resultOf: outcome.of,
    run: outcome.run,
  };
}

/** Adds a term to the filter, for records in which the same bytes stand. */
async function filterLike(
  view: RecordView,
  { client, source, seq }: InspectedRecord,
  stretch: ByteStretch,
  signal: AbortSignal,
): Promise<null> {
  const bytes = await readBytes(client, source, { seq, ...stretch }, signal);
  filterWith(view, termOfBytes(bytes));
  return null;
}
