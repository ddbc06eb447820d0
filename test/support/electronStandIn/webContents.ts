import { EventEmitter } from 'node:events';
import type { MessagePortMain } from './ports.ts';
import { record } from './recording.ts';

/** A frame that a message comes from; a test changes it into one that is not ours. */
export class WebFrameMain {
  private static made = 0;

  origin = 'app://wirebench';
  parent: WebFrameMain | null = null;
  detached = false;
  readonly frameTreeNodeId = (WebFrameMain.made += 1);
  /** What was posted to the frame. */
  readonly posted: { channel: string; message: unknown; ports: readonly MessagePortMain[] }[] = [];

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[]): void {
    this.posted.push({ channel, message, ports });
  }
}

/** How a document is replaced. */
interface Navigation {
  readonly url: string;
  /** By the page itself, such as a click on a link, which `will-navigate` may refuse; else by the program. */
  readonly byPage?: boolean;
  readonly isMainFrame?: boolean;
  /** Only the fragment changes. */
  readonly isSameDocument?: boolean;
}

/** A key of the keyboard, as far as a test tells. */
interface Key {
  readonly type: 'keyDown' | 'keyUp';
  readonly key: string;
  readonly control?: boolean;
  readonly meta?: boolean;
  readonly alt?: boolean;
  readonly shift?: boolean;
}

type OpenHandler = (details: { url: string }) => { action: string };

/** A page, with the events of Electron in Electron's order. */
export class WebContents extends EventEmitter {
  readonly mainFrame = new WebFrameMain();
  windowOpenHandler: OpenHandler | null = null;
  webRtcPolicy = 'default';
  session: unknown = null;
  private zoomLevel = 0;
  private url = '';
  private crashed = false;

  setWindowOpenHandler(handler: OpenHandler): void {
    this.windowOpenHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }

  /** Of the document that is there. */
  getURL(): string {
    return this.url;
  }

  getZoomLevel(): number {
    return this.zoomLevel;
  }

  setZoomLevel(level: number): void {
    this.zoomLevel = level;
  }

  /** Tells of a navigation up to its end. False when it was refused: then the document stays, but its beginning was told all the same. */
  navigate({ url, byPage = false, isMainFrame = true, isSameDocument = false }: Navigation): boolean {
    this.emit('did-start-loading');
    this.emit('did-start-navigation', { url, isMainFrame, isSameDocument });
    if (isSameDocument) {
      this.url = url;
      this.emit('did-navigate-in-page', {}, url, isMainFrame);
      this.emit('did-stop-loading');
      return true;
    }
    if (byPage && this.refuses(url, isMainFrame)) {
      this.emit('did-stop-loading');
      return false;
    }
    if (isMainFrame) this.url = url;
    this.emit('did-frame-navigate', {}, url, -1, '', isMainFrame);
    if (isMainFrame) {
      this.emit('did-navigate', {}, url, -1, '');
      for (const event of ['dom-ready', 'did-finish-load']) this.emit(event);
    }
    this.emit('did-stop-loading');
    return true;
  }

  /** Presses or releases a key. False when the program has used it, so that neither page nor menu sees it. */
  press(key: Key): boolean {
    let used = false;
    const event = { preventDefault: () => (used = true) };
    const released = { control: false, meta: false, alt: false, shift: false };
    this.emit('before-input-event', event, { ...released, ...key });
    return !used;
  }

  reload(): void {
    record('webContents.reload');
    this.crashed = false;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  /** The page ends, which is told a little later. */
  forcefullyCrashRenderer(): void {
    record('webContents.forcefullyCrashRenderer');
    setImmediate(() => this.crash('killed'));
  }

  /** The frame stays, and counts as detached from then on, also with the next page. */
  crash(reason = 'crashed'): void {
    this.crashed = true;
    this.mainFrame.detached = true;
    this.emit('render-process-gone', {}, { reason, exitCode: 5 });
  }

  /** Once one listener has refused, the next event does not come. */
  private refuses(url: string, isMainFrame: boolean): boolean {
    return ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])].some((name) => {
      let refused = false;
      this.emit(name, { url, isMainFrame, preventDefault: () => (refused = true) });
      return refused;
    });
  }
}
