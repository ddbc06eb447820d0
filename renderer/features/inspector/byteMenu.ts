import { byteFormNames, byteForms, type ByteForm } from '../../../shared/bytes/byteForms.ts';
import { formatKeys } from '../../ui/keys.ts';
import type { MenuItem } from '../../ui/Menu.tsx';

/** What can be done with bytes of a record; undefined where it cannot. */
export interface ByteActions {
  readonly copy: (form: ByteForm) => void;
  readonly selectAll: () => void;
  /** Adds a term to the filter, for records in which the same bytes stand; not for many bytes. */
  readonly filterLike: (() => void) | undefined;
  /** Puts them into the composer. */
  readonly compose: (() => void) | undefined;
  /** Writes the whole record into a file of the person's. */
  readonly save: () => void;
  /** Makes the sender of the record the send target. */
  readonly reply: (() => void) | undefined;
}

/** The menu of the selected bytes, or of all of them. `plain` is the form that the key copies. */
export function byteMenu(actions: ByteActions, plain: ByteForm): MenuItem[] {
  const { copy, selectAll, filterLike, compose, save, reply } = actions;
  const copies = byteForms.map((form): MenuItem => ({
    label: `Copy as ${byteFormNames[form]}`,
    keys: form === plain ? formatKeys('Mod+C') : undefined,
    run: () => copy(form),
  }));
  return [
    ...copies,
    { label: 'Select all', separated: true, keys: formatKeys('Mod+A'), run: selectAll },
    {
      label: 'Filter like this',
      separated: true,
      disabled: filterLike === undefined,
      run: () => filterLike?.(),
    },
    ...(compose ? [{ label: 'Open in the composer', run: compose }] : []),
    { label: 'Save the record to a file…', run: save },
    ...(reply ? [{ label: 'Reply to sender', keys: formatKeys('Alt+R'), run: reply }] : []),
  ];
}
