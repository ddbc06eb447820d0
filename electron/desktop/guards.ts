import { app, session, type Session, type WebContents } from 'electron';
import { isPageUrl, pageOrigin } from './page.ts';

/** Forbids what no page may do, for every page there will ever be. To be called once, before the first window. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => guardOne(contents));
}

/** To be called after `ready`: what a session grants and fetches. The page's policy forbids the network too; this is the second lock. */
export function guardSession(guarded: Session = session.defaultSession): void {
  guarded.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  guarded.setPermissionCheckHandler(() => false);
  guarded.setDevicePermissionHandler(() => false);
  guarded.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  guarded.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault();
  });
}

/** A file made by the page itself, such as an authority's certificate; the system's dialog asks where to save it. */
function isOwnDownload(url: string): boolean {
  return url.startsWith(`blob:${pageOrigin}/`);
}

/** The sources of a page: its own scheme, data it already has, and the developer tools. */
const localSchemes = new Set(['app:', 'data:', 'blob:', 'devtools:']);

/** Once built, the page fetches nothing: requests for other schemes are cancelled before they are sent. */
export function cutFromNetwork(guarded: Session = session.defaultSession): void {
  guarded.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    answer({ cancel: !localSchemes.has(URL.parse(url)?.protocol ?? '') });
  });
}

/** A page does not navigate: only its own reload is allowed. A file or an address dropped on it is a navigation, too. */
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
