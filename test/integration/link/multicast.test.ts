import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { needs, onLinux } from '../../support/needs.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const interfaces = Object.entries(networkInterfaces());
const internal = interfaces.find(([, addresses]) => addresses?.some((each) => each.internal))?.[0] ?? 'lo';

/**
 * An interface to the outside, where there is one: that of loopback has no IPv6 multicast, and brings everything back whatever the options
 * say. With `multicastTtl` 0, nothing leaves the machine all the same.
 */
function interfaceFor(version: 4 | 6): { name: string; address: string; isOutside: boolean } | null {
  const found = interfaces.find(([, addresses]) =>
    addresses?.some((each) => !each.internal && each.family === `IPv${version}`),
  );
  if (!found && version === 6) return null;
  const [name, addresses] = found ?? [internal, networkInterfaces()[internal]];
  const address = addresses?.find(({ family }) => family === `IPv${version}`)?.address ?? '127.0.0.1';
  return {
    name,
    address: address.startsWith('fe80:') ? `${address}%${name}` : address,
    isOutside: found !== undefined,
  };
}

const hasIpv6 = interfaceFor(6) !== null;
const onLoopback = (group: string) => ({ group, interface: internal });
const receiver = (bind: string, groups: readonly object[]) => ({
  kind: 'udp',
  address: '',
  bind,
  socket: { groups },
});
const sender = (address: string, multicastInterface: string, more = {}) => ({
  kind: 'udp',
  address,
  socket: { multicastInterface, multicastTtl: 0, ...more },
});

describe.each([
  { version: 4, everywhere: '0.0.0.0:0', group: '239.192.7.1', another: '239.192.7.2' },
  { version: 6, everywhere: '[::]:0', group: 'ff11::7:1', another: 'ff11::7:2' },
] as const)('multicast over IPv$version', ({ version, everywhere, group, another }) => {
  const found = interfaceFor(version);
  const missing = found ? null : `no interface here has an IPv${version} address for multicast`;
  const { name, address } = found ?? { name: '', address: '' };
  const here = (to: string) => ({ group: to, interface: name });
  const at = (port: number): string => `udp://${version === 6 ? `[${group}]` : group}:${port}`;

  it('brings what is sent to a group to its members', needs(missing), async () => {
    await using member = RecordedEndpoint.start(receiver(everywhere, [here(group)]));
    const { port } = await member.listens();
    await until(() => member.groupNotes.length === 1);
    expect(member.groupNotes).toEqual([`Joined ${group} on ${name}.`]);
    expect(member.joined).toEqual([here(group)]);
    await using talker = RecordedEndpoint.start(sender(at(port), address));
    const toGroup = await talker.link();
    await toGroup.send('to the group');
    const fromSender = await member.link();
    await fromSender.receives('to the group');
    // The answer comes from the member's own address, and is heard: the sender is not connected to the group.
    await fromSender.send('from a member');
    const fromMember = await talker.link(1);
    await fromMember.receives('from a member');
    expect(toGroup.received.length).toBe(0);
  });

  it('is joined and left while the socket is open', needs(missing), async () => {
    await using member = RecordedEndpoint.start(receiver(everywhere, []));
    const { port } = await member.listens();
    await using talker = RecordedEndpoint.start(sender(at(port), name));
    const toGroup = await talker.link();
    await member.controls.joinGroup(here(group));
    await member.controls.joinGroup({ group: another, interface: address });
    expect(member.joined).toEqual([here(group), here(another)]);
    await toGroup.send('member');
    const link = await member.link();
    await link.receives('member');
    await member.controls.leaveGroup({ group, interface: '' });
    await member.controls.leaveGroup({ group: another, interface: address });
    expect(member.joined).toEqual([]);
    expect(member.groupNotes.slice(-2)).toEqual([`Left ${group} on ${name}.`, `Left ${another} on ${name}.`]);
    await toGroup.send('not any more');
    await member.controls.joinGroup(here(group));
    await toGroup.send(', and again');
    await link.receives(', and again');
    expect(link.received.toString()).toBe('member, and again');
  });

  it(
    'does not come back to this machine when loopback is off',
    needs(found?.isOutside ? null : 'no interface here leads outside'),
    async () => {
      await using member = RecordedEndpoint.start(receiver(everywhere, [here(group)]));
      const { port } = await member.listens();
      await using quiet = RecordedEndpoint.start(sender(at(port), name, { multicastLoopback: false }));
      await using loud = RecordedEndpoint.start(sender(at(port), name));
      await (await quiet.link()).send('nobody hears this');
      await (await loud.link()).send('this is heard');
      await (await member.link()).receives('this is heard');
      expect(member.links.length).toBe(1);
    },
  );

  it(
    'is one group, however it is spelled',
    needs(missing, version === 6 ? null : 'IPv4 has one spelling'),
    async () => {
      await using member = RecordedEndpoint.start(receiver(everywhere, []));
      await member.listens();
      await member.controls.joinGroup(here('FF11:0:0::7:1'));
      expect(member.joined).toEqual([here('ff11::7:1')]);
      await expect(member.controls.joinGroup(here('ff11:0::7:1'))).rejects.toThrow(
        `This socket is already in the group ff11::7:1 on ${name}.`,
      );
      await member.controls.leaveGroup(here('ff11:0:0:0::7:1'));
      expect(member.joined).toEqual([]);
    },
  );

  it('refuses, with a sentence, what cannot be', needs(missing), async () => {
    await using member = RecordedEndpoint.start(receiver(everywhere, []));
    await member.listens();
    const { controls } = member;
    await controls.joinGroup(here(group));
    await expect(controls.joinGroup({ group, interface: address })).rejects.toThrow(
      `This socket is already in the group ${group} on ${name}.`,
    );
    await expect(controls.leaveGroup(here(another))).rejects.toThrow(
      `This socket is not in the group ${another} on ${name}.`,
    );
    await expect(controls.joinGroup({ group: another, interface: 'gone0' })).rejects.toThrow(
      /^There is no interface “gone0” with an address on this machine now/,
    );
    await expect(controls.joinGroup({ group: '192.0.2.1', interface: '' })).rejects.toThrow(
      /is not a multicast group/,
    );
    expect(member.joined).toEqual([here(group)]);
  });
});

describe('the options of multicast', () => {
  it.each([
    [
      { groups: [onLoopback('239.192.7.1'), { group: '10.1.2.3' }] },
      'socket.groups.1',
      /is not a multicast group/,
    ],
    [{ groups: [{ group: '239.192.7.1', interface: 'gone0' }] }, 'socket.groups.0', /no interface “gone0”/],
    [
      { groups: [{ group: '239.192.7.1', interface: '192.0.2.77' }] },
      'socket.groups.0',
      /has the address 192\.0\.2\.77/,
    ],
    [
      { groups: [{ group: 'ff15::7' }] },
      'socket.groups.0',
      /is an IPv6 group, but this socket uses IPv4 only/,
    ],
    [
      { groups: [onLoopback('239.192.7.1'), onLoopback('239.192.7.1')] },
      'socket.groups.1',
      /already in the group/,
    ],
    [{ multicastInterface: 'gone0' }, 'socket.multicastInterface', /no interface “gone0”/],
  ])('%o end the opening at their field', async (socket, field, sentence) => {
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', address: '', bind: '127.0.0.1:0', socket });
    const outcome = await endpoint.end();
    expect(outcome).toMatchObject({ clean: false, field });
    expect(outcome.reason).toMatch(sentence);
    expect(endpoint.url).toBe(null);
  });

  it('say what the system allows', needs(onLinux), async (context) => {
    const groups = Array.from({ length: 64 }, (_, index) => onLoopback(`239.192.8.${index}`));
    await using endpoint = RecordedEndpoint.start(receiver('0.0.0.0:0', groups));
    await until(() => endpoint.outcome !== null || endpoint.joined.length > 0);
    if (endpoint.outcome === null) context.skip('This machine allows 64 groups for each socket.');
    expect(endpoint.outcome).toMatchObject({ clean: false, code: 'ENOBUFS' });
    expect(endpoint.outcome?.field).toMatch(/^socket\.groups\.\d+$/);
    expect(endpoint.outcome?.reason).toMatch(
      /as many groups as the system allows.*net\.ipv4\.igmp_max_memberships/,
    );
  });

  it('say that a group is not heard at the port of its address without binding there', async () => {
    const socket = { groups: [onLoopback('239.192.7.1')] };
    await using endpoint = RecordedEndpoint.start({ kind: 'udp', address: '239.192.7.1:5000', socket });
    const { port } = await endpoint.listens();
    await until(() => endpoint.warnings.length === 1);
    expect(endpoint.warnings[0]).toContain(`receives what is sent to port ${port}, which the system chose`);
  });

  it(
    'join groups of both versions where both are heard',
    needs(hasIpv6 ? null : 'this machine has no IPv6'),
    async () => {
      const outside = interfaceFor(6)?.name ?? '';
      const groups = [{ group: 'ff11::7:3', interface: outside }, onLoopback('239.192.7.3')];
      await using member = RecordedEndpoint.start(receiver('[::]:0', groups));
      const { port } = await member.listens();
      await using talker = RecordedEndpoint.start(sender(`udp://239.192.7.3:${port}`, internal));
      await (await talker.link()).send('over IPv4');
      const link = await member.link();
      await link.receives('over IPv4');
      expect(link.facts.remote).toMatch(/^127\.0\.0\.1:\d+$/);
    },
  );
});
