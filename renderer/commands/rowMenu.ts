import { formatKeys } from '../ui/keys.ts';
import type { Command } from './command.ts';

/** An entry of a menu, as `ui/Menu.tsx` draws it. */
interface RowAction {
  readonly label: string;
  readonly separated: boolean;
  readonly disabled: boolean;
  readonly keys?: string;
  readonly hint?: string;
  readonly run: () => void;
}

/** One that opens a menu of its own. */
interface RowSubmenu {
  readonly label: string;
  readonly separated: boolean;
  readonly items: readonly RowAction[];
}

export type RowEntry = RowAction | RowSubmenu;

/** The menus within the menu before which a group ends. */
const beginningMenus: ReadonlySet<string> = new Set(['Filter like this']);

/** The menu of the records: commands with the same `under` are a menu of their own, where the first of them is. */
export function rowMenu(commands: readonly Command[]): readonly RowEntry[] {
  const items: RowEntry[] = [];
  const menus = new Map<string, RowAction[]>();
  for (const command of commands) {
    if (!command.row) continue;
    const { under } = command.row;
    const item = itemOf(command, command.row);
    const menu = under === undefined ? items : menus.get(under);
    if (menu) menu.push(item);
    else if (under !== undefined) {
      const inside = [item];
      menus.set(under, inside);
      items.push({ label: under, separated: beginningMenus.has(under), items: inside });
    }
  }
  return items;
}

function itemOf({ keys, refusal, run }: Command, row: NonNullable<Command['row']>): RowAction {
  const shownKeys = row.keys ?? keys;
  const hint = refusal ?? row.hint;
  return {
    label: row.label,
    separated: row.begins === true,
    disabled: refusal !== undefined,
    ...(shownKeys !== undefined && { keys: formatKeys(shownKeys) }),
    ...(hint !== undefined && { hint }),
    run,
  };
}
