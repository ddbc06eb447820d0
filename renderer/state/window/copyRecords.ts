import { WirebenchError } from '../../../shared/base/errors.ts';
import { countedInWords } from '../../../shared/base/quantity.ts';
import { byteFormNames } from '../../../shared/bytes/byteForms.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { RecordFormName, WrittenCounts } from '../../../shared/model/recordForm.ts';
import { CollectedBlob } from '../base/collectedBlob.ts';
import type { RecordView } from '../records/recordView.ts';
import { selectedRecords, type SelectedRecords } from '../records/selectedRecords.ts';
import { withSelected, writtenRecords, type KnownRecords } from '../records/writtenRecords.ts';
import type { FileProgress } from '../workspace/files.ts';
import { keyOfSource } from './inspecting.ts';
import { missingWords, saveRecords, wordsOfSelected } from './saveRecords.ts';
import { saveTable } from './saveTable.ts';
import { copiedTable } from './tableFiles.ts';
import { tableLines } from './tableLines.ts';
import { withTransfer } from './withTransfer.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** What records are copied as: a form, or the lines of the table that shows them. */
export type CopyForm = Exclude<RecordFormName, 'bytes'> | 'table';

/** As in “Copied as hex”; null where it needs no mention. */
const formNames: Readonly<Record<CopyForm, string | null>> = {
  shown: null,
  text: byteFormNames.text,
  hex: byteFormNames.hex,
  base64: byteFormNames.base64,
  c: byteFormNames.c,
  python: byteFormNames.python,
  json: 'JSON lines',
  table: 'the table shows them',
};

/** 64 MiB of text: whoever pastes more waits for minutes, and many programs refuse it. */
export const largestCopyBytes = 64 * 1024 * 1024;

/** 300 ms: what is copied sooner shows no progress, which would only flicker. */
const quickMs = 300;

type CopyParts = Pick<WorkbenchParts, 'state' | 'copyText' | 'tableWords'>;
type CopiedView = Pick<RecordView, 'source' | 'store' | 'filter'>;

/** Puts the selected records on the clipboard, and says so. What is too much for it can be saved instead. */
export function copyRecords(parts: CopyParts, view: CopiedView, form: CopyForm): void {
  const selected = selectedRecords(view);
  if (!selected) return;
  const { state } = parts;
  const abort = new AbortController();
  const copy = async (progress: FileProgress): Promise<void> => {
    const copied = await textOf(parts, selected, form, unlessQuick(progress), abort.signal);
    if (copied === null) {
      offerToSave(parts, view, form);
      return;
    }
    const { text, ...counts } = copied;
    if (text === '') state.toasts.say(nothingCopied(counts));
    else await put(parts, text, () => view.filter.say(described(form, counts)));
  };
  withTransfer(state, `Copying ${wordsOfSelected(selected)}`, copy, abort);
}

/** Puts a text on the clipboard. What took long may need another click, since browsers accept it only soon after one. */
async function put({ state, copyText }: CopyParts, text: string | Blob, say: () => void): Promise<void> {
  const copy = async (): Promise<void> => {
    await copyText(text);
    say();
  };
  const again = { label: 'Copy', run: () => state.toasts.run(copy) };
  await copy().catch(() => state.toasts.say('The text is ready for the clipboard.', again));
}

/** Null where it is too much for the clipboard. */
async function textOf(
  { state, tableWords }: CopyParts,
  selected: SelectedRecords,
  form: CopyForm,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<(WrittenCounts & { readonly text: string | Blob }) | null> {
  progress(0);
  const collected = new CollectedBlob();
  let counts = { records: 0, leftOut: 0, damaged: 0 };
  const words = tableWords.get(keyOfSource(selected.source));
  const piecesOf = async function* (records: KnownRecords): AsyncGenerator<number> {
    if (form !== 'table') {
      for await (const { bytes, share, ...so } of writtenRecords(state.client, records, form, signal)) {
        collected.add(bytes);
        counts = so;
        yield share;
      }
    } else if (words) {
      for await (const { text, records: count } of tableLines(
        state.client,
        records,
        { words, line: copiedTable.line },
        signal,
      )) {
        collected.add(encoder.encode(text));
        counts = { records: count, leftOut: 0, damaged: 0 };
        yield count / selected.spanned;
      }
    }
  };
  return withSelected(selected, signal, async (records) => {
    for await (const share of piecesOf(records)) {
      if (signal.aborted) throw new WirebenchError('ABORTED', 'This was cancelled.');
      if (collected.size > largestCopyBytes) return null;
      progress(share);
    }
    return { text: await finished(collected), ...counts };
  });
}

/** A short one as a string. */
async function finished(collected: CollectedBlob): Promise<string | Blob> {
  const blob = collected.finish('text/plain');
  return collected.size > largestStringBytes ? blob : decoder.decode(await blob.arrayBuffer());
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** 1 MiB: putting more together would hold up the page. */
const largestStringBytes = 1024 * 1024;

/** Passes progress on once something has taken a while. */
function unlessQuick(progress: FileProgress): FileProgress {
  const begun = performance.now();
  return (share) => {
    if (performance.now() - begun >= quickMs) progress(share);
  };
}

function offerToSave(parts: CopyParts, view: CopiedView, form: CopyForm): void {
  parts.state.toasts.say(
    `Nothing was copied: this is more than ${formatBytes(largestCopyBytes)}, too much for the clipboard.`,
    {
      label: 'Save to a file…',
      run: () => (form === 'table' ? saveTable(parts, view, 'tsv') : saveRecords(parts, view, form)),
    },
  );
}

function described(form: CopyForm, counts: WrittenCounts): string {
  const name = formNames[form];
  const as = name === null ? '' : ` as ${name}`;
  return [`Copied ${countedInWords(counts.records, 'record')}${as}.`, ...missingWords(counts)].join(' ');
}

function nothingCopied(counts: WrittenCounts): string {
  const [why = 'The selected records are empty.'] = missingWords(counts);
  return `Nothing was copied. ${why}`;
}
