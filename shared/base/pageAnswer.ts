const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** The Content-Type of a file of the built page, by what stands after the last dot of its name. */
export function contentTypeOf(fileName: string): string {
  const extension = /\.(\w+)$/.exec(fileName)?.[1] ?? '';
  return contentTypes[extension] ?? 'application/octet-stream';
}

/**
 * The headers that guard every answer to the page, on every host, an error's too: its policy, no guessing of types, no address told to
 * others, no window or document of another origin in reach. Nothing is stored either: what is read again costs nothing on this machine,
 * and what stays in a browser's cache outlives the token, and meets whatever is served at the port next.
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
