const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** The Content-Type of a file of the built page, by its extension. */
export function contentTypeOf(fileName: string): string {
  const extension = /\.(\w+)$/.exec(fileName)?.[1] ?? '';
  return contentTypes[extension] ?? 'application/octet-stream';
}

/**
 * The path of a file below the page's folder, or null. Allows what a build writes, rather than forbidding what attackers write: segments
 * that begin with a letter, a digit or one of `_@`. So there is no `..`, no dot file, no escape, no backslash, no drive and no empty segment.
 * A folder stands for its index.html.
 */
export function pageFileOf(path: string): string | null {
  if (!/^\/(?:[\w@][\w.@-]*\/)*(?:[\w@][\w.@-]*)?$/.test(path) || path.length > 1000) return null;
  return path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1);
}

/**
 * The headers of every answer to the page, on every host, errors included: its policy, no type sniffing, no referrer, no access for windows
 * or documents of other origins. Nothing is cached either: reading again costs nothing on this machine, and a cached file would outlive the
 * token and could mix with whatever is served on that port next.
 */
export function guardHeaders(contentSecurityPolicy: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
