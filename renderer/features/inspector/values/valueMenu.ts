import { formatKeys } from '../../../ui/keys.ts';
import type { MenuItem } from '../../../ui/menuItem.ts';
import type { ValuesSwitch } from './ValuesButton.tsx';

/** What can be done with a value; null where the bytes have none in its reading. */
interface ValueActions {
  readonly copy: (() => void) | null;
  /** Copies every row, as a table. */
  readonly copyAll: () => void;
  readonly mark: (() => void) | null;
  /** Adds a term to the filter, for records in which the same bytes stand; not for many bytes. */
  readonly filterLike: (() => void) | undefined;
}

/** The menu of a value. */
export function valueMenu({ copy, copyAll, mark, filterLike }: ValueActions): MenuItem[] {
  return [
    { label: 'Copy value', keys: formatKeys('Mod+C'), disabled: copy === null, run: () => copy?.() },
    { label: 'Copy all values', run: copyAll },
    {
      label: 'Select its bytes',
      separated: true,
      keys: formatKeys('Enter'),
      disabled: mark === null,
      run: () => mark?.(),
    },
    { label: 'Filter like this', disabled: filterLike === undefined, run: () => filterLike?.() },
  ];
}

/** The entry in the menu of bytes that shows their values, or hides them. */
export function valuesItem({ isShown, keys, toggle }: ValuesSwitch): MenuItem {
  return { label: 'Values', separated: true, keys: formatKeys(keys), toggled: isShown, run: toggle };
}
