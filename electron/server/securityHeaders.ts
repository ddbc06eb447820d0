import { contentSecurityPolicy } from '../../shared/base/contentSecurityPolicy.ts';

/** What every answer of the server carries, an error's too. `host` is the checked Host header; without one, no connection is allowed. */
export function securityHeaders(host: string | null): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy':
      host === null
        ? "default-src 'none'; frame-ancestors 'none'"
        : // Not every browser counts ws: to the same host as 'self'.
          contentSecurityPolicy({ connect: [`ws://${host}`] }),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
