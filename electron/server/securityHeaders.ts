/**
 * The policy of the page: its own files and nothing else, and one WebSocket, to the very host that served it. `connect-src 'self'` would
 * not do for that: not every browser counts ws: as the page's own origin.
 */
export function contentSecurityPolicy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://${host}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** What every answer of the server carries, an error's too. `host` is the checked Host header; without one, no connection is allowed. */
export function securityHeaders(host: string | null): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy':
      host === null ? "default-src 'none'; frame-ancestors 'none'" : contentSecurityPolicy(host),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
