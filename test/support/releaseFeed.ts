import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { portOf } from './peers.ts';

/** Answers one path of a feed. */
type Answer = (response: ServerResponse) => void;

/** A place of releases on this machine, of which a test sets what it answers. */
export interface ReleaseFeed extends AsyncDisposable {
  /** With a slash at its end. */
  readonly url: string;
  /** By path, `latest-linux.yml` for one. What is not there is 404. */
  readonly answers: Map<string, Answer>;
  /** The requests that came, in order. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** How many requests are open. */
  open(): number;
}

export async function serveReleases(): Promise<ReleaseFeed> {
  const answers: ReleaseFeed['answers'] = new Map();
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = [];
  let open = 0;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0]?.replace(/^\/releases\/latest\/download\//, '') ?? '';
    asked.push({ path, headers: request.headers });
    open += 1;
    response.on('close', () => (open -= 1));
    const answer = answers.get(path) ?? ((missing: ServerResponse) => missing.writeHead(404).end());
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}/releases/latest/download/`,
    answers,
    asked,
    open: () => open,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The file of a release, and what is said of it. */
interface Release {
  readonly version: string;
  readonly name: string;
  readonly content: Uint8Array;
  /** In base64. */
  readonly sha512: string;
}

export function makeRelease(version: string, text: string): Release {
  const content = Buffer.from(text);
  const sha512 = createHash('sha512').update(content).digest('base64');
  return { version, name: `Wirebench-${version}-linux-${process.arch}.AppImage`, content, sha512 };
}

/** What electron-builder writes of it. */
export function latestOf({ version, name, content, sha512 }: Release, notes = 'Faster.\nBetter.'): string {
  const file = { url: name, sha512, size: content.length };
  return JSON.stringify({ version, files: [file], path: name, sha512, releaseNotes: notes });
}

/** Sends a text, or a file, as it is. */
export function sends(content: string | Uint8Array): Answer {
  return (response) => response.writeHead(200, { 'content-length': Buffer.byteLength(content) }).end(content);
}

export function leadsTo(url: string): Answer {
  return (response) => response.writeHead(302, { location: url }).end();
}
