import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import type { LinkContext } from '../../../electron/engine/link/link.ts';
import { tcpPeer, wsPeer, type TestPeer } from '../../support/peers.ts';
import { connectTo, RecordedEndpoint, type RecordedLink } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

/** A clock that the test can put forward. */
function movableClock(): { nowUs(): number; aheadUs: number } {
  const clock = createSystemClock();
  return {
    aheadUs: 0,
    nowUs() {
      return clock.nowUs() + this.aheadUs;
    },
  };
}

/** More than a socket of Node reads at once. */
const size = 300_000;

/** Ends after `size` bytes, for the client to read when it likes. */
const tcpSender = (): Promise<TestPeer> =>
  tcpPeer((socket) => void socket.resume().end(Buffer.alloc(size, 'a')), { allowHalfOpen: true });

const wsSender = (): Promise<TestPeer> =>
  wsPeer((socket) => {
    for (let count = 0; count < 10; count += 1) socket.send(Buffer.alloc(size / 10));
  });

const bytesOf = ({ payloads }: RecordedLink): number =>
  payloads
    .filter(({ direction, kind }) => direction === 'in' && kind !== 'close')
    .reduce((sum, { bytes }) => sum + bytes.length, 0);

describe.each([
  ['a TCP connection', 'tcp', tcpSender],
  ['a WebSocket', 'ws', wsSender],
])('%s that is closed while its session holds it', (_name, scheme, start) => {
  const heldClient = ({ port }: TestPeer, context: Partial<LinkContext> = {}): RecordedEndpoint => {
    const address = `${scheme}://127.0.0.1:${port}`;
    const endpoint = RecordedEndpoint.start({ kind: `${scheme}-client`, address }, context);
    endpoint.onLink = ({ link }) => link.pause();
    return endpoint;
  };

  it('loses nothing of what had come before, and blames nobody, when it is let go late', async () => {
    await using peer = await start();
    const clock = movableClock();
    await using endpoint = heldClient(peer, { clock });
    const link = await endpoint.link();
    link.link.close();
    link.link.pause();
    clock.aheadUs = 1_000_000;
    link.link.resume();
    expect(await link.end()).toMatchObject({ clean: true, reason: 'Disconnected.' });
    expect(bytesOf(link)).toBe(size);
  });

  it('is read to its end after two seconds, whoever still holds it', async () => {
    await using peer = await start();
    await using endpoint = heldClient(peer);
    const link = await endpoint.link();
    link.link.close();
    link.link.pause();
    expect(await link.end()).toMatchObject({ clean: true, reason: 'Disconnected.' });
    expect(bytesOf(link)).toBe(size);
    expect(link.story).toContain('reads on');
  });
});

it('what a peer sent that went on for too long is told, up to the cut', async () => {
  await using peer = await tcpPeer((socket) => socket.resume(), { allowHalfOpen: true });
  const clock = movableClock();
  const { endpoint, link } = await connectTo(
    { kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` },
    { clock },
  );
  await using _ = endpoint;
  await until(() => peer.sockets.length === 1);
  const [socket] = peer.sockets;
  link.link.close();
  clock.aheadUs = 1_000_000;
  socket?.write('still here');
  expect((await link.end()).reason).toContain('kept sending, so the connection was cut.');
  expect(link.received.toString()).toBe('still here');
});

it('a WebSocket that ends without an answer to our close frame is not said to have been cut', async () => {
  await using peer = await wsPeer((socket) => {
    // Ends TCP instead of answering.
    Object.assign(socket, { close: () => socket.terminate() });
  });
  const { endpoint, link } = await connectTo({
    kind: 'ws-client',
    address: `ws://127.0.0.1:${peer.port}/`,
  });
  await using _ = endpoint;
  link.link.close();
  expect(await link.end()).toMatchObject({
    clean: true,
    reason: `Disconnected. 127.0.0.1:${peer.port} ended the connection without answering the close frame.`,
  });
});
