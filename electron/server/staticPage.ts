import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentTypeOf, pageFileOf } from '../../shared/base/pageAnswer.ts';
import { securityHeaders } from './securityHeaders.ts';

/** Answers the admitted requests for the page. `host` is the checked Host header. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse, host: string) => void;

/** Serves the files of a folder, by GET and HEAD. `/` is its index.html; a missing file is 404. */
export function createStaticPage(folder: string): PageHandler {
  return (request, response, host) => {
    void answer(folder, request, response, host).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, host, 'This file could not be read.');
    });
  };
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
  host: string,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    refuse(response, 405, host, 'Only GET and HEAD are answered here.');
    return;
  }
  const path = pageFileOf(/^[^?#]*/.exec(request.url ?? '')?.[0] ?? '');
  const file = path === null ? null : await openInside(folder, path);
  if (path === null || file === null) {
    refuse(response, 404, host, 'There is nothing here.');
    return;
  }
  try {
    const { size } = await file.stat();
    response.writeHead(200, {
      ...securityHeaders(host),
      'Content-Type': contentTypeOf(path),
      'Content-Length': size,
    });
    if (request.method === 'HEAD' || size === 0) response.end();
    else await pipeline(file.createReadStream({ autoClose: false, end: size - 1 }), response);
  } finally {
    await file.close();
  }
}

/** Opens a regular file, if it is really inside the folder after following every symbolic link. */
async function openInside(folder: string, path: string): Promise<FileHandle | null> {
  const root = await realpath(folder);
  const real = await realpath(join(root, path)).catch(() => null);
  if (real === null || !real.startsWith(root + sep)) return null;
  // Without O_NONBLOCK, opening a named pipe would wait for a writer forever.
  const file = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (file === null) return null;
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return null;
}

/** Answers with a sentence. */
export function refuse(
  response: ServerResponse,
  status: number,
  host: string | null,
  sentence: string,
): void {
  response.writeHead(status, {
    ...securityHeaders(host),
    'Content-Type': 'text/plain; charset=utf-8',
  });
  response.end(`${sentence}\n`);
}
