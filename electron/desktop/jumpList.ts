import type { JumpListCategory, JumpListItem } from 'electron';

/**
 * What the jump list of Windows shows. An item that a person has removed must not come back: Windows would leave out its whole category.
 */
export function jumpList(
  folders: readonly string[],
  program: string,
  removed: readonly Pick<JumpListItem, 'args'>[],
): JumpListCategory[] {
  const gone = new Set(removed.map(({ args }) => args));
  const items = folders.map((folder) => taskFor(folder, program)).filter(({ args }) => !gone.has(args));
  return [{ type: 'custom', name: 'Recent workspaces', items }, { type: 'recent' }];
}

/** A quote in a path of Windows cannot be; a backslash before the closing one would escape it. */
function taskFor(folder: string, program: string): JumpListItem {
  return {
    type: 'task',
    title: folder.split('\\').findLast((part) => part !== '') ?? folder,
    // Beyond 260 characters, the item would not be shown.
    description: folder.slice(0, 260),
    program,
    args: `--workspace="${folder.replace(/\\+$/, (end) => end + end)}"`,
    iconPath: program,
    iconIndex: 0,
  };
}
