import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSecondHost, type SecondHost, whyNoSecondHost } from '../../support/networkNamespace.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { freeUdpPort } from '../../support/udpPeer.ts';
import { until } from '../../support/until.ts';

const reason = whyNoSecondHost();

/** The same for all, because making one takes longer than a test. */
let host: SecondHost;
beforeAll(async () => {
  if (reason === null) host = await addSecondHost();
});
afterAll(async () => {
  if (reason === null) await host[Symbol.asyncDispose]();
});

describe.each([
  { version: 4, group: '239.192.9.1', everywhere: '0.0.0.0' },
  { version: 6, group: 'ff15::9:1', everywhere: '[::]' },
] as const)('multicast over IPv$version between two hosts', ({ version, group, everywhere }) => {
  const shown = version === 6 ? `[${group}]` : group;

  it('leaves by the interface that was chosen, with the TTL that was chosen, and is answered', async (context) => {
    if (reason !== null) context.skip(reason);
    const port = await freeUdpPort();
    const member = await host.startMember(version, group, port);
    await using talker = RecordedEndpoint.start({
      kind: 'udp',
      address: `udp://${shown}:${port}`,
      socket: { multicastInterface: host.interface, multicastTtl: 7 },
    });
    const toGroup = await talker.link();
    await toGroup.send('hello group');
    await until(() => member.heard.length === 1);
    expect(member.heard).toEqual([{ text: 'hello group', ttl: 7, from: host.ours[version] }]);
    const answering = await talker.link(1);
    await answering.receives('heard hello group');
    const theirs = version === 6 ? `[${host.theirs[6]}]` : host.theirs[4];
    expect(answering.facts.remote).toBe(`${theirs}:${port}`);
  });

  it('sets the TTL of what is sent to one host, too', async (context) => {
    if (reason !== null) context.skip(reason);
    const port = await freeUdpPort();
    const member = await host.startMember(version, group, port);
    const theirs = version === 6 ? `[${host.theirs[6]}]` : host.theirs[4];
    await using talker = RecordedEndpoint.start({
      kind: 'udp',
      address: `udp://${theirs}:${port}`,
      socket: { ttl: 9 },
    });
    const link = await talker.link();
    await link.send('hello host');
    await link.receives('heard hello host');
    expect(member.heard[0]?.ttl).toBe(9);
  });

  it('is heard on the interface that the group was joined on, and on no other', async (context) => {
    if (reason !== null) context.skip(reason);
    await using other = await addSecondHost();
    const port = await freeUdpPort();
    const member = await host.startMember(version, group, port);
    await using here = RecordedEndpoint.start({
      kind: 'udp',
      address: '',
      bind: `${everywhere}:${port}`,
      socket: { groups: [{ group, interface: other.ours[version] }] },
    });
    await here.listens();
    expect(here.joined).toEqual([{ group, interface: other.interface }]);
    member.say('before');
    // What is sent straight to us comes after it on the same cable: so the first was not for us.
    await here.controls.addPeer(`${version === 6 ? `[${host.theirs[6]}]` : host.theirs[4]}:${port}`);
    const link = await here.link();
    await link.send('are you there?');
    await link.receives('heard are you there?');
    expect(link.received.toString()).toBe('heard are you there?');
    await here.controls.joinGroup({ group, interface: host.interface });
    member.say('after');
    await link.receives('after');
    expect(link.received.toString()).toBe('heard are you there?after');
  });

  it('says so when the interface is gone', async (context) => {
    if (reason !== null) context.skip(reason);
    await using here = RecordedEndpoint.start({ kind: 'udp', address: '', bind: `${everywhere}:0` });
    await here.listens();
    let name: string;
    {
      await using gone = await addSecondHost();
      name = gone.interface;
      await here.controls.joinGroup({ group, interface: name });
    }
    await expect(here.controls.joinGroup({ group: `${group}1`, interface: name })).rejects.toThrow(
      `There is no interface “${name}” with an address on this machine now`,
    );
    // The membership went with it, and is not shown for ever.
    await here.controls.leaveGroup({ group, interface: name });
    expect(here.joined).toEqual([]);
    await using late = RecordedEndpoint.start({
      kind: 'udp',
      address: `udp://${shown}:9`,
      socket: { multicastInterface: name },
    });
    expect(await late.end()).toMatchObject({
      clean: false,
      code: 'ENODEV',
      field: 'socket.multicastInterface',
    });
  });
});

describe('the way to another host', () => {
  it('that takes only short datagrams is told as that, and later ones still leave', async (context) => {
    if (reason !== null) context.skip(reason);
    const { endpoint, link } = await connectTo({ kind: 'udp', address: `${host.addNarrowNetwork()}:9` });
    await using _ = endpoint;
    await link.sendData(new Uint8Array(1000));
    await until(() => endpoint.lost.length === 1);
    expect(endpoint.lost[0]).toMatch(/was longer than a network on the way allows \(path MTU, EMSGSIZE\)/);
    // From now on, the system sends it in pieces.
    await link.sendData(new Uint8Array(1000));
    expect(endpoint.outcome).toBe(null);
  });
});
