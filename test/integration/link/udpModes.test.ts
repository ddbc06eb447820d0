import { describe, expect, it } from 'vitest';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { echo, freeUdpPort, startUdpPeer } from '../../support/udpPeer.ts';
import { until } from '../../support/until.ts';

describe('a UDP socket that is not connected', () => {
  it('hears others than the one it sends to', async () => {
    await using target = await startUdpPeer(echo);
    await using endpoint = RecordedEndpoint.start({
      kind: 'udp',
      address: `127.0.0.1:${target.port}`,
      socket: { connected: 'no' },
    });
    const { port } = await endpoint.listens();
    const link = await endpoint.link();
    await link.send('hello');
    await link.receives('hello');
    await using stranger = await startUdpPeer();
    await stranger.send('me too', port);
    const other = await endpoint.link(1);
    expect(other.facts.remote).toBe(`127.0.0.1:${stranger.port}`);
    await other.send('welcome');
    await until(() => stranger.received[0]?.text === 'welcome');
  });

  it('sends to a peer that a person adds, by address and by name, and knows it when it answers', async () => {
    await using one = await startUdpPeer(echo);
    await using two = await startUdpPeer(echo);
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', address: '', bind: '127.0.0.1:0' });
    await endpoint.listens();
    const added = await endpoint.controls.addPeer(`127.0.0.1:${one.port}`);
    expect(await endpoint.controls.addPeer(`udp://127.0.0.1:${one.port}`)).toBe(added);
    await endpoint.controls.addPeer(`localhost:${two.port}`);
    for (const link of endpoint.links) await link.send('hello');
    for (const link of endpoint.links) await link.receives('hello');
    expect(endpoint.links.map(({ facts }) => facts.remote)).toEqual([
      `127.0.0.1:${one.port}`,
      `127.0.0.1:${two.port}`,
    ]);
  });

  it.each([
    ['127.0.0.1:0', /^Port 0 /],
    ['127.0.0.1', /^Add a port/],
    ['tcp://127.0.0.1:9', /udp:\/\/, not tcp:/],
    ['nonexistent.invalid:9', /nonexistent\.invalid/],
    ['[::1]:9', /^::1 is an IPv6 address, but this socket uses IPv4 only/],
  ])('says why %s cannot be added', async (address, sentence) => {
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', address: '', bind: '127.0.0.1:0' });
    await endpoint.listens();
    await expect(endpoint.controls.addPeer(address)).rejects.toThrow(sentence);
    expect(endpoint.links.length).toBe(0);
  });
});

describe('what a socket was given before it was closed', () => {
  it('has left when it is closed, also to a peer that was forgotten', async () => {
    await using receiver = await startUdpPeer();
    const address = `127.0.0.1:${receiver.port}`;
    const { endpoint, link } = await connectTo({ kind: 'udp', address, bind: '127.0.0.1:0' });
    const sent = [link.send('one'), link.send('two')];
    link.link.close();
    endpoint.close();
    await Promise.all(sent);
    expect((await endpoint.end()).clean).toBe(true);
    await until(() => receiver.received.length === 2);
    expect(receiver.received.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('is refused with a sentence when it cannot leave any more', async () => {
    const { endpoint, link } = await connectTo({ kind: 'udp', address: '127.0.0.1:9', bind: '127.0.0.1:0' });
    endpoint.close();
    // Nothing was under way, so the socket closes in this turn; Node hands a datagram to the system at the end of it.
    await expect(link.send('too late')).rejects.toThrow(
      'The socket was closed before this datagram was sent.',
    );
    expect((await endpoint.end()).clean).toBe(true);
  });
});

describe('a connected UDP socket', () => {
  it('can be bound as well: it sends from there, and hears only its peer', async () => {
    await using target = await startUdpPeer(echo);
    await using endpoint = RecordedEndpoint.start({
      kind: 'udp',
      address: `127.0.0.1:${target.port}`,
      bind: '127.0.0.1:0',
      socket: { connected: 'yes' },
    });
    const { port } = await endpoint.listens();
    const link = await endpoint.link();
    await using stranger = await startUdpPeer();
    await stranger.send('let me in', port).catch(() => undefined);
    await link.send('hello');
    await link.receives('hello');
    expect(target.received[0]?.source.port).toBe(port);
    expect(endpoint.links.length).toBe(1);
    expect(link.received.toString()).toBe('hello');
  });

  it('takes no second peer', async () => {
    await using target = await startUdpPeer();
    const { endpoint } = await connectTo({ kind: 'udp', address: `127.0.0.1:${target.port}` });
    await using _ = endpoint;
    await expect(endpoint.controls.addPeer('127.0.0.1:9')).rejects.toMatchObject({
      message: expect.stringMatching(/^This socket is connected to one peer/),
      field: 'socket.connected',
    });
  });

  it('sends every datagram, and tells of every one that came back: none is taken for another', async () => {
    const port = await freeUdpPort();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${port}` });
    await using _ = endpoint;
    await Promise.all(['1', '2', '3', '4', '5'].map((text) => link.send(text)));
    await until(() => endpoint.lost.length === 5);
    expect(new Set(endpoint.lost)).toEqual(
      new Set([
        `Nothing listens at 127.0.0.1:${port} (port unreachable, ECONNREFUSED). Start the server, or check host and port.`,
      ]),
    );
    expect(endpoint.outcome).toBe(null);
  });

  it('keeps the order, also after one was answered with an earlier refusal', async () => {
    const { endpoint, link, port } = await refusedOnce();
    await using _ = endpoint;
    await using late = await startUdpPeer(undefined, '127.0.0.1', port);
    const texts = Array.from({ length: 20 }, (__, index) => String(index));
    await Promise.all(texts.map((text) => link.send(text)));
    await until(() => late.received.length === texts.length);
    expect(late.received.map(({ text }) => text)).toEqual(texts);
  });

  async function refusedOnce() {
    const port = await freeUdpPort();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${port}` });
    await link.send('anyone?');
    return { endpoint, link, port };
  }

  it('sends what it was given before it was closed', async () => {
    await using target = await startUdpPeer();
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `127.0.0.1:${target.port}` });
    const sent = Promise.all(['1', '2', '3'].map((text) => link.send(text)));
    endpoint.close();
    await sent;
    await endpoint.end();
    await until(() => target.received.length === 3);
  });

  it('is refused without an address', async () => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'udp',
      address: '',
      bind: '127.0.0.1:0',
      socket: { connected: 'yes' },
    });
    expect(await endpoint.end()).toMatchObject({ clean: false, field: 'socket.connected' });
  });
});

describe('the versions of IP', () => {
  it('are both heard at [::], and IPv4 peers are called by their IPv4 addresses', async (context) => {
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', address: '', bind: '[::]:0' });
    await until(() => endpoint.url !== null || endpoint.outcome !== null);
    if (endpoint.outcome) context.skip('This machine has no IPv6.');
    const { port } = await endpoint.listens();
    await using four = await startUdpPeer(echo);
    await using six = await startUdpPeer(echo, '::1');
    await four.send('four', port);
    const first = await endpoint.link(0);
    await six.send('six', port);
    const second = await endpoint.link(1);
    expect([first.facts.remote, second.facts.remote]).toEqual([
      `127.0.0.1:${four.port}`,
      `[::1]:${six.port}`,
    ]);
    await first.send('back to four');
    await first.receives('back to four');
    // However it is written, it is the same peer.
    await endpoint.controls.addPeer(`127.0.0.1:${four.port}`);
    await endpoint.controls.addPeer(`[::ffff:127.0.0.1]:${four.port}`);
    await second.send('back to six');
    await second.receives('back to six');
    expect(endpoint.links.length).toBe(2);
  });

  it('are one where the options say so', async (context) => {
    await using endpoint = RecordedEndpoint.start({
      kind: 'udp',
      address: '',
      bind: '[::]:0',
      socket: { family: '6' },
    });
    await until(() => endpoint.url !== null || endpoint.outcome !== null);
    if (endpoint.outcome) context.skip('This machine has no IPv6.');
    const { port } = await endpoint.listens();
    // The port is free for IPv4.
    await using four = await startUdpPeer(undefined, '127.0.0.1', port);
    expect(four.port).toBe(port);
    await expect(endpoint.controls.addPeer('127.0.0.1:9')).rejects.toThrow(/uses IPv6 only/);
  });

  it('decide which address of a name is taken', async (context) => {
    await using target = await startUdpPeer(echo);
    const { endpoint, link } = await connectTo({
      kind: 'udp',
      address: `localhost:${target.port}`,
      socket: { family: '4' },
    });
    await using _ = endpoint;
    expect(link.facts.remote).toBe(`127.0.0.1:${target.port}`);
    await using six = RecordedEndpoint.start({
      kind: 'udp',
      address: '[::1]:9',
      socket: { connected: 'no' },
    });
    await until(() => six.url !== null || six.outcome !== null);
    if (six.outcome) context.skip('This machine has no IPv6.');
    expect(six.url).toMatch(/^udp:\/\/\[::\]:\d+$/);
  });
});
