import type { DropArgument, Server, Socket } from 'node:net';
import { countedInWords } from '../../../shared/base/quantity.ts';
import { endOf } from './address.ts';
import { clientWarning, type Warn } from './link.ts';
import { descriptorLimit, isShortOfDescriptors } from './descriptorReserve.ts';

/** Ensures that a server holds no more clients than its options allow, and than the system has descriptors for. */
export class Admission {
  private readonly server: Server;
  private readonly limit: number;
  private readonly descriptorLimit = descriptorLimit();
  private readonly warn: Warn;
  private count = 0;
  private isShort = false;
  private isTold = false;

  /** A `peerLimit` of null means no limit. */
  constructor(server: Server, peerLimit: number | null, warn: Warn) {
    this.server = server;
    this.limit = peerLimit ?? Infinity;
    this.warn = warn;
  }

  watch(): void {
    this.server.maxConnections = this.limit;
    this.server.on('connection', (socket) => this.admitted(socket));
    this.server.on('drop', (client) => this.turnedAway(client));
  }

  private admitted(socket: Socket): void {
    this.count += 1;
    this.isTold = false;
    socket.once('close', () => {
      this.count -= 1;
      if (this.isShort) this.adjust();
    });
    this.adjust();
  }

  private adjust(): void {
    this.isShort = isShortOfDescriptors(this.descriptorLimit);
    this.server.maxConnections = this.isShort ? Math.min(this.count, this.limit) : this.limit;
  }

  /** Warns once, and again after there was room in between: a flood of clients must not become a flood of records. */
  private turnedAway(client: DropArgument | undefined): void {
    if (!this.isTold) {
      this.isTold = true;
      const who = client?.remoteAddress === undefined ? null : endOf(client.remoteAddress, client.remotePort);
      this.warn(this.describe(who ?? 'A client'), clientWarning(who));
    }
    if (this.isShort) this.adjust();
  }

  private describe(who: string): string {
    if (this.isShort && this.count < this.limit) {
      return `${who} was disconnected at once: this program has almost as many sockets as the system allows, and the last ones are kept for the recording. Other clients are disconnected, too, until some have left.`;
    }
    const holds = countedInWords(this.limit, 'client');
    return `${who} was disconnected at once, because this server has ${holds}, the limit in its options. Other clients are disconnected, too, until there is room.`;
  }
}
