import type { MenuItem } from '../../ui/menuItem.ts';
import { textOfFields, type RecordField } from './recordFields.ts';

interface FieldActions {
  readonly copy: (text: string) => void;
  readonly filter: (term: string) => void;
}

/** The menu of the facts about a record. `field`: the one at which it opens; `selected`: the text that is selected in them, or nothing. */
export function fieldMenu(
  fields: readonly RecordField[],
  field: RecordField | undefined,
  selected: string,
  { copy, filter }: FieldActions,
): MenuItem[] {
  const term = field?.term ?? null;
  return [
    ...(selected === '' ? [] : [{ label: 'Copy the selection', run: () => copy(selected) }]),
    ...(field ? [{ label: 'Copy value', run: () => copy(field.values.join('\n')) }] : []),
    { label: 'Copy all fields', run: () => copy(textOfFields(fields)) },
    ...(term === null
      ? []
      : [
          { label: 'Filter like this', separated: true, hint: term, run: () => filter(term) },
          { label: 'Exclude like this', hint: `not ${term}`, run: () => filter(`not ${term}`) },
        ]),
  ];
}
