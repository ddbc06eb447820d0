import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentSecurityPolicy } from '../../shared/base/contentSecurityPolicy.ts';
import { codeOf } from '../../shared/base/errors.ts';
import { contentTypeOf } from '../../shared/base/pageAnswer.ts';

interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** Where the page's files come from, and under which policy. */
export interface PageSource {
  readonly policy: string;
  /** Null when there is no such file. The path was checked: it stays below the page's folder. */
  read(path: string): Promise<PageFile | null>;
}

/** The built page. Files are read whole: the largest is the editor's, a few MiB, and `readFile` can read from the archive. */
export function builtPage(folder: string): PageSource {
  return {
    policy: contentSecurityPolicy({ connect: [] }),
    async read(path) {
      const name = path.replace(/\?.*$/s, '');
      const bytes = await readFile(join(folder, name)).catch(unlessMissing);
      if (bytes === null) return null;
      return {
        bytes: new Uint8Array(bytes),
        contentType: contentTypeOf(name),
      };
    },
  };
}

function unlessMissing(error: unknown): null {
  if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
  throw error;
}

/**
 * The page as Vite serves it during development, fetched from its server on this machine. Vite puts scripts and styles into the page as
 * text and talks to it over a WebSocket, so the policy is wider, here and nowhere else.
 */
export function developedPage(server: string): PageSource {
  const origin = loopbackOrigin(server);
  return {
    policy: [
      "default-src 'none'",
      "script-src 'self' 'unsafe-inline'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
      "worker-src 'self' blob:",
    ].join('; '),
    async read(path) {
      const answer = await fetch(new URL(path === 'index.html' ? '/' : `/${path}`, origin));
      if (!answer.ok) return null;
      return {
        bytes: new Uint8Array(await answer.arrayBuffer()),
        contentType: answer.headers.get('Content-Type') ?? 'application/octet-stream',
      };
    },
  };
}

function loopbackOrigin(server: string): string {
  const url = URL.parse(server);
  if (url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) {
    return url.origin;
  }
  throw new Error(`ELECTRON_RENDERER_URL is ${server}; the page is only taken from this machine.`);
}
