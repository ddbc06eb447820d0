import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { needs, onLinux } from '../../support/needs.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { startUdpPeer } from '../../support/udpPeer.ts';
import { until } from '../../support/until.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ family }) => family === 'IPv6'),
);
const bound = { kind: 'udp', address: '', bind: '127.0.0.1:0' };

describe('broadcast', () => {
  it('wants its option, and says so', async () => {
    await using endpoint = RecordedEndpoint.start({ ...bound, bind: '0.0.0.0:0' });
    await endpoint.listens();
    await endpoint.controls.addPeer('127.255.255.255:9');
    const [link] = endpoint.links;
    await expect(link?.send('all')).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The system does not send to 127\.255\.255\.255:9: it is a broadcast address\. Turn on “Broadcast”/,
      ),
      code: 'EACCES',
      field: 'socket.broadcast',
    });
  });

  it('says so before connecting, too', async () => {
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', address: '127.255.255.255:9' });
    expect(await endpoint.end()).toMatchObject({ clean: false, code: 'EACCES', field: 'socket.broadcast' });
  });

  it('reaches everybody when it is on', needs(onLinux), async () => {
    await using listener = await startUdpPeer(undefined, '0.0.0.0');
    const { endpoint, link } = await connectTo({
      kind: 'udp',
      address: `127.255.255.255:${listener.port}`,
      socket: { broadcast: true },
    });
    await using _ = endpoint;
    await link.send('to all');
    await until(() => listener.received[0]?.text === 'to all');
  });
});

describe('the buffers of a UDP socket', () => {
  it('are as large as the options say', async () => {
    await using endpoint = RecordedEndpoint.start({
      ...bound,
      socket: { receiveBufferBytes: 16_384, sendBufferBytes: 32_768 },
    });
    await until(() => endpoint.datagramFacts !== null);
    // Linux counts its own bookkeeping, too.
    const factor = process.platform === 'linux' ? 2 : 1;
    expect(endpoint.datagramFacts).toMatchObject({
      receiveBufferBytes: 16_384 * factor,
      sendBufferBytes: 32_768 * factor,
    });
    expect(endpoint.warnings).toEqual([]);
  });

  it('are as large as the system gives, and it is said', needs(onLinux), async () => {
    await using endpoint = RecordedEndpoint.start({
      ...bound,
      socket: { receiveBufferBytes: 1024 ** 3, sendBufferBytes: 1024 ** 3 },
    });
    await until(() => endpoint.warnings.length === 2);
    expect(endpoint.warnings[0]).toMatch(
      /^The receive buffer has [\d,]+ bytes instead of 1,073,741,824: the system allows no more \(net\.core\.rmem_max\)\.$/,
    );
    expect(endpoint.warnings[1]).toMatch(/^The send buffer .* \(net\.core\.wmem_max\)\.$/);
  });
});

describe('the options of one version of IP on a socket of both', () => {
  const ttl = { socket: { ttl: 5 } };

  it('end the opening where the address is of the other one, by its name, too', async () => {
    for (const address of ['127.0.0.1:9', 'localhost:9']) {
      await using endpoint = RecordedEndpoint.start({
        kind: 'udp',
        address,
        bind: '[::]:0',
        socket: { ttl: 5, multicastLoopback: false },
      });
      const outcome = await endpoint.end();
      expect(outcome).toMatchObject({ clean: false, field: 'socket.ttl' });
      expect(outcome.reason).toMatch(/127\.0\.0\.1 is an IPv4 address\. Receive at 0\.0\.0\.0 for IPv4\.$/);
    }
  });

  it('are warned of once when such a peer or group comes later', async (context) => {
    if (!hasIpv6) context.skip('This machine has no IPv6.');
    await using endpoint = RecordedEndpoint.start({
      ...bound,
      bind: '[::]:0',
      socket: { ttl: 5, multicastTtl: 3 },
    });
    const { port } = await endpoint.listens();
    await endpoint.controls.addPeer('[::1]:9');
    expect(endpoint.warnings).toEqual([]);
    await using first = await startUdpPeer();
    await first.send('hello', port);
    await until(() => endpoint.links.length === 2);
    await endpoint.controls.addPeer('127.0.0.1:9');
    expect(endpoint.warnings).toEqual([expect.stringMatching(/^“TTL” has an effect on IPv6 only/)]);
    await endpoint.controls.joinGroup({ group: '239.192.7.9', interface: '127.0.0.1' });
    expect(endpoint.warnings.slice(1)).toEqual([
      expect.stringMatching(/^“Multicast TTL” has an effect .* 239\.192/),
    ]);
  });

  it('hold where the socket speaks that version only', async () => {
    await using peer = await startUdpPeer();
    for (const bind of ['127.0.0.1:0', '0.0.0.0:0']) {
      const { endpoint, link } = await connectTo({
        kind: 'udp',
        address: `127.0.0.1:${peer.port}`,
        bind,
        ...ttl,
      });
      await using _ = endpoint;
      await link.send('heard');
      expect(endpoint.warnings).toEqual([]);
    }
    await until(() => peer.received.length === 2);
  });
});

describe('binding', () => {
  it('says what is wrong with the place to receive at, and which field it is', async () => {
    await using first = RecordedEndpoint.start(bound);
    const { port } = await first.listens();
    await using taken = RecordedEndpoint.start({ ...bound, bind: `127.0.0.1:${port}` });
    expect(await taken.end()).toMatchObject({ clean: false, code: 'EADDRINUSE', field: 'bind' });
    await using elsewhere = RecordedEndpoint.start({ ...bound, bind: '192.0.2.77:0' });
    expect(await elsewhere.end()).toMatchObject({
      code: 'EADDRNOTAVAIL',
      field: 'bind',
      reason: expect.stringMatching(/^192\.0\.2\.77:0 is not an address of this machine/),
    });
    await using unknown = RecordedEndpoint.start({ ...bound, bind: 'nonexistent.invalid:0' });
    expect(await unknown.end()).toMatchObject({ clean: false, field: 'bind' });
  });

  it('lets several sockets have the same port where the options of all say so', async () => {
    const shared = { ...bound, socket: { reuseAddress: true } };
    await using first = RecordedEndpoint.start(shared);
    const { port } = await first.listens();
    await using second = RecordedEndpoint.start({ ...shared, bind: `127.0.0.1:${port}` });
    expect((await second.listens()).port).toBe(port);
  });
});

it('is not told of before it is open: what cannot be done then is refused', async () => {
  await using endpoint = RecordedEndpoint.start(bound);
  await expect(endpoint.controls.joinGroup({ group: '239.1.2.3', interface: '' })).rejects.toThrow(
    'This socket is not open.',
  );
  await endpoint.listens();
});
