import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { CollectedBlob } from '../base/collectedBlob.ts';
import type { RecordView } from '../records/recordView.ts';
import { selectedRecords, type SelectedRecords } from '../records/selectedRecords.ts';
import { withSelected } from '../records/writtenRecords.ts';
import type { FileProgress } from '../workspace/files.ts';
import { keyOfSource } from './inspecting.ts';
import { fileNameOf, savedWords, wordsOfSelected } from './saveRecords.ts';
import { tableFiles, type TableFileForm } from './tableFiles.ts';
import { tableLines } from './tableLines.ts';
import type { TableWords } from './tableTexts.ts';
import { withTransfer } from './withTransfer.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** 1 GiB: the page holds the whole file until it is saved. */
const largestTableBytes = 1024 * 1024 * 1024;

const encoder = new TextEncoder();

type SaveTableParts = Pick<WorkbenchParts, 'state' | 'tableWords'>;

/** Writes the selected records into a file of the person's as the table shows them, and says so: only the page knows columns, times and addresses. */
export function saveTable(
  { state, tableWords }: SaveTableParts,
  view: Pick<RecordView, 'source' | 'store' | 'filter'>,
  form: TableFileForm,
): void {
  const selected = selectedRecords(view);
  const words = selected && tableWords.get(keyOfSource(selected.source));
  if (!selected || !words) return;
  const abort = new AbortController();
  const save = async (progress: FileProgress): Promise<void> => {
    const { content, records } = await tableOf(state, selected, { words, form }, progress, abort.signal);
    state.files.saveContent(fileNameOf(state, selected, form), content);
    view.filter.say(savedWords({ records, leftOut: 0, damaged: 0 }));
  };
  withTransfer(state, `Saving ${wordsOfSelected(selected)}`, save, abort);
}

async function tableOf(
  { client }: Pick<WorkbenchParts['state'], 'client'>,
  selected: SelectedRecords,
  { words, form }: { readonly words: TableWords; readonly form: TableFileForm },
  progress: FileProgress,
  signal: AbortSignal,
): Promise<{ readonly content: Blob; readonly records: number }> {
  const { begin, line } = tableFiles[form];
  const collected = new CollectedBlob();
  collected.add(encoder.encode(begin + line(words.shown)));
  let records = 0;
  await withSelected(selected, signal, async (known) => {
    for await (const { text, records: soFar } of tableLines(client, known, { words, line }, signal)) {
      signal.throwIfAborted();
      collected.add(encoder.encode(text));
      if (collected.size > largestTableBytes) throw tooLarge();
      records = soFar;
      progress(soFar / selected.spanned);
    }
  });
  return { content: collected.finish(form === 'csv' ? 'text/csv' : 'text/tab-separated-values'), records };
}

function tooLarge(): WirebenchError {
  return new WirebenchError(
    'LIMIT',
    `This table has more than ${formatBytes(largestTableBytes)}. Select fewer records, or save them as JSON lines.`,
  );
}
