import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { udpPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation, factsOf } from '../../support/finished.ts';
import { runHere, WirebenchHere } from '../../support/wirebenchHere.ts';

/** A socket that receives and says nothing. */
async function silentPeer(): Promise<AsyncDisposable & { readonly port: number }> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** A port at which nothing receives: it was free a moment ago. */
async function closedUdpPort(): Promise<number> {
  await using peer = await silentPeer();
  return peer.port;
}

describe('datagrams that nobody receives', () => {
  it('end the command with a failure, and a sentence that says why', async () => {
    const port = await closedUdpPort();
    const finished = await runHere('connect', `udp://127.0.0.1:${port}`, '--send', 'x', '--for', '200ms');
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({
      status: 1,
      stderr: `Nothing listens at 127.0.0.1:${port} (port unreachable, ECONNREFUSED). Start the server, or check host and port.\n`,
    });
  });

  it('are counted where there are several', async () => {
    const port = await closedUdpPort();
    const { status, stderr } = await runHere(
      ...['connect', `udp://127.0.0.1:${port}`, '--send', 'x', '--send', 'y', '--for', '200ms', '--quiet'],
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/ECONNREFUSED\).* \d datagrams did not arrive\.\n$/);
  });

  it('are said before the answers that did not come', async () => {
    const port = await closedUdpPort();
    const { status, stderr } = await runHere(
      ...['connect', `udp://127.0.0.1:${port}`, '--send', 'x', '--until', '1', '--for', '200ms'],
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Nothing listens at /);
  });

  it('fail a replay that expected no answer', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'sent.wbs');
    {
      await using silent = await silentPeer();
      const recorded = await runHere(
        ...['connect', `udp://127.0.0.1:${silent.port}`, '--send', 'x', '--for', '100ms', '--save', path],
      );
      expect({ status: recorded.status, stderr: recorded.stderr }).toEqual({ status: 0, stderr: '' });
    }
    const port = await closedUdpPort();
    const replayed = await runHere('replay', path, '--to', `udp://127.0.0.1:${port}`);
    expect({ status: replayed.status, stderr: replayed.stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^Nothing listens at /),
    });
  });

  it('that cannot leave fail, too', async () => {
    const { status, stderr } = await runHere(
      ...['connect', 'udp://255.255.255.255:9', '--send', 'x', '--for', '100ms'],
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/broadcast/i);
  });
});

describe('the facts of a UDP socket', () => {
  it('are its ends, its buffers and its groups', async () => {
    await using peer = await udpPeer((datagram) => datagram);
    const finished = await runHere(
      ...['connect', `udp://127.0.0.1:${peer.port}`, '--send', 'x', '--until', '1', '--for', '5s', '--json'],
    );
    expect(conversation(finished)).toEqual(['→ x', '← x']);
    expect(factsOf(finished, 'open')).toEqual({
      remote: `127.0.0.1:${peer.port}`,
      local: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      receiveBufferBytes: expect.any(Number),
      sendBufferBytes: expect.any(Number),
      droppedByKernel: process.platform === 'linux' ? 0 : null,
      groups: [],
    });
  });

  it('are told of one that only receives, too, and kept in its recording', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'heard.wbs');
    const listening = new WirebenchHere([
      ...['listen', 'udp://127.0.0.1:0', '--group', '239.255.77.2@127.0.0.1', '--for', '100ms', '--json'],
      ...['--save', path],
    ]);
    const { status, lines } = await listening.finished;
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({
      event: 'listening',
      facts: {
        local: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        receiveBufferBytes: expect.any(Number),
        groups: [{ group: '239.255.77.2', interface: expect.any(String) }],
      },
    });
    const shown = await runHere('show', path, '--json');
    expect(shown.lines[0]).toMatchObject({
      event: 'listening',
      facts: { local: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
    });
  });
});
