import { contentSecurityPolicy } from '../../shared/base/contentSecurityPolicy.ts';
import { guardHeaders } from '../../shared/base/pageAnswer.ts';

/** What every answer of the server carries, an error's too. `host` is the checked Host header; without one, no connection is allowed. */
export function securityHeaders(host: string | null): Readonly<Record<string, string>> {
  if (host === null) return guardHeaders("default-src 'none'; frame-ancestors 'none'");
  // Not every browser counts ws: to the same host as 'self'.
  return guardHeaders(contentSecurityPolicy({ connect: [`ws://${host}`] }));
}
