import type { WindowLaunch } from './launch.ts';

/** The workspaces that can be shown. */
interface Workspaces {
  /** The folder of the one that was in front last; null when none is open. */
  readonly current: string | null;
  show(folder: string, takeOver?: boolean): Promise<unknown>;
}

/** Shows what a person has asked for. `usual`: the folder of the workspace that is shown where none is named, and none is open. */
export async function openLaunch(launch: WindowLaunch, workspaces: Workspaces, usual: string): Promise<void> {
  await workspaces.show(launch.workspace ?? workspaces.current ?? usual, launch.takeOver);
}
