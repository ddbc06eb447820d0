import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 random bits, as 32 characters that need no escaping in a URL. */
export function makeToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Takes the same time wherever the two differ, and however long they are, since it compares digests of equal length. */
export function isSameToken(given: string, expected: string): boolean {
  const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
