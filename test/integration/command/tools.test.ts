import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { commandsFor } from '../../../shared/command/commandsFor.ts';
import { formatCommand } from '../../../shared/command/shellText.ts';
import type { Tool } from '../../../shared/command/toolCommand.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { isInstalled } from '../../support/copiedCommand.ts';
import { closedPort, portOf, tcpPeer, udpPeer, wsPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const notInstalled = (...programs: string[]): boolean => !isInstalled(...programs);

const children: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Runs the text that is copied in a real shell, writes to the program, and gives what it printed once that has the word. */
async function printed(tool: Tool, given: object, sent: string, word: string, cwd = '/'): Promise<string> {
  const command = commandsFor(endpointSchema.parse(given)).find((each) => each.tool === tool);
  if (!command) throw new Error(`There is no command of ${tool}.`);
  const child = spawn('sh', ['-c', `exec ${formatCommand(command, 'posix')}`], { cwd });
  children.push(child);
  child.stdin.on('error', () => undefined);
  child.stdin.write(sent);
  let said = '';
  const done = Promise.withResolvers<void>();
  const hear = (bytes: Buffer): void => {
    said += bytes.toString('latin1');
    if (said.includes(word)) done.resolve();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.on('close', () => done.resolve());
  await done.promise;
  return said;
}

/** Connected as soon as somebody listens there. */
async function connected(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (isOpen) return socket;
  }
}

const echo = (): ReturnType<typeof tcpPeer> => tcpPeer((socket) => void socket.pipe(socket));

describe('a command that was copied', () => {
  it.for(['ncat', 'socat', 'curl'] as const)(
    'of %s connects over TCP and exchanges bytes',
    async (tool, { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      await using peer = await echo();
      const given = { kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` };
      expect(await printed(tool, given, 'ping 1\r\n', 'ping 1')).toContain('ping 1');
    },
  );

  it.for(['ncat', 'socat'] as const)(
    'of %s echoes to the client that has sent, where the server does',
    async (tool, { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      const port = await closedPort();
      void printed(
        tool,
        { kind: 'tcp-server', address: `tcp://127.0.0.1:${port}`, echo: 'sender' },
        '',
        '\n',
      );
      const clients = await Promise.all([connected(port), connected(port)]);
      const answers = clients.map((client) => once(client, 'data'));
      for (const [index, client] of clients.entries()) client.write(`of ${index}`);
      expect((await Promise.all(answers)).map(String)).toEqual(['of 0', 'of 1']);
      for (const client of clients) client.destroy();
    },
  );

  it.for(['ncat', 'socat'] as const)(
    'of %s sends a datagram and shows the answer',
    async (tool, { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      await using peer = await udpPeer((datagram) => Buffer.from(`re: ${String(datagram)}`));
      const given = { kind: 'udp', address: `udp://127.0.0.1:${peer.port}` };
      expect(await printed(tool, given, 'question\n', 're: question')).toContain('re: question');
    },
  );

  it.for(['ncat', 'socat', 'openssl'] as const)(
    'of %s verifies the certificate with the authority that the person puts there',
    async (tool, { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      await using folder = await temporaryFolder();
      await writeFile(join(folder.path, 'ca.pem'), validCertificate);
      await using server = await secureEcho();
      const secure = (tls: object): object => ({
        kind: 'tls-client',
        address: `tls://127.0.0.1:${portOf(server.server)}`,
        tls: { serverName: 'localhost', ...tls },
      });
      const taken = await printed(tool, secure({ ca: 'PEM' }), 'over TLS\n', 'over TLS', folder.path);
      expect(taken).toContain('over TLS');
      const refused = await printed(tool, secure({}), 'over TLS\n', 'over TLS', folder.path);
      expect(refused).not.toMatch(/^over TLS$/m);
    },
  );

  it.for(['ncat', 'socat'] as const)(
    'of %s finds a socket file whatever its name has in it',
    async (tool, { skip }) => {
      skip(notInstalled(tool), `${tool} is not installed`);
      await using folder = await temporaryFolder();
      for (const name of ['-e id', `a,b:c!!d"e'f(g[h{i\\j`, '$(id) `id`']) {
        const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
        const path = join(folder.path, name);
        server.listen(path);
        await once(server, 'listening');
        // A relative path, so that it begins with what it begins with.
        const given = { kind: 'unix-client', address: `unix:${name}` };
        expect(await printed(tool, given, 'found\n', 'found', folder.path)).toBe('found\n');
        for (const child of children.splice(0)) child.kill('SIGKILL');
        server.close();
      }
    },
  );

  it('of curl shows the handshake of a WebSocket, with its headers', async ({ skip }) => {
    skip(notInstalled('curl'), 'curl is not installed');
    // Into a pipe, curl writes what it has when the first byte comes.
    await using peer = await wsPeer((socket) => socket.send('hello'));
    const given = {
      kind: 'ws-client',
      address: `ws://127.0.0.1:${peer.port}/a/[b]/../c`,
      headers: [
        { name: 'X-Empty', value: '' },
        { name: 'X-Sign', value: `'"$(id)` },
      ],
    };
    expect(await printed('curl', given, '', 'Sec-WebSocket-Accept')).toContain('101 Switching Protocols');
  });

  it('of socat listens, and of ncat connects to it', async ({ skip }) => {
    skip(notInstalled('socat', 'ncat'), 'socat and ncat are not both installed');
    const port = await closedPort();
    const listening = printed(
      'socat',
      { kind: 'tcp-server', address: `tcp://127.0.0.1:${port}` },
      '',
      'to socat',
    );
    const knock = async (): Promise<void> => {
      await printed(
        'ncat',
        { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` },
        'to socat\n',
        'refused',
      );
    };
    const said = await Promise.race([listening, knocking(knock)]);
    expect(said).toContain('to socat');
  });
});

/** Tries until whoever listens is there; the caller waits for something else. */
async function knocking(knock: () => Promise<void>): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) await knock();
  return 'nobody listened';
}

async function secureEcho(): Promise<AsyncDisposable & { readonly server: Server }> {
  const server = createTlsServer({ key: testKey, cert: validCertificate }, (socket) => {
    socket.on('error', () => undefined).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const child of children.splice(0)) child.kill('SIGKILL');
      await closed;
    },
  };
}
