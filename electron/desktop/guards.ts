import { app, session, type Session, type WebContents } from 'electron';
import { isPageUrl, pageOrigin } from './page.ts';

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
  guarded.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault();
  });
}

/** What the page itself has made, such as the certificate of an authority; the system's dialog asks where to. */
function isOwnDownload(url: string): boolean {
  return url.startsWith(`blob:${pageOrigin}/`);
}

/** What a page is made of: its own scheme, what it has in its hands already, and the developer tools. */
const localSchemes = new Set(['app:', 'data:', 'blob:', 'devtools:']);

/** Once the page is built, it fetches nothing: what is not of these schemes is cancelled before it is asked for. */
export function cutFromNetwork(guarded: Session = session.defaultSession): void {
  guarded.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    answer({ cancel: !localSchemes.has(URL.parse(url)?.protocol ?? '') });
  });
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
