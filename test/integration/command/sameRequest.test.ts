import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../../shared/command/toolCommand.ts';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { canNameHosts, isInstalled, runCopied } from '../../support/copiedCommand.ts';
import { portOf, tcpPeer } from '../../support/peers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
});

/** A server that keeps the head of the first request, and turns it down. */
async function listenForRequest(): Promise<AsyncDisposable & { port: number; head: Promise<string> }> {
  const head = Promise.withResolvers<string>();
  const peer = await tcpPeer((socket) => {
    let heard = '';
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      if (!heard.includes('\r\n\r\n')) return;
      head.resolve(heard.replace(/^(Sec-WebSocket-Key: )[\w+/]{22}==\r$/m, '$1…\r'));
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    });
  });
  return { port: peer.port, head: head.promise, [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose]() };
}

const hosts = ['xn--bcher-kva.example', 'xn--strae-oqa.example'];
/** Addresses and server names, and what TLS asks for. */
const names = [
  ['tls://bücher.example:PORT', '', 'xn--bcher-kva.example'],
  ['tls://straße.example:PORT', '', 'xn--strae-oqa.example'],
  ['tls://localhost:PORT', 'bücher.example', 'xn--bcher-kva.example'],
  ['tls://bücher.example:PORT', 'other.example.', 'other.example'],
  ['tls://localhost:PORT', '127.0.0.1', null],
  ['tls://127.0.0.1:PORT', '', null],
] as const;
const header = (name: string, value: string): object => ({ name, value });
const hardPath = '/a\\b/../chät?q={1,2}&r[]="$(id)"`\'';
const hardHeaders = {
  subprotocols: ['b', 'a', 'b'],
  headers: [
    header('X-A', '1'),
    header('x-a', '3'),
    header('Cookie', 'a=b'),
    header('cookie', 'c=d'),
    header('X-Empty', ''),
    header('X-Text', 'ü€ "\'$(id)'),
  ],
};
const replacing = [header('accept', 'x/y'), header('Host', 'other.example'), header('User-Agent', 'me')];
const notInstalled = (tool: Tool): boolean => tool !== 'wirebench' && !isInstalled(tool);

describe('a command that was copied', () => {
  it.for([
    ['curl', '/a/../b/./c', {}],
    ['curl', '/a/%2e%2E/b', {}],
    ['curl', '//x//', {}],
    ['curl', '?x', {}],
    ['curl', '/?', {}],
    ['curl', '/%zz/[1-3]', {}],
    ['curl', hardPath, hardHeaders],
    ['curl', '/chat', { headers: replacing }],
    ['wirebench', hardPath, hardHeaders],
  ] as const)(
    'of %s makes the same request of %s as Wirebench does',
    async ([tool, path, options], { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      const given = { kind: 'ws-client', ...options };
      await using own = await listenForRequest();
      await using endpoint = RecordedEndpoint.start({
        ...given,
        address: `ws://LocalHost:${own.port}${path}`,
      });
      const expected = (await own.head).replaceAll(String(own.port), 'PORT');
      await endpoint.end();
      await using theirs = await listenForRequest();
      await using folder = await temporaryFolder();
      const address = `ws://LocalHost:${theirs.port}${path}`;
      children.push(await runCopied(tool, { ...given, address }, { folder: folder.path }));
      expect((await theirs.head).replaceAll(String(theirs.port), 'PORT')).toBe(expected);
    },
  );

  it.for(['curl', 'wirebench'] as const)(
    'of %s asks an international name for itself in ASCII',
    async (tool, { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      skip(!canNameHosts, 'Names of its own for a process want Linux and root.');
      await using theirs = await listenForRequest();
      await using folder = await temporaryFolder();
      const given = { kind: 'ws-client', address: `ws://Bücher.example:${theirs.port}/chät` };
      children.push(await runCopied(tool, given, { folder: folder.path, hosts }));
      const [first, second] = (await theirs.head).split('\r\n');
      expect([first, second]).toEqual([
        'GET /ch%C3%A4t HTTP/1.1',
        `Host: xn--bcher-kva.example:${theirs.port}`,
      ]);
    },
  );

  it.for(
    names.flatMap(([url, serverName, name]) =>
      (['openssl', 'socat', 'ncat'] as const).map((tool) => [tool, url, serverName, name] as const),
    ),
  )(
    'of %s connects to %s with the server name “%s” and asks for %s',
    async ([tool, url, serverName, name], { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      skip(!canNameHosts, 'Names of its own for a process want Linux and root.');
      await using server = await listenForName();
      await using folder = await temporaryFolder();
      const address = url.replace('PORT', String(server.port));
      const given = { kind: 'tls-client', address, tls: { verify: false, serverName } };
      children.push(await runCopied(tool, given, { folder: folder.path, hosts }));
      // ncat asks for an address, too, and says so in a note.
      expect(await server.name).toBe(tool === 'ncat' && name === null ? '127.0.0.1' : name);
    },
  );
});

/** A TLS server that keeps the name that the first client asked for, null where it asked for none. */
async function listenForName(): Promise<AsyncDisposable & { port: number; name: Promise<string | null> }> {
  const name = Promise.withResolvers<string | null>();
  const server = createTlsServer({ key: testKey, cert: validCertificate }, (socket) => {
    const asked: unknown = Reflect.get(socket, 'servername');
    name.resolve(typeof asked === 'string' ? asked : null);
    socket.on('error', () => undefined).end('seen\n');
  });
  server.on('tlsClientError', (error) => name.reject(error));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    name: name.promise,
    [Symbol.asyncDispose]: async () => {
      for (const child of children) child.kill('SIGKILL');
      server.close();
      await once(server, 'close');
    },
  };
}
