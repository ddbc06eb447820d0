import { describe, expect, it } from 'vitest';
import { closedPort } from '../../support/peers.ts';
import { startHttpAnswer, startRudePeer, startRudeWebSocketServer } from '../../support/rudePeers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

function wsClient(port: number, options: object = {}): object {
  return { kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat?room=1`, ...options };
}

describe('a WebSocket handshake that fails', () => {
  it('is said when nothing listens', async () => {
    const port = await closedPort();
    await using endpoint = RecordedEndpoint.start(wsClient(port));
    expect((await endpoint.end()).reason).toMatch(new RegExp(`^Nothing listens at 127\\.0\\.0\\.1:${port} `));
  });

  it('is said when the name cannot be resolved', async () => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'ws-client',
      address: 'ws://nonexistent.invalid/',
    });
    expect((await endpoint.end()).reason).toMatch(/^The name in nonexistent\.invalid:80 /);
  });

  it('names the status, what the server said, and what to try', async () => {
    const body = 'This room is closed.\u0007<b>';
    await using peer = await startHttpAnswer(
      `HTTP/1.1 403 Forbidden\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await using endpoint = RecordedEndpoint.start(wsClient(peer.port));
    expect(await endpoint.end()).toEqual({
      clean: false,
      reason: `127.0.0.1:${peer.port} refused the WebSocket handshake with 403 Forbidden. Check the headers (Authorization, Cookie, Origin). It said: “This room is closed.␇<b>”`,
      code: 'HTTP 403',
      field: 'headers',
    });
  });

  it('does not wait for the rest of a refusal', async () => {
    await using peer = await startHttpAnswer(
      'HTTP/1.1 404 Not Found\r\nContent-Length: 5000\r\n\r\nNothing he',
      false,
    );
    await using endpoint = RecordedEndpoint.start(wsClient(peer.port));
    const { reason } = await endpoint.end();
    expect(reason).toMatch(/with 404 Not Found\. Check the path\. It said: “Nothing he”$/);
  });

  it('keeps no more than 200 characters of a refusal', async () => {
    await using peer = await startHttpAnswer(
      `HTTP/1.1 500 Oops\r\nContent-Length: 1000000\r\n\r\n${'ä'.repeat(500_000)}`,
    );
    await using endpoint = RecordedEndpoint.start(wsClient(peer.port));
    const { reason } = await endpoint.end();
    expect(reason).toContain(`“${'ä'.repeat(200)}…”`);
  });

  it.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', /did not answer with HTTP, so it is not a WebSocket server/],
    ['', /closed the connection during the WebSocket handshake/],
    [
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n',
      /wrong Sec-WebSocket-Accept/,
    ],
    [
      'HTTP/1.1 301 Moved Permanently\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
      /301 Moved Permanently\. It redirects to ws:\/\/127\.0\.0\.1:1\//,
    ],
  ])('is said when the server answers %j', async (answer, sentence) => {
    await using peer = await startHttpAnswer(answer);
    await using endpoint = RecordedEndpoint.start(wsClient(peer.port));
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(sentence);
  });

  it('is said when the server takes none of the subprotocols, or another', async () => {
    await using silent = await startRudeWebSocketServer(() => {});
    await using none = RecordedEndpoint.start(wsClient(silent.port, { subprotocols: ['mqtt'] }));
    expect((await none.end()).reason).toMatch(/knows none of the subprotocols that were offered/);
    await using other = await startRudeWebSocketServer(() => {}, 'Sec-WebSocket-Protocol: stomp\r\n');
    await using wrong = RecordedEndpoint.start(wsClient(other.port, { subprotocols: ['mqtt'] }));
    expect((await wrong.end()).reason).toMatch(/chose a subprotocol that was not offered/);
  });

  it('ends after the connect timeout when the server does not answer', async () => {
    await using peer = await startRudePeer();
    await using endpoint = RecordedEndpoint.start(wsClient(peer.port, { connectTimeoutMs: 150 }));
    expect((await endpoint.end()).reason).toBe(
      `127.0.0.1:${peer.port} did not finish the WebSocket handshake within 0.15 s. Check that it is a WebSocket server, or allow more time in the options.`,
    );
  });

  it('ends at once when it is cancelled', async () => {
    await using peer = await startRudePeer((socket) => socket.resume());
    await using endpoint = RecordedEndpoint.start(wsClient(peer.port));
    await until(() => peer.sockets.length > 0);
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
    await until(() => peer.sockets[0]?.readableEnded === true || peer.sockets[0]?.destroyed === true);
  });

  it('ends at once when it is cancelled while the name is looked up', async () => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'ws-client',
      address: 'ws://nonexistent.invalid/',
    });
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Cancelled while connecting.' });
  });
});
