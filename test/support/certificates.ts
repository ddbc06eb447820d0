import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { LinkContext } from '../../electron/engine/link/link.ts';
import { createAuthority, type Authority } from '../../electron/engine/secrets/authority.ts';

/** A key for tests, which nobody trusts and which guards nothing. */
export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFoBbQgKcgGX7kwTR
7Nldj6Sc4iYYMLTvRt/nRqoPDNWhRANCAASjbgkbKQE6DjBKOlrq2R7y8DXLctDM
tyYajp8ZFo4V43O/FxLhSjbVSdW+TWi/YXOgfwRKhCFhTT4EtPLOe8oX
-----END PRIVATE KEY-----`;

/** Self-signed for `localhost`, valid from 2020 to 2120. */
export const validCertificate = `-----BEGIN CERTIFICATE-----
MIIBazCCARGgAwIBAgIBATAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5XaXJlYmVu
Y2ggdGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGTEXMBUG
A1UEAwwOV2lyZWJlbmNoIHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASj
bgkbKQE6DjBKOlrq2R7y8DXLctDMtyYajp8ZFo4V43O/FxLhSjbVSdW+TWi/YXOg
fwRKhCFhTT4EtPLOe8oXo0gwRjAUBgNVHREEDTALgglsb2NhbGhvc3QwDwYDVR0T
AQH/BAUwAwEB/zAdBgNVHQ4EFgQU0wcGllSHjlqtdgQiSE6c0PX/iXgwCgYIKoZI
zj0EAwIDSAAwRQIhAIXCSLUWlej294EU578LOVzTv0jyWACV2F1EVxrIJp8GAiAx
v0SnRGzVZrW3UZb0V/2UhuZBm+qo012r41t+Q9hCnQ==
-----END CERTIFICATE-----`;

/** The same, valid in January 2020. */
export const expiredCertificate = `-----BEGIN CERTIFICATE-----
MIIBaTCCAQ+gAwIBAgIBAjAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5XaXJlYmVu
Y2ggdGVzdDAeFw0yMDAxMDEwMDAwMDBaFw0yMDAyMDEwMDAwMDBaMBkxFzAVBgNV
BAMMDldpcmViZW5jaCB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEo24J
GykBOg4wSjpa6tke8vA1y3LQzLcmGo6fGRaOFeNzvxcS4Uo21UnVvk1ov2FzoH8E
SoQhYU0+BLTyznvKF6NIMEYwFAYDVR0RBA0wC4IJbG9jYWxob3N0MA8GA1UdEwEB
/wQFMAMBAf8wHQYDVR0OBBYEFNMHBpZUh45arXYEIkhOnND1/4l4MAoGCCqGSM49
BAMCA0gAMEUCIQDKT8IXsmVqgG7fCZlyq3/jSXXGrsXqKuJqSA5q5COTaQIgcmRz
Fwl/IeiCNZ32Hy2OOBvFUQKGTCEH8tpY7SHBGSQ=
-----END CERTIFICATE-----`;

/** The same, valid from 2119. */
export const futureCertificate = `-----BEGIN CERTIFICATE-----
MIIBbTCCAROgAwIBAgIBAzAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5XaXJlYmVu
Y2ggdGVzdDAiGA8yMTE5MDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAZMRcw
FQYDVQQDDA5XaXJlYmVuY2ggdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BKNuCRspAToOMEo6WurZHvLwNcty0My3JhqOnxkWjhXjc78XEuFKNtVJ1b5NaL9h
c6B/BEqEIWFNPgS08s57yhejSDBGMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBTTBwaWVIeOWq12BCJITpzQ9f+JeDAKBggq
hkjOPQQDAgNIADBFAiAEH9YXqhMQ+N0H0I43WxDid9q3O1up7ZGvC5JlXLzJigIh
AOAEI9GUgKeDv0doj/ODYJf41jQjJyyKl84+K8ZuckwE
-----END CERTIFICATE-----`;

/** A context with an authority of its own in a folder, and the paths and warnings of a session. */
export function contextIn(folder: string): Pick<LinkContext, 'makeIdentity' | 'keyLogPath'> & {
  readonly authority: Authority;
} {
  const authority = createAuthority({
    folder: join(folder, 'secrets'),
    nowMs: () => Date.now(),
    makeId: () => randomBytes(8).toString('hex'),
    warn: (message) => {
      throw new Error(message);
    },
  });
  return {
    authority,
    makeIdentity: (names) => authority.makeIdentity(names),
    keyLogPath: join(folder, 'keys.log'),
  };
}
