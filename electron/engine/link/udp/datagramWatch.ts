import type { Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { formatCount, formatCounted, plural } from '../../../../shared/base/quantity.ts';
import type { DatagramFacts } from '../link.ts';
import type { BufferSizes } from './buffers.ts';
import { kernelDropsIn, type BoundAt } from './kernelDrops.ts';

/** 1 s: soon enough for a reader, without reading the table of a machine with thousands of sockets all the time. */
const pollMs = 1000;

type Told = (facts: DatagramFacts, note: string | null) => void;

/** Watches the datagrams that the operating system drops because a bound UDP socket's receive buffer is full. Only Linux reports them. */
export class DatagramWatch {
  private readonly boundAt: BoundAt;
  private readonly told: Told;
  private readonly sizes: BufferSizes;
  private dropped: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(socket: Socket, sizes: BufferSizes, told: Told) {
    this.boundAt = socket.address();
    this.told = told;
    this.sizes = sizes;
  }

  /** Reports the initial state, and then every change. */
  begin(): void {
    this.dropped = this.dropsIn(readTable(this.tablePath));
    this.told(this.facts(), null);
    if (this.dropped !== null) this.wait();
  }

  /** Call it while the socket is still open: its count goes with it. */
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
    return { ...this.sizes, droppedByKernel: this.dropped };
  }

  private describe(count: number): string {
    const [were, they] = [plural(count, 'was', 'were'), plural(count, 'it', 'they')];
    const { receiveBufferBytes: bytes } = this.sizes;
    const size = bytes === null ? '' : ` of ${formatCount(Math.round(bytes / 1024))} KiB`;
    return `${formatCounted(count, 'datagram')} ${were} dropped by the operating system before ${they} could be received, because the receive buffer${size} was full.`;
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
