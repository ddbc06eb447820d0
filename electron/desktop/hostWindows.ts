import { BrowserWindow, type WebContents } from 'electron';
import type { hostContract, HostPage } from '../../shared/contract/host.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';
import type { ProgramMenus } from './menus.ts';
import { WindowAsks } from './windowAsks.ts';

/** The parts of the program that a window may turn to. */
interface HostParts {
  readonly menus: ProgramMenus;
  /** Shows what comes with the program. */
  readonly show: (page: HostPage) => void;
}

/** What the windows and the program around them have to say to each other, each of them with asks of its own. */
export class HostWindows {
  private readonly parts: HostParts;
  private readonly asks = new WeakMap<WebContents, WindowAsks<{ readonly command: string }>>();

  constructor(parts: HostParts) {
    this.parts = parts;
  }

  /** What the page of a window may ask of the program. */
  handlersFor(contents: WebContents): Handlers<typeof hostContract> {
    const { menus, show } = this.parts;
    const asks = this.asksOf(contents);
    return {
      'host.showMenus': ({ menus: told }) => {
        const window = BrowserWindow.fromWebContents(contents);
        if (window) menus.show(window, told, (command) => asks.add({ command }));
        return {};
      },
      'host.asked': (_input, { signal }) => asks.taken(signal),
      'host.show': ({ page }) => {
        show(page);
        return {};
      },
    };
  }

  private asksOf(contents: WebContents): WindowAsks<{ readonly command: string }> {
    const known = this.asks.get(contents);
    if (known) return known;
    const asks = new WindowAsks<{ readonly command: string }>();
    this.asks.set(contents, asks);
    return asks;
  }
}
