import type { LinkCommand } from '../commands/linkCommands.ts';
import type { MenuItem } from '../ui/Menu.tsx';

/** The commands in the menu of a connection; those not possible now are greyed out. */
export function linkMenu(commands: readonly LinkCommand[]): MenuItem[] {
  return commands.map(({ id, title, isPossible, danger = false, run }, place) => ({
    label: title,
    disabled: !isPossible,
    danger,
    separated: id === 'link.copyCommand' && place > 0,
    run,
  }));
}
