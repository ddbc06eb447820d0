import { isWithinFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { OpenFolders } from '../../state/window/openFolders.ts';

/** 500 ms, as in file managers: long enough to pass over a folder on the way. */
const openAfterMs = 500;

/** Opens the closed folder over which something is dragged for a while, and closes it again at the end of the drag. */
export class SpringFolders {
  private readonly folders: Pick<OpenFolders, 'store' | 'set'>;
  private readonly opened = new Set<FolderPath>();
  private over: FolderPath | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(folders: Pick<OpenFolders, 'store' | 'set'>) {
    this.folders = folders;
  }

  /** The folder that what is dragged would go into, where its own row is the target; null elsewhere. */
  move(over: FolderPath | null): void {
    if (over === this.over) return;
    this.over = over;
    clearTimeout(this.timer);
    if (over !== null && !this.folders.store.getState().has(over))
      this.timer = setTimeout(() => this.open(over), openAfterMs);
  }

  /** The drag is over; those that something was dropped into stay open. */
  end(droppedInto: FolderPath | null): void {
    this.move(null);
    for (const folder of this.opened) {
      if (droppedInto === null || !isWithinFolder(droppedInto, folder)) this.folders.set(folder, false);
    }
    this.opened.clear();
  }

  private open(folder: FolderPath): void {
    this.opened.add(folder);
    this.folders.set(folder, true);
  }
}
