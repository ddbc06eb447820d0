import type { Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { formatCount } from '../../../shared/base/quantity.ts';
import { isIPv4 } from 'node:net';
import { kernelDropsIn, type BoundAt } from './kernelDrops.ts';
import type { DatagramFacts } from './link.ts';

/**
 * 4 MiB: Node’s default buffer lost 15 % of 100,000 datagrams a second, this one none of 200,000. Where the system refuses that much
 * instead of giving less, a quarter of it is asked for, and so on.
 */
const receiveBufferBytes = 4 * 1024 * 1024;
const smallestAskedBytes = 64 * 1024;

/** 1 s: soon enough for who looks, and the table of a machine with thousands of sockets is not read all the time. */
const pollMs = 1000;

type Told = (facts: DatagramFacts, note: string | null) => void;

/** Sees to the receive buffer of a bound UDP socket, and to what the operating system drops because it is full. Linux tells; others do not. */
export class DatagramWatch {
  private readonly boundAt: BoundAt;
  private readonly told: Told;
  private readonly bufferBytes: number | null;
  private dropped: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(socket: Socket, told: Told) {
    this.boundAt = socket.address();
    this.told = told;
    this.bufferBytes = askForBuffer(socket);
  }

  /** Tells how it begins, and then every change. */
  begin(): void {
    this.dropped = this.dropsIn(readTable(this.tablePath));
    this.told(this.facts(), null);
    if (this.dropped !== null) this.wait();
  }

  /** To be called while the socket is still open: with it goes its count. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    if (this.dropped !== null) this.look(readTable(this.tablePath));
  }

  private get tablePath(): string {
    return isIPv4(this.boundAt.address) ? '/proc/net/udp' : '/proc/net/udp6';
  }

  private wait(): void {
    this.timer = setTimeout(() => void this.poll(), pollMs);
  }

  private async poll(): Promise<void> {
    const table = await readFile(this.tablePath, 'latin1').catch(() => null);
    if (this.isOver) return;
    this.look(table);
    this.wait();
  }

  private look(table: string | null): void {
    const before = this.dropped ?? 0;
    const dropped = this.dropsIn(table);
    if (dropped === null || dropped === before) return;
    this.dropped = dropped;
    this.told(this.facts(), this.describe(dropped - before));
  }

  private dropsIn(table: string | null): number | null {
    return table === null ? null : kernelDropsIn(table, this.boundAt);
  }

  private facts(): DatagramFacts {
    return { receiveBufferBytes: this.bufferBytes, droppedByKernel: this.dropped };
  }

  private describe(count: number): string {
    const [what, were, they] = count === 1 ? ['datagram', 'was', 'it'] : ['datagrams', 'were', 'they'];
    const size =
      this.bufferBytes === null ? '' : ` of ${formatCount(Math.round(this.bufferBytes / 1024))} KiB`;
    return `${formatCount(count)} ${what} ${were} dropped by the operating system before ${they} could be received, because the receive buffer${size} was full.`;
  }
}

/** How large it is afterwards; null where the system does not say. */
function askForBuffer(socket: Socket): number | null {
  for (let bytes = receiveBufferBytes; bytes >= smallestAskedBytes; bytes /= 4) {
    try {
      socket.setRecvBufferSize(bytes);
      break;
    } catch {
      continue;
    }
  }
  try {
    return socket.getRecvBufferSize();
  } catch {
    return null;
  }
}

function readTable(path: string): string | null {
  if (process.platform !== 'linux') return null;
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
