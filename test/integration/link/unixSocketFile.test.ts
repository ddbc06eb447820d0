import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRoomAt } from '../../../electron/engine/link/socketFile.ts';
import { needs, notOnWindows, onLinux } from '../../support/needs.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { leaveStaleSocket, startUnixServer, unixClient } from '../../support/unixSockets.ts';

describe('a socket file', needs(notOnWindows), () => {
  it('that a killed server left behind is removed, and it is said', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'stale');
    await leaveStaleSocket(path);
    await using server = await startUnixServer(path);
    expect(server.url).toBe(`unix:${path}`);
    expect(server.warnings).toEqual([`A socket without a server was left at ${path}, so it was removed.`]);
    const { endpoint } = await connectTo(unixClient(path));
    await using _ = endpoint;
  });

  it('whose server answers is left to it', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'taken');
    const other = createServer((socket) => socket.resume()).listen(path);
    await once(other, 'listening');
    await using server = await startUnixServer(path);
    expect(await server.end()).toMatchObject({
      clean: false,
      code: 'EADDRINUSE',
      field: 'address',
      reason: `${path} is in use by another program, which listens there. Stop it, or choose another path.`,
    });
    const still = connect(path);
    await once(still, 'connect');
    still.destroy();
    other.close();
    await once(other, 'close');
  });

  it('is never made of what is no socket', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'file');
    await writeFile(path, 'precious');
    const link = join(folder.path, 'link');
    await symlink(path, link);
    for (const place of [path, link, folder.path]) {
      await using server = await startUnixServer(place);
      expect(await server.end()).toMatchObject({
        clean: false,
        field: 'address',
        reason: expect.stringMatching(/not a socket, so it was left alone/),
      });
    }
    expect((await stat(path)).size).toBe('precious'.length);
  });

  it('wants its folder', async () => {
    await using folder = await temporaryFolder();
    await using server = await startUnixServer(join(folder.path, 'missing', 'socket'));
    expect(await server.end()).toMatchObject({
      clean: false,
      code: 'ENOENT',
      field: 'address',
      reason: `There is no folder ${join(folder.path, 'missing')}. Create it first, or choose another path.`,
    });
  });

  it('wants a folder that is one', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    await using server = await startUnixServer(join(file, 'socket'));
    expect(await server.end()).toMatchObject({
      code: 'ENOTDIR',
      reason: `${file} is not a folder, so no socket can be created in it. Choose another path.`,
    });
  });

  it('wants a folder that can be written to', needs(onLinux), async () => {
    await using server = await startUnixServer('/proc/socket');
    const outcome = await server.end();
    expect(outcome).toMatchObject({ clean: false, field: 'address' });
    expect(outcome.reason).toMatch(/\/proc\/socket/);
  });

  it.each(['moved', 'removed'])(
    'that somebody put in the place of ours, which was %s, stays',
    async (how) => {
      await using folder = await temporaryFolder();
      const path = join(folder.path, 'socket');
      const server = await startUnixServer(path);
      await (how === 'moved' ? rename(path, join(folder.path, how)) : unlink(path));
      const other = createServer().listen(path);
      await once(other, 'listening');
      const before = await stat(path);
      server.close();
      await server.end();
      expect((await stat(path)).ino).toBe(before.ino);
      const visitor = connect(path);
      await once(visitor, 'connect');
      visitor.destroy();
      other.close();
      await once(other, 'close');
    },
  );

  it('in whose place there is something else now leaves that, and what lies beside it, as they are', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socket');
    const beside = `${path}.${process.pid}`;
    const server = await startUnixServer(path);
    await unlink(path);
    await writeFile(path, 'somebody’s');
    await writeFile(beside, 'precious');
    server.close();
    await server.end();
    expect(await readFile(path, 'utf8')).toBe('somebody’s');
    expect(await readFile(beside, 'utf8')).toBe('precious');
    expect((await readdir(folder.path)).toSorted()).toEqual(['socket', `socket.${process.pid}`]);
  });

  it('that was left behind goes to one server, when several want its place at once', async () => {
    await using folder = await temporaryFolder();
    for (let times = 0; times < 5; times += 1) {
      const path = join(folder.path, `stale${times}`);
      await leaveStaleSocket(path);
      const servers = await Promise.all(Array.from({ length: 4 }, () => startUnixServer(path)));
      const listening = servers.filter(({ outcome }) => outcome === null);
      expect(listening.length).toBe(1);
      const { endpoint } = await connectTo(unixClient(path));
      await listening[0]?.link();
      endpoint.close();
      await endpoint.end();
      expect(servers.flatMap(({ warnings }) => warnings).length).toBe(1);
      for (const server of servers) await server[Symbol.asyncDispose]();
    }
  });

  it('that was left behind stays when the server is cancelled before it is removed', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'stale');
    await leaveStaleSocket(path);
    const controller = new AbortController();
    const room = makeRoomAt(path, controller.signal);
    controller.abort();
    await expect(room).rejects.toBe(controller.signal.reason);
    expect(existsSync(path)).toBe(true);
    const server = RecordedEndpoint.start({ kind: 'unix-server', address: `unix:${path}` });
    server.close();
    expect(await server.end()).toMatchObject({ clean: true, reason: 'Cancelled while starting.' });
    // Another one has to do the same work, and ends later.
    await using _ = await startUnixServer(path);
    expect(server.warnings).toEqual([]);
    expect(_.warnings).toHaveLength(1);
  });

  it('that cannot be looked at any more does not keep its server from closing', async () => {
    await using folder = await temporaryFolder();
    const inside = join(folder.path, 'inside');
    await mkdir(inside);
    const server = await startUnixServer(join(inside, 'socket'));
    // As with a folder that was shut, which does not stop root.
    await rename(inside, join(folder.path, 'moved'));
    await symlink(inside, inside);
    server.close();
    expect(await server.end()).toEqual({ clean: true, reason: 'Stopped listening.' });
  });

  it('does not come back when the server is cancelled at once', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'sub'));
    const path = join(folder.path, 'sub', 'socket');
    const server = RecordedEndpoint.start({ kind: 'unix-server', address: `unix:${path}` });
    server.close();
    expect((await server.end()).clean).toBe(true);
    expect(server.url).toBe(null);
    expect(existsSync(path)).toBe(false);
  });
});
