import { describe, expect, it } from 'vitest';
import {
  closePayload,
  opcodes,
  parseFrames,
  startRudeWebSocketServer,
  webSocketFrame,
} from '../../support/rudePeers.ts';
import { breachLimitBytes, webSocketBreaches } from '../../support/webSocketBreaches.ts';
import { connectTo } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const none = Buffer.alloc(0);

function wsClient(port: number, options: object = {}): object {
  return { kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat?room=1`, ...options };
}

describe('a server that breaks the protocol', () => {
  const table = webSocketBreaches(false).map((breach) => [breach.what, breach] as const);

  it.each(table)('is closed for %s, and what it sent is kept', async (_what, breach) => {
    const answered: Buffer[] = [];
    await using peer = await startRudeWebSocketServer((socket) => {
      socket.on('data', (bytes: Buffer) => answered.push(bytes));
      socket.on('end', () => socket.end());
      socket.write(
        Buffer.concat([webSocketFrame(opcodes.text, 'fine'), breach.before ?? none, breach.frame]),
      );
    });
    const { endpoint, link } = await connectTo(wsClient(peer.port, { messageLimitBytes: breachLimitBytes }));
    await using _ = endpoint;
    const { clean, reason, code } = await link.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(breach.sentence);
    expect(code).toMatch(/^WS_ERR_/);
    expect(link.story).toEqual([
      'in text',
      ...(breach.before ? ['in data'] : []),
      'in data',
      'out close',
      'closed',
    ]);
    const kept = link.payloads.filter(({ kind }) => kind === 'data').map(({ bytes }) => Buffer.from(bytes));
    expect(kept).toEqual([...(breach.before ? [breach.before] : []), breach.frame]);
    expect(link.payloads.at(-1)?.bytes).toEqual(Uint8Array.from(closePayload(breach.code)));
    const [close] = parseFrames(Buffer.concat(answered));
    expect(close).toEqual({ opcode: opcodes.close, payload: closePayload(breach.code) });
  });

  it('may send a message in many fragments', async () => {
    const fragments = Array.from({ length: 20_000 }, (_, index) =>
      webSocketFrame(index === 0 ? opcodes.binary : opcodes.continuation, 'x', { final: index === 19_999 }),
    );
    await using peer = await startRudeWebSocketServer((socket) => socket.write(Buffer.concat(fragments)));
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    await until(() => link.payloads.length === 1);
    expect(link.payloads[0]?.bytes.length).toBe(20_000);
    peer.sockets[0]?.destroy();
  });
});
