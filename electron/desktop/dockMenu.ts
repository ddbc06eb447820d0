import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { formatCounted } from '../../shared/base/quantity.ts';
import type { UnseenWorkspace } from './openWorkspaces.ts';

/** The menu of the dock: first the workspaces whose connections are open without a window, then the recent ones. */
export function dockMenu(
  folders: readonly string[],
  unseen: readonly UnseenWorkspace[],
  open: (folder: string) => void,
): MenuItemConstructorOptions[] {
  const item = (folder: string, label: string): MenuItemConstructorOptions => ({
    label,
    click: () => open(folder),
  });
  return [
    ...unseen.map(({ folder, live }) =>
      item(folder, `${basename(folder)}: ${formatCounted(live, 'open connection')}`),
    ),
    ...(unseen.length > 0 ? [{ type: 'separator' } as const] : []),
    ...folders.map((folder) => item(folder, basename(folder))),
  ];
}
