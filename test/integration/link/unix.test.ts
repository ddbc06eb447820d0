import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { needs, notAsRoot, notOnWindows, onLinux, programs } from '../../support/needs.ts';
import { requirePath } from '../../support/programs/program.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { isListenedAt, leaveStaleSocket, startUnixServer, unixClient } from '../../support/unixSockets.ts';
import { until } from '../../support/until.ts';

afterEach(() => void vi.useRealTimers());

describe('unix client and server', needs(notOnWindows), () => {
  it('talk both ways, byte for byte, and know what to call each other', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socket');
    await using server = await startUnixServer(path);
    expect(server.url).toBe(`unix:${path}`);
    const { endpoint, link } = await connectTo(unixClient(path));
    await using _ = endpoint;
    const accepted = await server.link();
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (__, index) => (index * 31) % 256));
    await link.sendData(bytes);
    await until(() => accepted.received.length === bytes.length);
    expect(accepted.received.equals(bytes)).toBe(true);
    await accepted.send('and back');
    await link.receives('and back');
    expect(link.facts).toMatchObject({ local: 'unnamed', remote: path });
    expect(accepted.facts).toMatchObject({ local: path, remote: 'unix client 1' });
    expect(endpoint.steps).toEqual(['connect done']);
    expect(endpoint.facts).toMatchObject({ local: 'unnamed', remote: path });
    const second = await connectTo(unixClient(path));
    await using __ = second.endpoint;
    expect((await server.link(1)).facts.remote).toBe('unix client 2');
  });

  it('half-close when they are told to, and have no reset', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socket');
    await using server = await startUnixServer(path, { socket: { halfOpen: true } });
    const { endpoint, link } = await connectTo(unixClient(path, { socket: { halfOpen: true } }));
    await using _ = endpoint;
    const accepted = await server.link();
    link.link.end?.();
    await until(() => accepted.story.includes('ended'));
    await accepted.send('still here');
    await link.receives('still here');
    accepted.link.close();
    expect((await accepted.end()).clean).toBe(true);
    expect(await endpoint.end()).toMatchObject({
      clean: true,
      reason: `Our side ended first (FIN), and ${path} has ended its side, too.`,
    });
    expect(link.link.reset === undefined).toBe(true);
  });

  it('end when the server stops, and take the file away', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socket');
    const server = await startUnixServer(path);
    const { endpoint } = await connectTo(unixClient(path));
    expect(existsSync(path)).toBe(true);
    server.close();
    expect(await server.end()).toMatchObject({ clean: true, reason: 'Stopped listening.' });
    expect((await endpoint.end()).clean).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  it('keep to the limit of peers', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socket');
    await using server = await startUnixServer(path, { peerLimit: 1 });
    const first = await connectTo(unixClient(path));
    await using _ = first.endpoint;
    await server.link();
    const second = await connectTo(unixClient(path));
    await second.endpoint.end();
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toMatch(
      /^A client was disconnected at once, because this server has one client/,
    );
    expect(first.link.outcome).toBe(null);
  });

  it('meet at an abstract name, which is shown with @', needs(onLinux), async () => {
    const name = `@wirebench test ${process.pid}`;
    await using server = await startUnixServer(name);
    expect(server.url).toBe(`unix:${name}`);
    const { endpoint, link } = await connectTo(unixClient(name));
    await using _ = endpoint;
    await link.send('hello');
    await (await server.link()).receives('hello');
    expect(link.facts.remote).toBe(name);
    await using second = await startUnixServer(name);
    expect(await second.end()).toMatchObject({
      clean: false,
      code: 'EADDRINUSE',
      field: 'address',
      reason: expect.stringMatching(/^@wirebench test \d+ is in use/),
    });
  });

  it('talk to socat, which nobody here wrote', needs(onLinux, programs('socat')), async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socat');
    const socat = spawn(requirePath('socat'), [`UNIX-LISTEN:${path}`, 'EXEC:cat']);
    const exited = once(socat, 'exit');
    await until(() => isListenedAt(path));
    const { endpoint, link } = await connectTo(unixClient(path));
    await link.send('through cat');
    await link.receives('through cat');
    endpoint.close();
    await endpoint.end();
    await exited;
    const name = `wirebench-socat-${process.pid}`;
    await using server = await startUnixServer(`@${name}`);
    const caller = spawn(requirePath('socat'), ['-', `ABSTRACT-CONNECT:${name}`]);
    const gone = once(caller, 'exit');
    caller.stdin.end('hello from socat');
    await (await server.link()).receives('hello from socat');
    await gone;
  });
});

describe('a unix client says what is wrong', needs(notOnWindows), () => {
  const refused = async (path: string, more = {}) => {
    await using endpoint = RecordedEndpoint.start(unixClient(path, more));
    const outcome = await endpoint.end();
    return { ...outcome, steps: endpoint.steps };
  };

  it('when there is nothing', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'nothing');
    expect(await refused(path)).toMatchObject({
      clean: false,
      code: 'ENOENT',
      field: 'address',
      reason: expect.stringContaining(`There is no socket at ${path}`),
      steps: ['connect failed'],
    });
  });

  it('when the server of a socket file has gone', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'stale');
    await leaveStaleSocket(path);
    expect(await refused(path)).toMatchObject({
      code: 'ECONNREFUSED',
      reason: expect.stringMatching(/nothing listens on it/),
    });
  });

  it('when it is a file or a folder', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'file');
    await writeFile(path, 'text');
    expect((await refused(path)).reason).toBe(
      `${path} is a file, not a socket. Type the path of the socket.`,
    );
    expect((await refused(folder.path)).reason).toMatch(/ is a folder, not a socket/);
  });

  it('when it is a socket for datagrams, or nobody has the abstract name', needs(onLinux), async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'datagrams');
    const program = `import socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(${JSON.stringify(path)}); input()`;
    const python = spawn('python3', ['-c', program]);
    const exited = once(python, 'exit');
    await until(() => existsSync(path));
    expect(await refused(path)).toMatchObject({ code: 'EPROTOTYPE', field: 'address' });
    await using server = await startUnixServer(path);
    expect((await server.end()).reason).toMatch(/is in use by another program/);
    python.stdin.end('\n');
    await exited;
    expect((await refused('@wirebench-nobody')).reason).toMatch(/^Nothing listens at @wirebench-nobody/);
  });

  it('when the system does not allow it', needs(notAsRoot), async () => {
    await using folder = await temporaryFolder();
    const shut = join(folder.path, 'shut');
    await mkdir(shut, { mode: 0o000 });
    expect(await refused(join(shut, 'socket'))).toMatchObject({ code: 'EACCES', field: 'address' });
  });

  it('when the path is not a whole one, or too long', async () => {
    expect(await refused('socket')).toMatchObject({
      field: 'address',
      reason: expect.stringMatching(/Type the absolute path/),
    });
    expect(await refused(`/tmp/${'x'.repeat(120)}`)).toMatchObject({
      field: 'address',
      reason: expect.stringMatching(/^The system allows at most \d+ bytes for the path of a socket/),
    });
  });

  it('when it is cancelled, at once or while it connects', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socket');
    await using server = await startUnixServer(path);
    await using early = RecordedEndpoint.start(unixClient(path));
    early.close();
    expect(await early.end()).toMatchObject({ clean: true, reason: 'Cancelled while connecting.' });
    expect(early.steps).toEqual([]);
    await using endpoint = RecordedEndpoint.start(unixClient(path));
    // A client begins in the microtask after its start, and is connected in a later turn.
    await Promise.resolve();
    expect(endpoint.steps).toEqual(['connect running']);
    endpoint.close();
    expect(await endpoint.end()).toMatchObject({ clean: true, reason: 'Cancelled while connecting.' });
    expect(endpoint.steps).toEqual(['connect cancelled']);
    expect(endpoint.links).toEqual([]);
    // The server may have seen it, and then sees it go.
    await until(() => server.links.every(({ outcome }) => outcome !== null));
  });

  it('when it is not connected in time', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socket');
    await using _ = await startUnixServer(path);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using endpoint = RecordedEndpoint.start(unixClient(path, { connectTimeoutMs: 2000 }));
    await Promise.resolve();
    vi.advanceTimersByTime(2000);
    vi.useRealTimers();
    expect(await endpoint.end()).toMatchObject({
      clean: false,
      code: 'ETIMEDOUT',
      reason: expect.stringMatching(/did not answer within 2 s/),
    });
    expect(endpoint.steps).toEqual(['connect failed']);
  });
});

it(
  'a path is shown with signs for what cannot be seen, and is used as it is',
  needs(notOnWindows),
  async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a\u001b[31mb\u202ec');
    const shown = join(folder.path, 'a␛[31mb‹U+202E›c');
    await using server = await startUnixServer(path);
    expect(server.url).toBe(`unix:${path}`);
    expect(existsSync(path)).toBe(true);
    const { endpoint, link } = await connectTo(unixClient(path));
    await using _ = endpoint;
    expect(link.facts.remote).toBe(shown);
    await using second = await startUnixServer(path);
    expect((await second.end()).reason).toContain(`${shown} is in use by another program`);
  },
);

it('leaves no handle behind, whatever happened', needs(notOnWindows), async () => {
  await using folder = await temporaryFolder();
  const pipes = (): number => process.getActiveResourcesInfo().filter((kind) => /pipe/i.test(kind)).length;
  const before = pipes();
  for (let times = 0; times < 5; times += 1) {
    const path = join(folder.path, `socket${times}`);
    await using server = await startUnixServer(path);
    const { endpoint, link } = await connectTo(unixClient(path));
    await using _ = endpoint;
    await link.send('hello');
    await (await server.link()).receives('hello');
    expect(pipes()).toBeGreaterThan(before);
    await using refused = RecordedEndpoint.start(unixClient(join(folder.path, 'nothing')));
    await refused.end();
    await using taken = await startUnixServer(path);
    await taken.end();
  }
  await until(() => pipes() <= before);
});
