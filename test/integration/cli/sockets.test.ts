import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs, notOnWindows, programs } from '../../support/needs.ts';
import { closedPort, linePeer, tcpPeer, udpPeer, wsPeer } from '../../support/peers.ts';
import { startTinyproxy } from '../../support/programs/proxies.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation, factsOf } from '../../support/finished.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { runHere, WirebenchHere } from '../../support/wirebenchHere.ts';

describe('unix sockets', needs(notOnWindows), () => {
  it('are listened at and connected to by a path from the folder that one stands in', async () => {
    await using folder = await temporaryFolder();
    const listening = new Wirebench(['listen', 'unix:bench.sock', '--echo', '--until', '1', '--json'], {
      cwd: folder.path,
    });
    await listening.firstLine();
    const path = join(folder.path, 'bench.sock');
    const finished = await runHere('connect', `unix:${path}`, '--send', 'hello', '--until', '1', '--json');
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(conversation(finished)).toEqual(['→ hello', '← hello']);
    expect(conversation(await listening.finished)).toEqual(['← hello', '→ hello']);
  });

  it('are found where the system finds them, behind a symbolic link, too', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'far/inside'), { recursive: true });
    await symlink('far/inside', join(folder.path, 'near'));
    const listening = new Wirebench(['listen', 'unix:near/../bench.sock', '--until', '1', '--json'], {
      cwd: folder.path,
    });
    await listening.firstLine();
    const path = join(folder.path, 'far/bench.sock');
    const finished = await runHere('connect', `unix:${path}`, '--send', 'hello', '--json');
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(conversation(await listening.finished)).toEqual(['← hello']);
  });

  it('that nobody listens at are told from files that are none', async () => {
    const { status, stderr } = await runHere('connect', 'unix:/nowhere/bench.sock');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('There is no socket at'),
    });
  });

  it('talk with socat', needs(programs('socat')), async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'socat.sock');
    const socat = spawn('socat', ['-d', '-d', `UNIX-LISTEN:${path}`, 'EXEC:cat'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await once(socat.stderr, 'data');
    const finished = await runHere('connect', `unix:${path}`, '--send', 'hello', '--until', '1', '--json');
    expect(conversation(finished)).toEqual(['→ hello', '← hello']);
    if (socat.exitCode === null) socat.kill();
  });
});

describe('connecting again', () => {
  it('says when it waits, connects, and sends what is sent on opening each time', async () => {
    let connections = 0;
    await using peer = await tcpPeer((socket) => {
      connections += 1;
      const isLast = connections === 2;
      socket.on('data', (bytes) =>
        isLast ? socket.write(`again ${bytes.toString()}`) : socket.resetAndDestroy(),
      );
    });
    const finished = await runHere(
      ...['connect', `tcp://127.0.0.1:${peer.port}`, '--reconnect', 'forever', '--reconnect-delay', '20ms'],
      ...['--on-open', 'hello', '--on-open-hex', '21', '--until', '1', '--json'],
    );
    expect(finished.status).toBe(0);
    const events = finished.lines.filter(({ event }) => event !== 'record').map(({ event }) => event);
    expect(events).toEqual(['open', 'waiting', 'open', 'closed']);
    expect(finished.lines.find(({ event }) => event === 'waiting')).toMatchObject({ attempt: 1 });
    expect(conversation(finished)[0]).toBe('→ hello');
    expect(conversation(finished).filter((said) => said === '→ hello')).toHaveLength(2);
    expect(conversation(finished).at(-1)).toMatch(/^← again hello/);
  });

  it('gives up after as many attempts as it was given, also where it prints no records', async () => {
    const finished = await runHere(
      ...[
        'connect',
        `tcp://127.0.0.1:${await closedPort()}`,
        '--reconnect',
        '2',
        '--reconnect-delay',
        '10ms',
      ],
      ...['--quiet', '--json'],
    );
    expect(finished.status).toBe(1);
    expect(finished.lines.map(({ event }) => event)).toEqual(['waiting', 'waiting', 'closed']);
    expect(finished.lines.at(-1)).toMatchObject({
      code: 'ECONNREFUSED',
      reason: expect.stringContaining('Gave up'),
    });
  });
});

describe('options of TCP', () => {
  it('bind the address to connect from', async () => {
    await using peer = await tcpPeer((socket) => socket.end(`${socket.remoteAddress}`));
    const url = `tcp://127.0.0.1:${peer.port}`;
    const finished = await runHere('connect', url, '--local-address', '127.0.0.2', '--family', '4', '--json');
    expect(conversation(finished)).toEqual(['← 127.0.0.2']);
    expect(factsOf(finished, 'open')?.local).toMatch(/^127\.0\.0\.2:\d+$/);
  });

  it('name the option whose address is not of this machine', async () => {
    const finished = await runHere('connect', 'tcp://127.0.0.1:9', '--local-address', '203.0.113.1');
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^--local-address: .*203\.0\.113\.1/),
    });
  });

  it('hold as many peers at once as --max-peers says', async () => {
    const wirebench = new WirebenchHere(['listen', 'tcp://127.0.0.1:0', '--max-peers', '1', '--json']);
    const port = Number((await wirebench.url()).port);
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    const second = connect(port, '127.0.0.1');
    second.on('error', () => undefined);
    await once(second, 'close');
    first.destroy();
    expect((await wirebench.interrupt()).status).toBe(0);
  });

  it('go through a proxy, and say so', needs(programs('tinyproxy')), async () => {
    await using proxy = await startTinyproxy();
    await using peer = await linePeer(() => '+PONG\r\n');
    const finished = await runHere(
      ...[
        'connect',
        `tcp://127.0.0.1:${peer.port}`,
        '--proxy',
        `http://bench:secret@127.0.0.1:${proxy.port}`,
      ],
      ...['--send', 'PING\\r\\n', '--until', '1', '--json'],
    );
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(factsOf(finished, 'open')).toMatchObject({
      proxy: `http://127.0.0.1:${proxy.port}`,
      proxyMs: expect.any(Number),
    });
    expect(finished.stdout).not.toContain('secret');
  });
});

describe('facts of a WebSocket', () => {
  it('have the time of its handshake, and the subprotocol', async () => {
    await using peer = await wsPeer((socket) => socket.close());
    const finished = await runHere('connect', `ws://127.0.0.1:${peer.port}`, '--json');
    expect(factsOf(finished, 'open')).toMatchObject({ upgradeMs: expect.any(Number) });
  });
});

describe('options of UDP', () => {
  it('receive where --bind says, from others than the address too', async () => {
    await using peer = await udpPeer((datagram) => datagram);
    const finished = await runHere(
      ...['connect', `udp://127.0.0.1:${peer.port}`, '--bind', '127.0.0.1:0', '--unconnected', '--ttl', '3'],
      ...['--receive-buffer', '64KiB', '--send', 'hello', '--until', '1', '--for', '10s', '--json'],
    );
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(finished.lines.filter(({ event }) => event === 'open')).toHaveLength(1);
    expect(conversation(finished)).toEqual(['→ hello', '← hello']);
  });

  it('name the option of a group that is none', async () => {
    const { status, stderr } = await runHere('listen', 'udp://127.0.0.1:0', '--group', '10.0.0.1');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^--group: .*10\.0\.0\.1/),
    });
  });

  it('hear a group that socat sends to', needs(programs('socat')), async () => {
    const wirebench = new WirebenchHere([
      ...['listen', 'udp://0.0.0.0:0', '--group', '239.255.77.1@127.0.0.1', '--until', '1', '--for', '10s'],
      '--json',
    ]);
    const { port } = await wirebench.url();
    const socat = spawn('socat', ['-u', '-', `UDP4-DATAGRAM:239.255.77.1:${port},ip-multicast-if=127.0.0.1`]);
    socat.stdin.end('to all');
    await once(socat, 'close');
    expect(conversation(await wirebench.finished)).toEqual(['← to all']);
  });
});
