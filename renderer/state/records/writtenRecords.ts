import { WirebenchError } from '../../../shared/base/errors.ts';
import { orAborted } from '../../../shared/base/orAborted.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { writtenPieces, type WrittenSoFar } from '../../../shared/forms/writtenPieces.ts';
import type { ViewId } from '../../../shared/model/ids.ts';
import type { RecordFormName, RecordRange } from '../../../shared/model/recordForm.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { MatchList } from './matchList.ts';
import type { SelectedRecords } from './selectedRecords.ts';

/** Records as the engine knows them. */
export interface KnownRecords {
  readonly source: RecordSource;
  /** Only its matches; null for every record in the ranges. */
  readonly view: ViewId | null;
  readonly ranges: readonly RecordRange[];
}

/**
 * Does something with the selected records, once a filter has looked at all of them; its matches are kept until then, also where another
 * filter takes its place. Rejects with the signal's reason when that fires first.
 */
export async function withSelected<Value>(
  { source, ranges, matches }: SelectedRecords,
  signal: AbortSignal,
  work: (records: KnownRecords) => Promise<Value>,
): Promise<Value> {
  const holding = matches?.hold();
  try {
    const view = matches && (await viewOf(matches, ranges.at(-1)?.to ?? 0, signal));
    return await work({ source, ranges, view });
  } finally {
    holding?.dispose();
  }
}

/** Writes records in a form, piece by piece. Rejects with a sentence. */
export function writtenRecords(
  client: WirebenchClient,
  { source, view, ranges }: KnownRecords,
  form: RecordFormName,
  signal: AbortSignal,
): AsyncGenerator<WrittenSoFar, void, undefined> {
  return writtenPieces(
    (question) =>
      view === null
        ? client.call('records.written', { source, ...question }, { signal })
        : client.call('views.written', { view, ...question }, { signal }),
    { ranges, form },
  );
}

/** The engine's view of the matches, once it has looked at a record. */
async function viewOf(matches: MatchList, last: number, signal: AbortSignal): Promise<ViewId> {
  const found = Promise.withResolvers<ViewId>();
  const look = (): void => {
    const { view, state, problem } = matches.store.getState();
    if (state === 'failed')
      found.reject(new WirebenchError('WRONG_STATE', problem ?? 'The search has failed.'));
    else if (view !== null && matches.hasScanned(last)) found.resolve(view);
  };
  const unsubscribe = matches.store.subscribe(look);
  look();
  try {
    return await orAborted(found.promise, signal);
  } finally {
    unsubscribe();
  }
}
