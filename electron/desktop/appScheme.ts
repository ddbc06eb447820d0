import { protocol, type Session } from 'electron';
import { messageOf } from '../../shared/base/errors.ts';
import { guardHeaders, pageFileOf } from '../../shared/base/pageAnswer.ts';
import { pageHost, pageScheme } from './page.ts';
import type { PageSource } from './pageSource.ts';

/**
 * To be called before `ready`. Standard: the page has an origin and relative addresses. Secure: module workers and the clipboard work as
 * over https. The scheme bypasses neither CORS nor the policy, and has no service workers.
 */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** To be called after `ready`, for each session. Answers `app://wirebench/…` from the source, and nothing else. */
export function serveAppScheme(source: PageSource, { protocol: served }: Pick<Session, 'protocol'>): void {
  if (served.isProtocolHandled(pageScheme)) return;
  served.handle(pageScheme, async (request) => {
    const headers = guardHeaders(source.policy);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(405, 'Only GET and HEAD are answered here.', { ...headers, Allow: 'GET, HEAD' });
    }
    const path = pagePath(request.url);
    if (path === null) return refuse(404, 'There is nothing here.', headers);
    try {
      const file = await source.read(path);
      if (file === null) return refuse(404, 'There is nothing here.', headers);
      return new Response(request.method === 'HEAD' ? null : file.bytes, {
        headers: {
          ...headers,
          'Content-Type': file.contentType,
          'Content-Length': String(file.bytes.length),
        },
      });
    } catch (error) {
      return refuse(500, `This file could not be read: ${messageOf(error)}`, headers);
    }
  });
}

/** The path below the page's folder, with its query, or null. */
function pagePath(requestUrl: string): string | null {
  const url = URL.parse(requestUrl);
  if (!url || url.protocol !== `${pageScheme}:` || url.host !== pageHost) return null;
  if (url.username !== '' || url.password !== '') return null;
  const file = pageFileOf(url.pathname === '' ? '/' : url.pathname);
  return file === null ? null : file + url.search;
}

function refuse(status: number, sentence: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
