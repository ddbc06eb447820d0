import { expect } from 'vitest';
import type { LinkOutcome } from '../../../electron/engine/link/link.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { startHandshakeAnswer } from '../../support/rudePeers.ts';

/** Answers that open a connection, but for their last lines; without and with the key that is asked for. */
export const upgraded = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
export const accepted = `${upgraded}Sec-WebSocket-Accept: {accept}\r\n`;

/** The endpoint of a client that asks a peer at this port. */
export function wsClient(port: number, subprotocols: readonly string[] = []): object {
  return { kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat`, subprotocols };
}

/** How a client ends to which this is answered; its reason without the address that it begins with. */
export async function outcomeOf(answer: string, subprotocols: readonly string[] = []): Promise<LinkOutcome> {
  await using peer = await startHandshakeAnswer(answer);
  await using endpoint = RecordedEndpoint.start(wsClient(peer.port, subprotocols));
  const outcome = await endpoint.end();
  const where = `127.0.0.1:${peer.port} `;
  expect(outcome.reason).toContain(where);
  return { ...outcome, reason: outcome.reason.replace(where, '') };
}

/** The reason of a failure, without the address. */
export async function reasonFor(answer: string, subprotocols: readonly string[] = []): Promise<string> {
  const { clean, reason } = await outcomeOf(answer, subprotocols);
  expect(clean).toBe(false);
  return reason;
}
