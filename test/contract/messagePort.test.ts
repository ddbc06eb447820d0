import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { createPortTransport } from '../../electron/desktop/portTransport.ts';
import { createMessagePortTransport } from '../../renderer/host/messagePortTransport.ts';
import { describeRpc } from './rpcSuite.ts';

/** Node's port with the events of Electron's: a message comes as `{ data }`. */
class PortOfElectron extends EventEmitter {
  private readonly port: NodePort;

  constructor(port: NodePort) {
    super();
    this.port = port;
    port.on('close', () => this.emit('close'));
  }

  start(): void {
    this.port.on('message', (data) => this.emit('message', { data, ports: [] }));
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message, []);
  }

  close(): void {
    this.port.close();
  }
}

describeRpc('a MessagePort, from the page’s end to Electron’s', async () => {
  const { port1, port2 } = new MessageChannel();
  const client = createMessagePortTransport(port1 as unknown as MessagePort);
  const server = createPortTransport(new PortOfElectron(port2));
  return {
    client,
    server,
    dispose: async () => {
      client.close('The test is over.');
      server.close('The test is over.');
    },
  };
});
