import { contentSecurityPolicy } from '../../shared/base/contentSecurityPolicy.ts';
import { guardHeaders } from '../../shared/base/pageAnswer.ts';

/** The headers of every answer of the server, errors included. `host` is the checked Host header; without one, no connection is allowed. */
export function securityHeaders(host: string | null): Readonly<Record<string, string>> {
  if (host === null) return guardHeaders("default-src 'none'; frame-ancestors 'none'");
  // Not every browser lets 'self' cover ws: to the same host.
  return guardHeaders(contentSecurityPolicy({ connect: [`ws://${host}`] }));
}
