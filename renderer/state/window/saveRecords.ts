import { countedInWords, formatCounted, plural } from '../../../shared/base/quantity.ts';
import type { RecordFormName, WrittenCounts } from '../../../shared/model/recordForm.ts';
import { safeFileName } from '../base/safeFileName.ts';
import type { RecordView } from '../records/recordView.ts';
import { selectedRecords, type SelectedRecords } from '../records/selectedRecords.ts';
import { withSelected } from '../records/writtenRecords.ts';
import type { TableFileForm } from './tableFiles.ts';
import type { WorkbenchState } from './workbench.ts';
import { withTransfer } from './withTransfer.ts';

const endings: Readonly<Record<RecordFormName | TableFileForm, string>> = {
  shown: 'txt',
  text: 'txt',
  hex: 'txt',
  base64: 'txt',
  c: 'c',
  python: 'py',
  json: 'jsonl',
  bytes: 'bin',
  tsv: 'tsv',
  csv: 'csv',
};

interface SaveParts {
  readonly state: Pick<
    WorkbenchState,
    'files' | 'recordings' | 'sessions' | 'connections' | 'toasts' | 'transfer'
  >;
}

/** Writes records into a file of the person's, the selected ones unless told, and says so. */
export function saveRecords(
  { state }: SaveParts,
  view: Pick<RecordView, 'source' | 'store' | 'filter'>,
  form: RecordFormName,
  selected = selectedRecords(view),
): void {
  if (!selected) return;
  const abort = new AbortController();
  const name = fileNameOf(state, selected, form);
  withTransfer(
    state,
    `Saving ${wordsOfSelected(selected)}`,
    async (progress) => {
      const saved = await withSelected(selected, abort.signal, (records) =>
        state.files.saveRecords({ ...records, form, name }, progress, abort.signal),
      );
      if (saved) view.filter.say(savedWords(saved));
    },
    abort,
  );
}

/** As in “Copying 12 records”. */
export function wordsOfSelected({ spanned, matches }: SelectedRecords): string {
  return matches ? 'the selected records' : countedInWords(spanned, 'record');
}

/** Sentences: which of the records are not there. */
export function missingWords({ leftOut, damaged }: WrittenCounts): readonly string[] {
  const left = `${formatCounted(leftOut, 'record')} without bytes ${plural(leftOut, 'was', 'were')} left out.`;
  const wrong = `${formatCounted(damaged, 'damaged record')} could not be read.`;
  return [...(leftOut > 0 ? [left] : []), ...(damaged > 0 ? [wrong] : [])];
}

/** A sentence: how many records were saved, and which were not. */
export function savedWords(counts: WrittenCounts): string {
  return [`Saved ${countedInWords(counts.records, 'record')}.`, ...missingWords(counts)].join(' ');
}

/** The name of a file with these records, and its ending. */
export function fileNameOf(
  state: SaveParts['state'],
  selected: SelectedRecords,
  form: RecordFormName | TableFileForm,
): string {
  return safeFileName(`${nameOf(state, selected)} ${numbersOf(selected)}`, endings[form]);
}

/** The name of the recording, or of the connection whose session it is. */
function nameOf(
  { recordings, sessions, connections }: SaveParts['state'],
  { source }: SelectedRecords,
): string {
  if ('recording' in source) return recordings.get(source.recording)?.name ?? 'recording';
  const session = sessions.store.getState().sessions.find(({ id }) => id === source.session);
  const connection = session?.connectionId ?? null;
  return (connection === null ? undefined : connections.get(connection)?.name) ?? 'records';
}

/** `12`, or `12-500` for the first and the last. */
function numbersOf({ ranges }: SelectedRecords): string {
  const [first, last] = [ranges[0]?.from ?? 1, ranges.at(-1)?.to ?? 1];
  return first === last ? String(first) : `${first}-${last}`;
}
