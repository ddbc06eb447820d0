import type { NetworkInterfaceInfo } from 'node:os';
import { fail, ok, type Result } from '../../../../shared/base/result.ts';
import { ipVersionOf } from '../../../../shared/model/address.ts';
import { spellAsSystem } from './spelling.ts';

/** The interfaces of a machine, in the shape of `os.networkInterfaces()`: those that are up and have an address. */
export type InterfaceTable = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'scopeid'>[] | undefined>
>;

/** An interface as multicast calls need it: `argument` is one of its addresses for IPv4, and its zone (`::%eth0`) for IPv6. */
export interface MulticastInterface {
  readonly name: string;
  readonly argument: string;
}

/** 10 names: a machine full of containers has hundreds of interfaces, and a sentence must end. */
const namedInterfaces = 10;

/** The interface that a name or one of its addresses stands for, in the form for IPv4 or IPv6; the problem is a sentence. */
export function findInterface(
  text: string,
  version: 4 | 6,
  table: InterfaceTable,
  platform: NodeJS.Platform = process.platform,
): Result<MulticastInterface, string> {
  const name = ipVersionOf(text) === null ? text : nameOfAddress(text, table);
  // A name may be any word, even a property that every object has.
  const addresses = name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
  if (name === undefined || addresses === undefined) return fail(describeMissing(text, table));
  const fitting = addresses.filter(({ family }) => family === `IPv${version}`);
  const [first] = fitting;
  if (!first) return fail(`The interface ${name} has no IPv${version} address now. Choose another one.`);
  if (version === 4) return ok({ name, argument: ipVersionOf(text) === 4 ? text : first.address });
  // Windows knows zones only by their numbers, which come with the link-local addresses.
  const number = fitting.find(({ scopeid }) => scopeid !== undefined && scopeid !== 0)?.scopeid;
  return ok({ name, argument: platform === 'win32' ? `::%${number ?? 0}` : `::%${name}` });
}

function nameOfAddress(address: string, table: InterfaceTable): string | undefined {
  const [wanted = '', zone] = address.split('%');
  const spelled = spellAsSystem(wanted);
  const names = Object.keys(table).filter((name) => table[name]?.some((each) => each.address === spelled));
  return names.find((name) => zone === undefined || name === zone);
}

function describeMissing(text: string, table: InterfaceTable): string {
  const names = Object.keys(table);
  const listed = [...names.slice(0, namedInterfaces), ...(names.length > namedInterfaces ? ['others'] : [])];
  const what =
    ipVersionOf(text) === null
      ? `There is no interface “${text}” with an address on this machine now`
      : `No interface of this machine has the address ${text} now`;
  return `${what}. There are: ${listed.join(', ')}.`;
}
