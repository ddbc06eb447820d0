import { ipcMain, MessageChannelMain, type WebContents, type WebFrameMain } from 'electron';
import type { Disposable } from '../../shared/base/lifecycle.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { pageOrigin } from './page.ts';
import { createPortTransport } from './portTransport.ts';

/** The only message that the preload sends. */
const portRequestChannel = 'wirebench:port-please';
const portChannel = 'wirebench:port';

/**
 * Hands a port to every page of ours that asks for one, and serves the page's engine at its other end; nothing where `serveOver` finds none.
 * A page has one port: with the next document, or when it asks again, the previous port is closed.
 */
export function offerEnginePort(
  serveOver: (transport: Transport, contents: WebContents) => Disposable | null,
): void {
  const ports = new WeakMap<WebContents, Transport>();
  ipcMain.on(portRequestChannel, ({ sender, senderFrame }) => {
    if (!isOurPage(senderFrame, sender)) return;
    ports.get(sender)?.close('The page asked for a new port.');
    const { port1, port2 } = new MessageChannelMain();
    const transport = createPortTransport(port1);
    ports.set(sender, transport);
    closeWithPage(sender, transport);
    if (!serveOver(transport, sender)) {
      transport.close('This page belongs to no workspace.');
      return;
    }
    senderFrame.postMessage(portChannel, null, [port2]);
  });
}

/**
 * The sender is a frame that still exists, the top one, and of our exact origin. Whether it is `detached` is not asked: Electron says so of a
 * page that was loaded after a crash, too. One that is really being left has its port closed with it.
 */
function isOurPage(frame: WebFrameMain | null, contents: WebContents): frame is WebFrameMain {
  return (
    frame !== null &&
    frame.parent === null &&
    frame.frameTreeNodeId === contents.mainFrame.frameTreeNodeId &&
    frame.origin === pageOrigin
  );
}

/** The port's own `close` comes only once the other process has let go of it; a page that crashed or was left is known earlier. */
function closeWithPage(contents: WebContents, transport: Transport): void {
  const close = (): void => transport.close('The page has gone.');
  contents.once('destroyed', close);
  contents.once('render-process-gone', close);
  // Comes for a new document in the top frame only, and once it has replaced the page: a navigation that began may still be refused.
  contents.once('did-navigate', close);
  transport.onClose(() => {
    contents.off('destroyed', close);
    contents.off('render-process-gone', close);
    contents.off('did-navigate', close);
  });
}
