import { app, session, type Session, type WebContents } from 'electron';
import { isDocsUrl, isPageUrl, pageOrigin } from './page.ts';

/**
 * Forbids what no page and no session may do, for all there will ever be. To be called once, before `ready`. `offline`: the page is built,
 * and needs no server.
 */
export function guardAll({ offline }: { readonly offline: boolean }): void {
  const guarded = new WeakSet<Session>();
  const guardOnce = (one: Session): void => {
    if (guarded.has(one)) return;
    guarded.add(one);
    guardSession(one);
    if (offline) cutFromNetwork(one);
  };
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('session-created', guardOnce);
  // Whether Electron tells of this one, too, differs from version to version.
  app.once('ready', () => guardOnce(session.defaultSession));
}

/** What a session grants. */
function guardSession(guarded: Session): void {
  guarded.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  guarded.setPermissionCheckHandler(() => false);
  guarded.setDevicePermissionHandler(() => false);
  guarded.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  guarded.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault();
    // Unless told, the dialog has the address as its title.
    else item.setSaveDialogOptions({ title: 'Save a file' });
  });
}

/** A file made by the page itself, such as an authority's certificate; the system's dialog asks where to save it. */
function isOwnDownload(url: string): boolean {
  return url.startsWith(`blob:${pageOrigin}/`);
}

/** The sources of a page: its own scheme, data it already has, and the developer tools. */
const localSchemes = new Set(['app:', 'data:', 'blob:', 'devtools:']);

/**
 * Once built, the page fetches nothing: requests for other schemes are cancelled before they are sent. The page's policy forbids the
 * network too; this is the second lock.
 */
function cutFromNetwork(guarded: Session): void {
  guarded.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    answer({ cancel: !localSchemes.has(URL.parse(url)?.protocol ?? '') });
  });
}

/**
 * A page does not navigate: only its own reload is allowed, and from page to page of the documentation. A file or an address dropped on it is
 * a navigation, too.
 */
function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!mayGo(contents.getURL(), event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !mayGo(contents.getURL(), event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // Neither the policy nor a session sees the datagrams of WebRTC.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** The page of the window and the documentation never lead to each other: what a window has of the program is not the same. */
function mayGo(from: string, to: string): boolean {
  return isDocsUrl(from) ? isDocsUrl(to) : isPageUrl(to);
}
