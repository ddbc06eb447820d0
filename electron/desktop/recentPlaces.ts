import { basename } from 'node:path';
import { app, Menu } from 'electron';
import { jumpList } from './jumpList.ts';

/** 10: as many as Windows shows, and as a menu is read at a glance. */
const mostShown = 10;

/** What an engine knows of the workspaces of this person. */
interface ListingEngine {
  /** The folders of those that were opened last, its own first, without those that are gone. Rejects with a sentence. */
  recentFolders(): Promise<readonly string[]>;
}

interface RecentPlacesParts {
  readonly open: (folder: string) => void;
  readonly warn: (error: unknown) => void;
  readonly platform: NodeJS.Platform;
}

/** The recent workspaces and recordings in the lists of the system: the jump list of Windows, the dock and the recent items of macOS. */
export class RecentPlaces {
  private readonly parts: RecentPlacesParts;

  constructor(parts: RecentPlacesParts) {
    this.parts = parts;
  }

  /** A recording was opened from outside. Linux has no such list. */
  noteFile(path: string): void {
    app.addRecentDocument(path);
  }

  /** A workspace was opened: the lists are made anew. */
  noteWorkspace(engine: ListingEngine): void {
    this.tell(engine).catch(this.parts.warn);
  }

  private async tell(engine: ListingEngine): Promise<void> {
    const { open, platform } = this.parts;
    if (platform !== 'win32' && platform !== 'darwin') return;
    const folders = (await engine.recentFolders()).slice(0, mostShown);
    if (platform === 'win32') {
      app.setJumpList(jumpList(folders, process.execPath, app.getJumpListSettings().removedItems));
      return;
    }
    const items = folders.map((folder) => ({ label: basename(folder), click: () => open(folder) }));
    app.dock?.setMenu(Menu.buildFromTemplate(items));
  }
}
