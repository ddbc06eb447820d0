import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createWebSocketTransport } from '../../electron/server/webSocketTransport.ts';
import { contract, type WirebenchContract } from '../../shared/contract/contract.ts';
import { encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import { createClient, type Client } from '../../shared/rpc/client.ts';

/** Asks a headless host as its page does: origin, token from the fragment of the address, hello, welcome. */
export async function openHostClient(address: string): Promise<Client<WirebenchContract>> {
  const url = new URL(address);
  const socket = new WebSocket(`ws://${url.host}/rpc`, { origin: url.origin });
  await once(socket, 'open');
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  socket.send(encodeEnvelope({ head: { type: 'hello', token } }));
  await once(socket, 'message');
  const client = createClient(contract);
  client.attach(createWebSocketTransport(socket));
  return client;
}
