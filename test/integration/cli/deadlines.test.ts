import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { tcpPeer, wsPeer } from '../../support/peers.ts';
import { allRows } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';
import { runHere as run, WirebenchHere } from '../../support/wirebenchHere.ts';

const newBench = benchesOfOneEngine();

/** More than all buffers on the way take. */
const largeBytes = 24_000_000;
/** Part of a file has left when the peer takes no more. */
const unsentRest =
  /^2 messages \([12][\d],[\d]{3},[\d]{3} bytes\) were not sent, or only in part, when our side ended\.\n?$/;

/** With two messages to send: a large one, and one behind it. */
async function withMessages<Value>(
  use: (args: readonly string[], folder: string) => Promise<Value>,
): Promise<Value> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'large');
  await writeFile(file, new Uint8Array(largeBytes));
  return await use(['--send-file', file, '--send', 'more'], folder.path);
}

function portIn(line: string): number {
  return Number(/:(\d+)$/.exec(line)?.[1]);
}

/** Reads, and ends when so much has come. */
function endAfter(bytes: number): (socket: Socket) => void {
  return (socket) => {
    let received = 0;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received === bytes) socket.end();
    });
  };
}

/** Sends for ever, whatever it is told. */
function flood(socket: Socket): void {
  const bytes = new Uint8Array(65_536).fill(65);
  const write = (): void => {
    while (socket.writable && socket.write(bytes));
  };
  socket.on('drain', write);
  socket.resume();
  write();
}

function floodMessages(webSocket: WebSocket): void {
  const send = (): void => {
    if (webSocket.readyState === webSocket.OPEN)
      webSocket.send('a message of many', () => setImmediate(send));
  };
  for (let each = 0; each < 64; each += 1) send();
}

describe('a peer that does not read what is sent to it', () => {
  it('holds nobody beyond --for, and what was left is said and recorded', async () => {
    await using peer = await tcpPeer((socket) => socket.pause());
    await withMessages(async (messages, folder) => {
      const file = join(folder, 'kept.wbs');
      const url = `tcp://127.0.0.1:${peer.port}`;
      const ended = await run('connect', url, ...messages, '--for', '200ms', '--save', file, '--quiet');
      expect(ended.status).toBe(1);
      expect(ended.stderr).toMatch(unsentRest);
      const bench = newBench();
      await using recording = await bench.openRecording(file);
      expect((await allRows(recording)).at(-1)).toMatchObject({
        kind: 'failed',
        note: ended.stderr.trim(),
      });
      expect(await recording.info()).toMatchObject({ complete: true });
    });
  });

  it('holds nobody beyond --for when enough has come, either', async () => {
    await using peer = await tcpPeer((socket) => void socket.pause().write('enough'));
    await withMessages(async (messages) => {
      const limits = ['--until', '1', '--for', '200ms', '--quiet'];
      const ended = await run('connect', `tcp://127.0.0.1:${peer.port}`, ...messages, ...limits);
      expect(ended.status).toBe(1);
      expect(ended.stderr).toMatch(unsentRest);
    });
  });

  it('holds no Ctrl-C', async () => {
    await using peer = await tcpPeer((socket) => socket.pause());
    await withMessages(async (messages) => {
      const running = new WirebenchHere(['connect', `tcp://127.0.0.1:${peer.port}`, ...messages, '--quiet']);
      await running.firstLine();
      const ended = await running.interrupt();
      expect(ended.status).toBe(1);
      expect(ended.stderr).toMatch(unsentRest);
    });
  });

  it('holds no server, which says what it owed', async () => {
    await withMessages(async (messages) => {
      const limits = ['--for', '1s', '--quiet'];
      const server = new WirebenchHere(['listen', 'tcp://127.0.0.1:0', ...messages, ...limits]);
      const client = connect(portIn(await server.firstLine()), '127.0.0.1').pause();
      client.on('error', () => undefined);
      await once(client, 'connect');
      const ended = await server.finished;
      expect(ended.status).toBe(1);
      expect(ended.stderr).toMatch(unsentRest);
      client.destroy();
    });
  });

  it('holds no replay beyond --for', async () => {
    await withMessages(async (messages, folder) => {
      const file = join(folder, 'kept.wbs');
      await using reader = await tcpPeer(endAfter(largeBytes + 'more'.length));
      const recorded = ['--save', file, '--quiet'];
      expect((await run('connect', `tcp://127.0.0.1:${reader.port}`, ...messages, ...recorded)).status).toBe(
        0,
      );
      await using peer = await tcpPeer((socket) => socket.pause());
      const to = `tcp://127.0.0.1:${peer.port}`;
      const ended = await run('replay', file, '--to', to, '--timing', 'fast', '--for', '200ms');
      expect(ended.status).toBe(1);
      // A file is recorded in pieces of 256 KiB.
      expect(ended.stderr).toMatch(
        /^The replay was stopped after \d+ of 93 messages\. \d+ messages \([\d,]+ bytes\) were not sent, or only in part, when our side ended\.\n$/,
      );
    });
  });
});

describe('a peer that never stops sending', () => {
  it.each(['ends', 'goes on'])(
    'is no failure after --for, and nothing is missing, when it %s',
    async (how) => {
      await using folder = await temporaryFolder();
      const errors: Error[] = [];
      await using peer = await tcpPeer(
        (socket) => {
          socket.on('error', (error) => errors.push(error));
          flood(socket);
        },
        { allowHalfOpen: how === 'goes on' },
      );
      const file = join(folder.path, 'kept.wbs');
      const url = `tcp://127.0.0.1:${peer.port}`;
      const ended = await run('connect', url, '--for', '300ms', '--save', file, '--quiet');
      expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
      const cut = `Disconnected. 127.0.0.1:${peer.port} kept sending, so the connection was cut.`;
      await until(() => peer.sockets.every(({ closed }) => closed));
      // A busy machine may let a peer end too late: then it was cut. One that had written everything by then is not told of a reset.
      const wasCut = ended.stdout.includes(cut);
      expect(wasCut || how === 'ends').toBe(true);
      expect(errors.length > 0 && !wasCut).toBe(false);
      expect(ended.stdout).toContain(wasCut ? cut : 'Disconnected.\n');
      const bench = newBench();
      await using recording = await bench.openRecording(file);
      const query = await recording.query('kind:gap');
      for await (const { state } of query.progress.changes(new AbortController().signal)) {
        if (state === 'current') break;
      }
      // Where the disk is slow, some of what came after our end is not kept.
      const gaps = await query.rows({ from: 0, count: 10 });
      for (const { note } of gaps.rows) expect(note).toContain('came after disconnecting');
      await query.close();
      expect((await recording.info()).bytesIn).toBeGreaterThan(0);
    },
  );

  it('is cut over WebSocket, too, and no failure', async () => {
    await using peer = await wsPeer((webSocket) => floodMessages(webSocket));
    const ended = await run('connect', `ws://127.0.0.1:${peer.port}`, '--for', '300ms', '--quiet');
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
  });
});
