import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BrowserWindow, WebContents } from 'electron';
import type { Cell } from '../../shared/base/signal.ts';
import { focusWindow } from './window.ts';

/** What an engine is asked for here. */
interface WorkspaceEngine {
  /** How many sessions are live. */
  readonly sessions: { readonly live: Cell<number> };
  /** The names of those. */
  liveNames(): readonly string[];
  close(): Promise<void>;
}

/** A workspace whose sessions go on without a window. */
export interface UnseenWorkspace {
  readonly folder: string;
  /** How many sessions are live; not 0. */
  readonly live: number;
}

interface OpenWorkspacesParts<Engine> {
  /**
   * Makes the engine of a workspace. Null when there is nothing to open here: another program shows it, or the person chose not to. `show`
   * brings its window to the front.
   */
  readonly openEngine: (
    folder: string,
    takeOver: boolean,
    show: () => Promise<void>,
  ) => Promise<Engine | null>;
  /** Tells of each engine; the signal fires once it is closed. */
  readonly opened: (engine: Engine, closed: AbortSignal) => void;
  /** `folder` is as the system spells it. */
  readonly openWindow: (folder: string) => BrowserWindow;
  /** Tells what goes on without a window, whenever that changes. */
  readonly unseen: (workspaces: readonly UnseenWorkspace[]) => void;
  readonly warn: (error: unknown) => void;
}

/** A workspace with its engine, and with its window, unless that was closed while sessions are live. */
interface OpenWorkspace<Engine> {
  /** As the system spells it, whatever links led there. */
  readonly folder: string;
  readonly engine: Engine;
  window: BrowserWindow | null;
  /** Fires once the engine is closed. */
  readonly closed: AbortController;
  /** Waits for the end of its sessions while it has no window. */
  idling: AbortController | null;
  closing: Promise<void> | null;
}

/**
 * The workspaces that this program has open. Each has an engine of its own, and one window: whoever opens it again is shown that. When the
 * window is closed, the engine is, too, as soon as none of its sessions is live; until then the workspace is told as unseen.
 */
export class OpenWorkspaces<Engine extends WorkspaceEngine> {
  private readonly parts: OpenWorkspacesParts<Engine>;
  /** By folder; the one that was in front last is the last one. */
  private readonly open = new Map<string, OpenWorkspace<Engine>>();
  private readonly opening = new Map<string, Promise<OpenWorkspace<Engine> | null>>();
  private readonly unseen = new Map<string, number>();
  private isEnding = false;

  constructor(parts: OpenWorkspacesParts<Engine>) {
    this.parts = parts;
  }

  /** Of all workspaces, also of those without a window. */
  get engines(): readonly Engine[] {
    return [...this.open.values()].map(({ engine }) => engine);
  }

  /** The folder of the workspace that was in front last; null when none is open. */
  get current(): string | null {
    return [...this.open.values()].findLast(({ closing }) => !closing)?.folder ?? null;
  }

  /** The engine that a page belongs to. */
  engineOf(contents: WebContents): Engine | null {
    const found = [...this.open.values()].find(({ window }) => window?.webContents === contents);
    return found?.engine ?? null;
  }

  /**
   * Shows the window of a workspace, and opens the workspace where it is not open yet. Null when there is nothing to show here. Rejects with
   * a sentence.
   */
  async show(named: string, takeOver = false): Promise<Engine | null> {
    const workspace = await this.opened(await realFolder(named), named, takeOver);
    if (!workspace) return null;
    // Its last session has ended since: the engine is closing, and another one is made.
    if (workspace.closing) return this.show(named, takeOver);
    if (workspace.window) focusWindow(workspace.window);
    else this.openWindow(workspace);
    this.cameToFront(workspace);
    return workspace.engine;
  }

  /** The names of the sessions that are live in the workspace of a window. */
  liveIn({ webContents }: BrowserWindow): readonly string[] {
    return this.engineOf(webContents)?.liveNames() ?? [];
  }

  /** Closes a window and its engine, whatever is live in it. */
  async closeWindow(window: BrowserWindow): Promise<void> {
    const workspace = [...this.open.values()].find((each) => each.window === window);
    window.destroy();
    if (workspace) await this.closeEngine(workspace);
  }

  /** Closes all engines; windows stay. From then on nothing is opened any more. */
  async close(): Promise<void> {
    this.isEnding = true;
    await Promise.allSettled(this.opening.values());
    await Promise.all([...this.open.values()].map((workspace) => this.closeEngine(workspace)));
  }

  private async opened(
    folder: string,
    named: string,
    takeOver: boolean,
  ): Promise<OpenWorkspace<Engine> | null> {
    const open = this.open.get(folder);
    if (open && !open.closing) return open;
    await open?.closing;
    const opening = this.opening.get(folder) ?? this.openEngine(folder, named, takeOver);
    this.opening.set(folder, opening);
    return opening.finally(() => this.opening.delete(folder));
  }

  private async openEngine(
    folder: string,
    named: string,
    takeOver: boolean,
  ): Promise<OpenWorkspace<Engine> | null> {
    if (this.isEnding) return null;
    const engine = await this.parts.openEngine(named, takeOver, async () => void (await this.show(named)));
    if (!engine) return null;
    const workspace: OpenWorkspace<Engine> = {
      ...{ folder, engine, window: null, idling: null, closing: null },
      closed: new AbortController(),
    };
    this.parts.opened(engine, workspace.closed.signal);
    this.open.set(folder, workspace);
    return workspace;
  }

  private openWindow(workspace: OpenWorkspace<Engine>): void {
    const window = this.parts.openWindow(workspace.folder);
    workspace.window = window;
    workspace.idling?.abort();
    this.noteUnseen(workspace, 0);
    window.on('focus', () => this.cameToFront(workspace));
    window.once('closed', () => {
      workspace.window = null;
      this.closeWhenIdle(workspace).catch(this.parts.warn);
    });
  }

  private cameToFront(workspace: OpenWorkspace<Engine>): void {
    if (!this.open.delete(workspace.folder)) return;
    this.open.set(workspace.folder, workspace);
  }

  /** Sockets and recordings go on without a window; a new one may show them before they end. */
  private async closeWhenIdle(workspace: OpenWorkspace<Engine>): Promise<void> {
    const idling = new AbortController();
    workspace.idling = idling;
    for await (const live of workspace.engine.sessions.live.changes(idling.signal)) {
      this.noteUnseen(workspace, live);
      if (live > 0) continue;
      await this.closeEngine(workspace);
      return;
    }
  }

  private noteUnseen({ folder }: OpenWorkspace<Engine>, live: number): void {
    if ((this.unseen.get(folder) ?? 0) === live) return;
    if (live > 0) this.unseen.set(folder, live);
    else this.unseen.delete(folder);
    this.parts.unseen([...this.unseen].map(([each, count]) => ({ folder: each, live: count })));
  }

  private closeEngine(workspace: OpenWorkspace<Engine>): Promise<void> {
    workspace.idling?.abort();
    this.noteUnseen(workspace, 0);
    workspace.closing ??= workspace.engine.close().finally(() => {
      this.open.delete(workspace.folder);
      workspace.closed.abort();
    });
    return workspace.closing;
  }
}

/** A folder that does not exist yet is the one that will be created there. */
export async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realFolder(parent), basename(path));
  }
}
