import { largestPageRows, unpackPage, unpackRows } from '../../../shared/model/recordPage.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { RecordRange } from '../../../shared/model/recordForm.ts';
import type { WirebenchClient } from '../base/client.ts';
import { formatItem } from '../records/itemId.ts';
import { itemOfRow } from '../records/rowList.ts';
import type { KnownRecords } from '../records/writtenRecords.ts';
import type { TableForm } from './tableFiles.ts';
import { textOf, type TableWords } from './tableTexts.ts';

/** Rows of a table as lines; `records` so far. */
interface TableLines {
  readonly text: string;
  readonly records: number;
}

/** Writes records as the table shows them, a page at a time: in the order and with the texts of its columns. Rejects with a sentence. */
export async function* tableLines(
  client: WirebenchClient,
  records: KnownRecords,
  { words, line }: { readonly words: TableWords; readonly line: TableForm['line'] },
  signal: AbortSignal,
): AsyncGenerator<TableLines, void, undefined> {
  let count = 0;
  for (const range of records.ranges) {
    for await (const rows of pagesIn(client, records, range, signal)) {
      const lines = rows.flatMap((row, place) =>
        row.seq < range.from || row.seq > range.to ? [] : [line(cellsOf(row, rows[place - 1]?.at, words))],
      );
      count += lines.length;
      yield { text: lines.join(''), records: count };
    }
  }
}

function cellsOf(row: RecordRow, previousAt: number | undefined, words: TableWords): string[] {
  const shown = { number: formatItem(itemOfRow(row)), row, previousAt };
  return words.shown.map((id) => textOf(id, shown, words));
}

/** The listed rows of a range, each page beginning with the row above its first one. */
async function* pagesIn(
  client: WirebenchClient,
  { source, view }: KnownRecords,
  { from, to }: RecordRange,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordRow[], void, undefined> {
  const first = view === null ? from : await nextMatch(client, view, from, signal);
  if (first === null) return;
  const least = view === null ? 1 : 0;
  for (let index = Math.max(least, first - 1); ;) {
    const rows = await read(client, { source, view, index }, signal);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (last.seq >= to || rows.length < 2) return;
    index += rows.length - 1;
  }
}

async function nextMatch(
  client: WirebenchClient,
  view: NonNullable<KnownRecords['view']>,
  seq: number,
  signal: AbortSignal,
): Promise<number | null> {
  return (await client.call('views.near', { view, seq: seq - 1, toward: 'next' }, { signal })).index;
}

async function read(
  client: WirebenchClient,
  { source, view, index }: Pick<KnownRecords, 'source' | 'view'> & { readonly index: number },
  signal: AbortSignal,
): Promise<readonly RecordRow[]> {
  const count = largestPageRows;
  if (view === null)
    return unpackPage(await client.call('records.rows', { source, from: index, count }, { signal })).rows;
  const { output, body } = await client.call('views.rows', { view, from: index, count }, { signal });
  return unpackRows(output.rows, body);
}
