import { capitalized, plural } from '../../shared/base/quantity.ts';
import { formatIsoTime } from '../../shared/base/time.ts';
import { likenesses, termLike, type Likeness } from '../../shared/filter/termLike.ts';
import { filterWith } from '../state/records/filterWith.ts';
import { isPayloadKind } from '../../shared/model/record.ts';
import type { RecordFormName } from '../../shared/model/recordForm.ts';
import { formatItem } from '../state/records/itemId.ts';
import type { RecordView } from '../state/records/recordView.ts';
import { itemOfRow } from '../state/records/rowList.ts';
import { selectedRecords } from '../state/records/selectedRecords.ts';
import { copyRecords, type CopyForm } from '../state/window/copyRecords.ts';
import { showLarge } from '../state/window/inspecting.ts';
import { saveRecords } from '../state/window/saveRecords.ts';
import { saveTable } from '../state/window/saveTable.ts';
import type { TableFileForm } from '../state/window/tableFiles.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/** The keys of the list itself for what its menu has. */
export const rowKeys = { large: 'Enter', copy: 'Mod+C' } as const;

/** A form that records are copied or saved in. `as`: how it is told in a sentence. */
interface NamedForm<Form> {
  readonly form: Form;
  readonly label: string;
  readonly as: string;
}

const sharedForms: readonly NamedForm<Exclude<CopyForm & RecordFormName, 'shown'>>[] = [
  { form: 'text', label: 'Text', as: 'as text' },
  { form: 'hex', label: 'Hex', as: 'as hex' },
  { form: 'base64', label: 'Base64', as: 'as Base64' },
  { form: 'c', label: 'C array', as: 'as a C array' },
  { form: 'python', label: 'Python bytes', as: 'as Python bytes' },
  { form: 'json', label: 'JSON lines', as: 'as JSON lines' },
];

const copyForms: readonly NamedForm<CopyForm>[] = [
  ...sharedForms,
  { form: 'table', label: 'As the table shows it', as: 'as the table shows it' },
];

/** What can be copied can be saved, and what no clipboard takes. */
const savedForms: readonly NamedForm<Exclude<RecordFormName, 'shown'> | TableFileForm>[] = [
  { form: 'bytes', label: 'Bytes…', as: 'to a file…' },
  ...sharedForms.map(({ form, label, as }) => ({ form, label: `${label}…`, as: `${as}…` })),
  { form: 'tsv', label: 'Table with tabs…', as: 'as a table with tabs…' },
  { form: 'csv', label: 'Table as CSV…', as: 'as a table in CSV…' },
];

/** In these, a record without bytes can be told. */
const formsOfEvents: ReadonlySet<string> = new Set(['json', 'table', 'tsv', 'csv', 'shown']);

/** Shows the current record large; copies and saves the selected ones. */
export function rowCommands(parts: WorkbenchParts, view: RecordView, group: string): Command[] {
  const selected = selectedRecords(view);
  if (!selected) return [];
  const row = view.store.getState().currentRow;
  const records = `the selected ${plural(selected.spanned, 'record')}`;
  const isEvent = selected.spanned === 1 && row !== null && !isPayloadKind(row.kind);
  const hasBytes = (form: CopyForm | RecordFormName | TableFileForm): boolean =>
    !isEvent || formsOfEvents.has(form);
  return [
    {
      id: 'rows.large',
      title: 'Show the selected record large',
      group,
      row: { label: 'Show large', keys: rowKeys.large },
      run: () => showLarge(parts, view),
    },
    {
      id: 'rows.copy',
      title: `Copy ${records}`,
      group,
      words: 'clipboard text',
      row: { label: 'Copy', keys: rowKeys.copy, hint: 'text, else hex', begins: true },
      run: () => copyRecords(parts, view, 'shown'),
    },
    ...copyForms
      .filter(({ form }) => hasBytes(form))
      .map(({ form, label, as }): Command => ({
        id: `rows.copy.${form}`,
        title: `Copy ${records} ${as}`,
        group,
        words: 'clipboard tsv csv spreadsheet',
        row: { label, under: 'Copy as' },
        run: () => copyRecords(parts, view, form),
      })),
    ...ownTexts(parts, view, group),
    ...savedForms
      .filter(({ form }) => hasBytes(form))
      .map(({ form, label, as }): Command => ({
        id: `rows.save.${form}`,
        title: `Save ${records} ${as}`,
        group,
        words: 'export download file raw spreadsheet excel',
        row: { label, under: 'Save to a file' },
        run: () =>
          form === 'tsv' || form === 'csv' ? saveTable(parts, view, form) : saveRecords(parts, view, form),
      })),
  ];
}

/** What the current record is called, and when it was. */
function ownTexts({ state, copyText }: WorkbenchParts, view: RecordView, group: string): Command[] {
  const row = view.store.getState().currentRow;
  if (row === null) return [];
  const command = (name: string, text: string, begins?: true): Command => ({
    id: `rows.copy.${name}`,
    title: `Copy the ${name} of the selected record`,
    group,
    row: {
      label: capitalized(name),
      under: 'Copy as',
      hint: text,
      ...(begins && { begins }),
    },
    run: () => state.toasts.run(() => copyText(text)),
  });
  return [command('number', formatItem(itemOfRow(row)), true), command('time', formatIsoTime(row.at))];
}

/** Lists what is like the current record, or all but that, besides what is filtered already. */
export function likeCommands(view: RecordView, group: string): Command[] {
  const row = view.store.getState().currentRow;
  if (row === null) return [];
  const terms = likenesses.flatMap((likeness) => {
    const term = termLike(row, likeness);
    return term === null ? [] : [{ likeness, term }];
  });
  const command = (likeness: Likeness, term: string, way: 'only' | 'not'): Command => ({
    id: `rows.${way === 'only' ? 'like' : 'unlike'}.${likeness}`,
    title: `${way === 'only' ? 'Filter' : 'Exclude'} like the selected record: ${likeness}`,
    group,
    detail: term,
    words: 'only without same',
    row: {
      label: capitalized(likeness),
      under: way === 'only' ? 'Filter like this' : 'Exclude like this',
      hint: term,
    },
    run: () => filterWith(view, way === 'only' ? term : `not ${term}`),
  });
  return [
    ...terms.map(({ likeness, term }) => command(likeness, term, 'only')),
    ...terms.map(({ likeness, term }) => command(likeness, term, 'not')),
  ];
}
