import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fuse } from '../../../scripts/packaging/singleExecutable.ts';
import { portOf } from '../peers.ts';
import { makeWindowsStandIn } from './electronDist/windowsProgram.ts';

/** A server that has Node's releases, as far as packaging for Windows takes something from them. */
export interface NodeReleases extends AsyncDisposable {
  readonly url: string;
  /** How often the program was fetched. */
  fetched(): number;
}

/** Serves a program that runs nothing as every release, under its own checksum or under another one. */
export async function serveNodeReleases({ isDamaged = false } = {}): Promise<NodeReleases> {
  const program = makeWindowsStandIn('console', `${fuse}:0`);
  const checksum = isDamaged ? '0'.repeat(64) : createHash('sha256').update(program).digest('hex');
  let fetched = 0;
  const server = createServer(({ url = '' }, response) => {
    if (url.endsWith('/SHASUMS256.txt')) {
      response.end(`${checksum}  win-x64/node.exe\n${checksum}  win-arm64/node.exe\n`);
    } else if (url.endsWith('/node.exe')) {
      fetched += 1;
      response.end(program);
    } else if (url.endsWith('/LICENSE')) response.end('Node.js is licensed for use as follows');
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    fetched: () => fetched,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
