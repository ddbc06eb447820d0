import { describe, expect, it } from 'vitest';
import {
  closePayload,
  opcodes,
  parseFrames,
  startRudeWebSocketServer,
  webSocketFrame,
} from '../../support/rudePeers.ts';
import { connectTo } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

function wsClient(port: number, options: object = {}): object {
  return { kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat?room=1`, ...options };
}

describe('a server that breaks the protocol', () => {
  const breaches: readonly (readonly [what: string, frames: Buffer, code: number, sentence: RegExp])[] = [
    [
      'invalid UTF-8 in a text frame',
      webSocketFrame(opcodes.text, Buffer.from([0x67, 0xff, 0x66])),
      1007,
      /sent a text message that is not UTF-8, so the connection was closed with code 1007\.$/,
    ],
    [
      'a message over the limit',
      webSocketFrame(opcodes.binary, new Uint8Array(1001)),
      1009,
      /larger than 1,000 bytes, so the connection was closed with code 1009\. Raise “Largest message”/,
    ],
    ['a masked frame', webSocketFrame(opcodes.text, 'x', { masked: true }), 1002, /a frame with a mask/],
    [
      'an unknown opcode',
      webSocketFrame(3, 'x'),
      1002,
      /an opcode that does not exist or does not belong there/,
    ],
    ['a reserved bit', Buffer.from([0xc1, 0x01, 0x78]), 1002, /a reserved bit/],
    ['a continuation of nothing', webSocketFrame(opcodes.continuation, 'x'), 1002, /does not belong there/],
    ['a long ping', webSocketFrame(opcodes.ping, 'x'.repeat(126)), 1002, /a control frame that is too long/],
    [
      'a close code that must not be sent',
      webSocketFrame(opcodes.close, closePayload(1006)),
      1002,
      /a close frame with a code/,
    ],
  ];

  it.each(breaches)('is closed for %s', async (_what, frames, code, sentence) => {
    const answered: Buffer[] = [];
    await using peer = await startRudeWebSocketServer((socket) => {
      socket.on('data', (bytes: Buffer) => answered.push(bytes));
      socket.on('end', () => socket.end());
      socket.write(Buffer.concat([webSocketFrame(opcodes.text, 'fine'), frames]));
    });
    const { endpoint, link } = await connectTo(wsClient(peer.port, { messageLimitBytes: 1000 }));
    await using _ = endpoint;
    const { clean, reason } = await link.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(sentence);
    expect(link.story).toEqual(['in text', 'out close', 'closed']);
    expect(link.frames.at(-1)?.bytes).toEqual(Uint8Array.from(closePayload(code)));
    const [close] = parseFrames(Buffer.concat(answered));
    expect(close).toEqual({ opcode: opcodes.close, payload: closePayload(code) });
  });

  it('may send a message in many fragments', async () => {
    const fragments = Array.from({ length: 20_000 }, (_, index) =>
      webSocketFrame(index === 0 ? opcodes.binary : opcodes.continuation, 'x', { final: index === 19_999 }),
    );
    await using peer = await startRudeWebSocketServer((socket) => socket.write(Buffer.concat(fragments)));
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    await until(() => link.frames.length === 1);
    expect(link.frames[0]?.bytes.length).toBe(20_000);
    peer.sockets[0]?.destroy();
  });
});
