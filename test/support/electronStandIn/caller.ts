import type { EventEmitter } from 'node:events';
import { z } from 'zod';
import { contract, type WirebenchContract } from '../../../shared/contract/contract.ts';
import { createClient, type Client } from '../../../shared/rpc/client.ts';
import { Emitter } from '../../../shared/base/signal.ts';
import type { Envelope } from '../../../shared/rpc/envelope.ts';
import type { MessagePortMain } from './ports.ts';
import type { WebContents, WebFrameMain } from './webContents.ts';

const envelope = z.strictObject({ head: z.unknown(), body: z.instanceof(Uint8Array).optional() });

/** A page with its preload, as far as the main process can see: it asks for a port, and speaks the contract over it. */
export class Caller {
  readonly client: Client<WirebenchContract> = createClient(contract);
  /** Resolves to true once the other end has closed the port. */
  readonly closed: Promise<true>;
  private readonly port: MessagePortMain;

  /** Null when no port was handed over. */
  static ask(ipcMain: EventEmitter, sender: WebContents, senderFrame: WebFrameMain | null): Caller | null {
    const before = senderFrame?.posted.length ?? 0;
    ipcMain.emit('wirebench:port-please', { sender, senderFrame });
    const posted = senderFrame?.posted.slice(before) ?? [];
    if (posted.length === 0) return null;
    const [{ channel, ports } = { channel: '', ports: [] }] = posted;
    const [port] = ports;
    if (posted.length !== 1 || channel !== 'wirebench:port' || ports.length !== 1 || !port) {
      throw new Error('A page is handed exactly one port.');
    }
    return new Caller(port);
  }

  private constructor(port: MessagePortMain) {
    this.port = port;
    const envelopes = new Emitter<Envelope>();
    const closes = new Emitter<string>();
    port.on('message', ({ data }: { data: unknown }) => envelopes.emit(envelope.parse(data)));
    const { promise, resolve } = Promise.withResolvers<true>();
    this.closed = promise;
    port.on('close', () => {
      closes.emit('The port was closed.');
      resolve(true);
    });
    port.start();
    this.client.attach({
      send: (outgoing) => port.postMessage(outgoing, []),
      onEnvelope: (listener) => envelopes.on(listener),
      onClose: (listener) => closes.on(listener),
      close: () => port.close(),
    });
  }

  /** Posts what no page of ours would. */
  postRaw(message: unknown): void {
    this.port.postMessage(message, []);
  }
}
