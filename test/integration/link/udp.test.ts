import { execFileSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { echo, freeUdpPort, startUdpPeer } from '../../support/udpPeer.ts';
import { until } from '../../support/until.ts';

function send(socket: Socket, bytes: Uint8Array | string, port: number): Promise<void> {
  return new Promise((resolve, reject) =>
    socket.send(bytes, port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
  );
}

/** Another program sends, while this one is kept from reading. */
function sendWhileBlocked(port: number, count: number): void {
  const program = `
    const socket = require('node:dgram').createSocket('udp4');
    const bytes = Buffer.alloc(1000);
    let sent = 0;
    const next = () => {
      if (sent === ${count}) return socket.close();
      sent += 1;
      socket.send(bytes, ${port}, '127.0.0.1', next);
    };
    next();`;
  execFileSync(process.execPath, ['-e', program]);
}

const bound = { kind: 'udp', address: '', bind: '127.0.0.1:0' };

describe('a UDP socket that sends to an address', () => {
  it('opens its link at once, and receives the answers', async () => {
    await using peer = await startUdpPeer(echo);
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `udp://127.0.0.1:${peer.port}` });
    await using _ = endpoint;
    expect(link.facts.remote).toBe(`127.0.0.1:${peer.port}`);
    await link.send('one');
    await link.sendData(new Uint8Array());
    await link.sendData(Uint8Array.of(0, 255, 128));
    await until(() => link.payloads.length === 3);
    expect(link.payloads.map((payload) => Buffer.from(payload.bytes).toString('hex'))).toEqual([
      '6f6e65',
      '',
      '00ff80',
    ]);
  });

  it('sends 65,507 bytes, and refuses one more with a sentence', async () => {
    await using peer = await startUdpPeer(echo);
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${peer.port}` });
    await using _ = endpoint;
    await link.sendData(new Uint8Array(65_507));
    await until(() => link.payloads[0]?.bytes.length === 65_507);
    await expect(link.sendData(new Uint8Array(65_508))).rejects.toMatchObject({
      message: 'A UDP datagram holds at most 65,507 bytes, and this message has 65,508. Send it in parts.',
      code: 'EMSGSIZE',
    });
    await link.send('and on it goes');
    await until(() => link.payloads.length === 2);
  });

  it('says that nothing listens there, and goes on', async () => {
    const port = await freeUdpPort();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${port}` });
    await using _ = endpoint;
    await link.send('anyone?');
    await until(() => endpoint.lost.length > 0);
    expect(endpoint.lost[0]).toMatch(new RegExp(`^Nothing listens at 127\\.0\\.0\\.1:${port} `));
    expect(link.outcome).toBe(null);
    const late = createSocket('udp4');
    late.bind(port, '127.0.0.1');
    await once(late, 'listening');
    const arrived = once(late, 'message');
    await link.send('now?');
    expect(String((await arrived)[0])).toBe('now?');
    late.close();
  });

  it('ends its link and itself when it is closed', async () => {
    await using peer = await startUdpPeer();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${peer.port}` });
    endpoint.close();
    expect((await endpoint.end()).clean).toBe(true);
    expect(link.outcome?.clean).toBe(true);
    await expect(link.send('too late')).rejects.toThrow(LinkProblem);
  });

  it('ends when its only peer is disconnected', async () => {
    await using peer = await startUdpPeer();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${peer.port}` });
    link.link.close();
    expect((await endpoint.end()).clean).toBe(true);
  });

  it.each([
    [{ address: '', bind: '' }, /^Type an address/],
    [{ address: 'tcp://127.0.0.1:9' }, /not tcp/],
    [{ address: '', bind: '127.0.0.1' }, /Add a port/],
    [{ address: '127.0.0.1:0' }, /^Port 0 /],
    [{ address: 'nonexistent.invalid:9' }, /^The name in nonexistent\.invalid:9 /],
    [
      { address: '127.0.0.1:9', bind: '[::1]:0' },
      /^127\.0\.0\.1 is an IPv4 address, but this socket uses IPv6 only/,
    ],
  ])('says what is wrong with %o', async (places, sentence) => {
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', ...places });
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(sentence);
  });

  it('can be cancelled while a name is looked up', async () => {
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', address: 'nonexistent.invalid:9' });
    endpoint.close();
    expect(await endpoint.end()).toMatchObject({ clean: true, reason: 'Cancelled while connecting.' });
  });
});

describe('a UDP socket that receives', () => {
  it('makes a peer of each source, and answers each', async () => {
    await using endpoint = RecordedEndpoint.start(bound);
    const { port, url } = await endpoint.listens();
    expect(url).toBe(`udp://127.0.0.1:${port}`);
    await using one = await startUdpPeer();
    await using two = await startUdpPeer();
    await send(one.socket, 'from one', port);
    const first = await endpoint.link(0);
    await send(two.socket, 'from two', port);
    const second = await endpoint.link(1);
    await send(one.socket, 'again', port);
    await first.receives('again');
    expect(first.facts.remote).toBe(`127.0.0.1:${one.port}`);
    expect(second.received.toString()).toBe('from two');
    const answered = once(two.socket, 'message');
    await second.send('to two');
    expect(String((await answered)[0])).toBe('to two');
  });

  it('keeps an empty datagram as a payload', async () => {
    await using endpoint = RecordedEndpoint.start(bound);
    const { port } = await endpoint.listens();
    await using peer = await startUdpPeer();
    await send(peer.socket, '', port);
    const link = await endpoint.link();
    await until(() => link.payloads.length === 1);
    expect(link.payloads[0]?.bytes.length).toBe(0);
  });

  it('sends from the bound port when it has an address as well', async () => {
    await using peer = await startUdpPeer(echo);
    await using endpoint = RecordedEndpoint.start({ ...bound, address: `127.0.0.1:${peer.port}` });
    const { port } = await endpoint.listens();
    const link = await endpoint.link();
    const arrived = once(peer.socket, 'message');
    await link.send('hello');
    expect((await arrived)[1]).toMatchObject({ port });
    await link.receives('hello');
    expect(endpoint.links.length).toBe(1);
    await using stranger = await startUdpPeer();
    await send(stranger.socket, 'me too', port);
    expect((await endpoint.link(1)).facts.remote).toBe(`127.0.0.1:${stranger.port}`);
  });

  it('forgets a peer that is disconnected, and knows it again when it comes back', async () => {
    await using endpoint = RecordedEndpoint.start(bound);
    const { port } = await endpoint.listens();
    await using peer = await startUdpPeer();
    await send(peer.socket, 'first', port);
    const first = await endpoint.link(0);
    first.link.close();
    expect((await first.end()).clean).toBe(true);
    await send(peer.socket, 'second', port);
    const second = await endpoint.link(1);
    await second.receives('second');
    expect(endpoint.outcome).toBe(null);
  });

  it('goes on receiving while it is paused: there is nobody whom that would hold', async () => {
    await using endpoint = RecordedEndpoint.start(bound);
    const { port } = await endpoint.listens();
    await using peer = await startUdpPeer();
    await send(peer.socket, 'one', port);
    const link = await endpoint.link();
    link.link.pause();
    await send(peer.socket, 'two', port);
    await link.receives('two');
    expect(link.received.toString()).toBe('onetwo');
  });

  it('asks for a large receive buffer, and tells what the system gave', async () => {
    await using endpoint = RecordedEndpoint.start(bound);
    await endpoint.listens();
    await until(() => endpoint.datagramFacts !== null);
    expect(endpoint.datagramFacts?.receiveBufferBytes).toBeGreaterThanOrEqual(64 * 1024);
  });

  it(
    'counts what the system dropped because nobody read: nothing is missing without a number',
    needs(onLinux),
    async () => {
      await using endpoint = RecordedEndpoint.start(bound);
      const { port } = await endpoint.listens();
      const sent = 20_000;
      sendWhileBlocked(port, sent);
      // What a stranger sends is read after all of those. Its first datagrams may be dropped like them; once one has come, the next does.
      await using stranger = await startUdpPeer();
      let asked = 0;
      const ask = async (text: string): Promise<void> => {
        asked += 1;
        await send(stranger.socket, text, port);
      };
      await until(async () => {
        await ask('x');
        return endpoint.links.length > 1;
      });
      await ask('the last one');
      await endpoint.links[1]?.receives('the last one');
      endpoint.close();
      await endpoint.end();
      const received = endpoint.links.reduce((sum, { payloads }) => sum + payloads.length, 0);
      const dropped = endpoint.datagramFacts?.droppedByKernel ?? 0;
      expect(dropped).toBeGreaterThan(0);
      expect(received + dropped).toBe(sent + asked);
      const told = endpoint.dropNotes.map((note) =>
        Number(/^([\d,]+) /.exec(note)?.[1]?.replaceAll(',', '')),
      );
      expect(told.reduce((sum, count) => sum + count, 0)).toBe(dropped);
      expect(endpoint.dropNotes[0]).toMatch(
        /^[\d,]+ datagrams were dropped by the operating system before they could be received, because the receive buffer of [\d,]+ KiB was full\.$/,
      );
    },
  );

  it('speaks IPv6', async (context) => {
    await using endpoint = RecordedEndpoint.start({ ...bound, bind: '[::1]:0' });
    await until(() => endpoint.url !== null || endpoint.outcome !== null);
    if (endpoint.outcome) {
      context.skip('This machine has no IPv6.');
    }
    const { port, url } = await endpoint.listens();
    expect(url).toBe(`udp://[::1]:${port}`);
    const { endpoint: sender, link } = await connectTo({ kind: 'udp', address: `udp://[0:0::1]:${port}` });
    await using _ = sender;
    await link.send('six');
    const receiver = await endpoint.link();
    await receiver.receives('six');
    await receiver.send('and back');
    await link.receives('and back');
    expect(sender.links.length).toBe(1);
  });

  it('says that its port is taken', async () => {
    await using first = RecordedEndpoint.start(bound);
    const { port } = await first.listens();
    await using second = RecordedEndpoint.start({ ...bound, bind: `127.0.0.1:${port}` });
    const { clean, reason } = await second.end();
    expect(clean).toBe(false);
    expect(reason).toBe(
      `127.0.0.1:${port} is in use by another program. Choose another port, or 0 for a free one.`,
    );
  });

  it('keeps the peer of its address when strangers fill the list', async () => {
    await using target = await startUdpPeer(echo);
    await using endpoint = RecordedEndpoint.start({ ...bound, address: `127.0.0.1:${target.port}` });
    const { port } = await endpoint.listens();
    const chosen = await endpoint.link(0);
    const strangers = 10_050;
    for (let count = 0; count < strangers;) {
      // Each address of 127.0.0.0/8 that a socket binds to is one more stranger; in small groups, so that nothing is lost.
      const group = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const number = count + index;
          return greetFrom(`127.1.${number >> 8}.${number & 255 || 254}`, port);
        }),
      );
      count += group.length;
      await until(() => endpoint.links.length >= count);
    }
    const closed = endpoint.links.filter((link) => link.outcome !== null);
    expect(closed.length).toBeGreaterThanOrEqual(50);
    expect(closed[0]?.outcome?.reason).toMatch(/10,000 peers/);
    expect(chosen.outcome).toBe(null);
    await chosen.send('still there?');
    await chosen.receives('still there?');
  });
});

/** One datagram from an address of its own. */
async function greetFrom(address: string, port: number): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  await send(socket, 'hi', port);
  socket.close();
}
