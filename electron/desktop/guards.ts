import { app, session, type Session, type WebContents } from 'electron';
import { isPageUrl } from './page.ts';

/** Everything that a page may not do, for every page there will ever be. Once, before the first window. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => guardOne(contents));
}

/** After `ready`: what a session grants and fetches. The policy of the page forbids the network too; this is the second lock. */
export function guardSession(guarded: Session = session.defaultSession): void {
  guarded.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  guarded.setPermissionCheckHandler(() => false);
  guarded.setDevicePermissionHandler(() => false);
  guarded.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  guarded.on('will-download', (event) => event.preventDefault());
}

/** In a packaged application no page fetches anything: what is not of the app's own scheme is cancelled. */
export function cutFromNetwork(guarded: Session = session.defaultSession): void {
  const urls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];
  guarded.webRequest.onBeforeRequest({ urls }, (_details, answer) => answer({ cancel: true }));
}

/** A page goes nowhere: only its own reload is let through. A file or an address that is dropped on it is a navigation, too. */
function guardOne(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isPageUrl(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPageUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
