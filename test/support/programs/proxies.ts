import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePath, startProgram, type RealServer } from './program.ts';

/** HTTP CONNECT, for the user `bench` with the password `secret`. */
export function startTinyproxy(): Promise<RealServer> {
  return startProgram({
    name: 'tinyproxy',
    path: requirePath('tinyproxy'),
    scheme: 'http',
    argumentsFor: async (port, folder) => {
      const lines = [`Port ${port}`, 'Listen 127.0.0.1', 'Allow 127.0.0.1', 'BasicAuth bench secret'];
      await writeFile(join(folder, 'tinyproxy.conf'), `${lines.join('\n')}\n`);
      return ['-d', '-c', join(folder, 'tinyproxy.conf')];
    },
  });
}

/** SOCKS5 (RFC 1928) for everybody on this machine. */
export function startDante(): Promise<RealServer> {
  return startProgram({
    name: 'danted',
    path: requirePath('danted'),
    scheme: 'socks5',
    argumentsFor: async (port, folder) => {
      const lines = [
        ...['logoutput: stderr', `internal: 127.0.0.1 port = ${port}`, 'external: lo'],
        ...['clientmethod: none', 'socksmethod: none'],
        ...[
          'client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }',
          'socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }',
        ],
      ];
      await writeFile(join(folder, 'danted.conf'), `${lines.join('\n')}\n`);
      return ['-f', join(folder, 'danted.conf'), '-p', join(folder, 'pid')];
    },
  });
}
