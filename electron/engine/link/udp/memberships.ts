import type { Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { codeOf } from '../../../../shared/base/errors.ts';
import { parseMulticastGroup, type MulticastAddress } from '../../../../shared/model/multicast.ts';
import type { MulticastGroup } from '../../../../shared/model/udpOptions.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import type { SpokenVersion } from './hosts.ts';
import { findInterface, type MulticastInterface } from './interfaces.ts';
import { spellAsSystem } from './spelling.ts';

/**
 * A group that the socket is in. `typed` is the person's name for its interface, `argument` the system's; undefined if the system chose.
 */
interface Membership {
  readonly group: MulticastGroup;
  readonly version: 4 | 6;
  readonly typed: string;
  readonly argument: string | undefined;
}

/** The multicast groups of one bound socket. Every refusal is a `LinkProblem`. */
export class Memberships {
  private readonly socket: Socket;
  private readonly spoken: SpokenVersion;
  private readonly members: Membership[] = [];

  constructor(socket: Socket, spoken: SpokenVersion) {
    this.socket = socket;
    this.spoken = spoken;
  }

  /** As they were requested. */
  get groups(): readonly MulticastGroup[] {
    return this.members.map(({ group }) => group);
  }

  /** Returns the result in words: `239.1.2.3 on eth0`. `field` is where the group was typed. */
  join(wanted: MulticastGroup, field: string | null): string {
    const address = groupOf(wanted.group, field);
    this.requireVersion(address, field);
    const chosen = interfaceOf(wanted, address, field);
    const name = describe(address.group, chosen?.name);
    const group = { group: address.group, interface: chosen?.name ?? '' };
    if (this.members.some((member) => isSame(member.group, group))) throw alreadyIn(name, field);
    try {
      this.socket.addMembership(address.group, chosen?.argument);
    } catch (error) {
      throw describeFailedJoin(error, name, address, field);
    }
    const { version } = address;
    this.members.push({ group, version, typed: wanted.interface, argument: chosen?.argument });
    return name;
  }

  /** Returns the result in words. Without an interface, means the only membership in the group. */
  leave(wanted: MulticastGroup): string {
    const { group, zone } = groupOf(wanted.group, null);
    const on = wanted.interface === '' ? (zone ?? '') : wanted.interface;
    const inGroup = this.members.filter((member) => member.group.group === group);
    const only = on === '' && inGroup.length === 1 ? inGroup[0] : undefined;
    const member = inGroup.find((each) => isOn(each, on)) ?? only;
    if (!member) throw new LinkProblem(`This socket is not in the group ${describe(group, on)}.`);
    const name = describe(group, member.group.interface);
    this.members.splice(this.members.indexOf(member), 1);
    try {
      this.socket.dropMembership(group, member.argument);
    } catch (error) {
      // When its interface is gone, the membership is gone as well.
      if (!goneCodes.has(codeOf(error) ?? '')) {
        this.members.push(member);
        throw new LinkProblem(problemOf(error, name).reason, { code: codeOf(error) ?? null, cause: error });
      }
    }
    return name;
  }

  private requireVersion({ group, version }: MulticastAddress, field: string | null): void {
    if (version === this.spoken.version || this.spoken.isDual) return;
    const problem = `${group} is an IPv${version} group, but this socket uses IPv${this.spoken.version} only. Receive at an IPv${version} address to join it.`;
    throw new LinkProblem(problem, { field });
  }
}

const goneCodes: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'ENODEV', 'ENXIO']);

/** Reads a group, so that all spellings of it compare equal. `field` of a problem is where it was typed. */
function groupOf(text: string, field: string | null): MulticastAddress {
  const parsed = parseMulticastGroup(text);
  if (!parsed.ok) throw new LinkProblem(parsed.problem, { field });
  return { ...parsed.value, group: spellAsSystem(parsed.value.group) };
}

/** Null lets the system choose. The zone of a group names its interface, too. */
function interfaceOf(
  { interface: typed }: MulticastGroup,
  { group, version, zone }: MulticastAddress,
  field: string | null,
): MulticastInterface | null {
  const wanted = typed === '' ? (zone ?? '') : typed;
  if (wanted === '') return null;
  const found = findInterface(wanted, version, networkInterfaces());
  if (!found.ok) throw new LinkProblem(found.problem, { code: 'ENODEV', field });
  const { name } = found.value;
  if (zone !== null && zone !== name) {
    const problem = `${group}%${zone} is a group on ${zone}, but ${name} was chosen for it.`;
    throw new LinkProblem(problem, { field });
  }
  return found.value;
}

function isSame(one: MulticastGroup, other: MulticastGroup): boolean {
  return one.group === other.group && one.interface === other.interface;
}

/** Matches the interface's name, its typed form, or any of its addresses while it exists. */
function isOn({ group, version, typed }: Membership, wanted: string): boolean {
  if (wanted === group.interface || wanted === typed) return true;
  const found = wanted === '' ? null : findInterface(wanted, version, networkInterfaces());
  return found?.ok === true && found.value.name === group.interface;
}

function describe(group: string, interfaceName: string | undefined): string {
  return interfaceName === undefined || interfaceName === '' ? group : `${group} on ${interfaceName}`;
}

function alreadyIn(name: string, field: string | null, cause?: unknown): LinkProblem {
  return new LinkProblem(`This socket is already in the group ${name}.`, {
    code: 'EADDRINUSE',
    field,
    cause,
  });
}

/** The system's codes have other meanings here than elsewhere. */
function describeFailedJoin(
  error: unknown,
  name: string,
  address: MulticastAddress,
  field: string | null,
): LinkProblem {
  const code = codeOf(error) ?? null;
  if (code === 'EADDRINUSE') return alreadyIn(name, field, error);
  const sentence = code === null ? undefined : joinProblems[code]?.(name, address);
  return new LinkProblem(sentence ?? problemOf(error, name).reason, { code, field, cause: error });
}

type JoinProblem = (name: string, address: MulticastAddress) => string;

const tooMany: JoinProblem = (name, { version }) => {
  const isLimited = process.platform === 'linux' && version === 4;
  const orRaise = isLimited ? ', or raise net.ipv4.igmp_max_memberships' : '';
  return `The system does not let this socket join ${name}: it is already in as many groups as the system allows. Leave another one${orRaise}.`;
};
const noInterface: JoinProblem = (name, { version }) =>
  `The system found no interface for ${name}. Choose one that is up and has an IPv${version} address.`;
const noGroup: JoinProblem = (_, { group }) =>
  `The system does not accept ${group} as a multicast group for this socket. Check the group and its interface.`;

const joinProblems: Readonly<Record<string, JoinProblem | undefined>> = {
  ENOBUFS: tooMany,
  ENOMEM: tooMany,
  ENODEV: noInterface,
  ENXIO: noInterface,
  EADDRNOTAVAIL: noInterface,
  ENETUNREACH: noInterface,
  EINVAL: noGroup,
  ENOPROTOOPT: noGroup,
};
