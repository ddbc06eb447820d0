import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { portOf } from '../../support/peers.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { rotate, type Run } from './rotate.ts';
import { RunningTool, type Tool } from './tool.ts';
import { wirebenchSends } from './tools.ts';

const silenceMs = 300;

/** Packet Sender has no command line that receives, so sending is what it is compared in. */
export const udpSending: Benchmark = {
  name: 'udp-sending',
  what: 'UDP datagrams sent one by one from the command line, from the first to the last that arrives',
  run: (bench) => {
    const count = bench.size(5000, 500);
    return rotate(bench, 3, {
      what: `${count.toLocaleString('en')} UDP datagrams sent`,
      unit: 'datagrams/s',
      ours: wirebenchSends(count),
      tools: [packetSender(count)],
      notes: ['Wirebench records and prints each of them; Packet Sender keeps nothing.'],
      run: (tool) => arrivals(bench, tool, count),
    });
  },
};

function packetSender(count: number): Tool {
  return {
    name: 'packetsender',
    needs: [['packetsender', '--version']],
    // Its rate is what it makes of the shortest delay that it takes.
    command: `QT_QPA_PLATFORM=offscreen exec packetsender -q -a -u --num ${count} --usdelay 1 127.0.0.1 "$1" hello`,
    ends: 'by itself',
  };
}

async function arrivals({ folder }: Bench, tool: Tool, count: number): Promise<Run> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  const seen = watch(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const log = join(folder, 'log');
  try {
    await using running = new RunningTool(tool, portOf(socket), log);
    await running.ended();
    for (let before = -1; before !== seen.count;) {
      before = seen.count;
      await pause(silenceMs);
    }
  } finally {
    await new Promise<void>((resolve) => void socket.close(resolve));
    await Promise.all([log, `${log}-journal`].map((path) => rm(path, { force: true })));
  }
  if (seen.count < 2) throw new Error('Nothing arrived.');
  return { value: (seen.count - 1) / ((seen.lastMs - seen.firstMs) / 1000), kept: seen.count / count };
}

function watch(socket: Socket): { count: number; firstMs: number; lastMs: number } {
  const seen = { count: 0, firstMs: 0, lastMs: 0 };
  socket.on('message', () => {
    seen.lastMs = performance.now();
    if (seen.count === 0) seen.firstMs = seen.lastMs;
    seen.count += 1;
  });
  return seen;
}
