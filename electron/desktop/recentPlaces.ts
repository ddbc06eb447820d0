import { app, Menu } from 'electron';
import { dockMenu } from './dockMenu.ts';
import { jumpList } from './jumpList.ts';
import type { UnseenWorkspace } from './openWorkspaces.ts';

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

/**
 * The recent workspaces and recordings in the lists of the system: the jump list of Windows, the dock and the recent items of macOS. The dock
 * also tells what goes on without a window, which is nothing elsewhere.
 */
export class RecentPlaces {
  private readonly parts: RecentPlacesParts;
  private folders: readonly string[] = [];
  private unseen: readonly UnseenWorkspace[] = [];

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

  /** These go on without a window. */
  noteUnseen(unseen: readonly UnseenWorkspace[]): void {
    this.unseen = unseen;
    const live = unseen.reduce((sum, workspace) => sum + workspace.live, 0);
    app.dock?.setBadge(live > 0 ? String(live) : '');
    this.showInDock();
  }

  private async tell(engine: ListingEngine): Promise<void> {
    const { platform } = this.parts;
    if (platform !== 'win32' && platform !== 'darwin') return;
    this.folders = (await engine.recentFolders()).slice(0, mostShown);
    if (platform === 'win32') {
      app.setJumpList(jumpList(this.folders, process.execPath, app.getJumpListSettings().removedItems));
    } else this.showInDock();
  }

  private showInDock(): void {
    const { folders, unseen, parts } = this;
    app.dock?.setMenu(Menu.buildFromTemplate(dockMenu(folders, unseen, parts.open)));
  }
}
