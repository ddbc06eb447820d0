import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pathOf } from './programs/program.ts';
import { until } from './until.ts';

/** Debian's Python; elsewhere, the one that is found. */
const python = pathOf('python3') ?? 'python3';

let lastNumber = 0;

/** Why this machine cannot have a second host; null when it can. */
export function whyNoSecondHost(): string | null {
  if (process.platform !== 'linux') return 'Only Linux has network namespaces.';
  if (process.getuid?.() !== 0) return 'Network namespaces want root.';
  if (pathOf('ip') === null) return 'iproute2 is not installed.';
  if (pathOf('python3') === null) return 'Python is not installed.';
  const name = `wirebench-try-${process.pid}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    // Inside, the kernel has to have virtual cables, too.
    ip('link', 'add', `wbt${process.pid}`, 'type', 'veth', 'peer', 'name', `wbu${process.pid}`);
    ip('link', 'del', `wbt${process.pid}`);
    return null;
  } catch (error) {
    return `This machine does not let us make a network namespace: ${String(error).split('\n', 1)[0]}`;
  }
}

/** Another host on a cable of its own, which ends in this machine as `interface`. */
export interface SecondHost extends AsyncDisposable {
  /** Our end of the cable. */
  readonly interface: string;
  readonly ours: { readonly 4: string; readonly 6: string };
  readonly theirs: { readonly 4: string; readonly 6: string };
  /** Runs a program over there; it ends with the test. */
  run(program: string, ...args: readonly string[]): void;
  /** From now on nothing of what it sends arrives here, as after a pulled cable. */
  fallSilent(): void;
  /** A member of a group, which tells what it hears and answers it. */
  startMember(version: 4 | 6, group: string, port: number): Promise<GroupMember>;
  /** An IPv4 address behind that host, on a network that takes packets of 600 bytes at most. */
  addNarrowNetwork(): string;
}

interface GroupMember {
  /** What it has heard, with the TTL or hop limit that it came with. */
  readonly heard: readonly { readonly text: string; readonly ttl: number; readonly from: string }[];
  /** Sends something to the group. */
  say(text: string): void;
}

/** All of it has names with our process id, and goes with the test. */
export async function addSecondHost(): Promise<SecondHost> {
  lastNumber += 1;
  const id = `${process.pid}-${lastNumber}`;
  const namespace = `wirebench-${id}`;
  // An interface name has at most 15 characters.
  const [near, far] = [`wba${id}`, `wbb${id}`];
  const { net, host, ours, theirs } = addressesOf(lastNumber);
  const children = new Set<() => Promise<void>>();
  const dispose = async (): Promise<void> => {
    for (const end of children) await end();
    // The cable goes with either of its ends.
    quietly('link', 'del', near);
    quietly('netns', 'del', namespace);
  };
  try {
    ip('netns', 'add', namespace);
    layCable(namespace, { name: near, addresses: ours }, { name: far, addresses: theirs });
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    interface: near,
    ours,
    theirs,
    run: (program, ...args) => {
      const child = spawn('ip', ['netns', 'exec', namespace, program, ...args], { stdio: 'ignore' });
      endLater(child, children);
    },
    fallSilent: () => {
      ip('-n', namespace, 'route', 'add', 'blackhole', `${ours[4]}/32`);
      ip('-n', namespace, '-6', 'route', 'add', 'blackhole', `${ours[6]}/128`);
    },
    startMember: (version, group, port) =>
      startMember(
        ['netns', 'exec', namespace, python, memberProgram, String(version), group, String(port), far],
        children,
      ),
    addNarrowNetwork: () => {
      addNarrowNetwork(namespace, `${net}.${host + 129}/30`);
      // The route goes with the cable.
      ip('route', 'add', `${net}.${host + 128}/30`, 'via', theirs[4], 'dev', near);
      return `${net}.${host + 130}`;
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** 198.18.0.0/15 and 2001:db8::/32 are for tests and documents (RFC 2544, RFC 3849). */
function addressesOf(
  number: number,
): { readonly net: string; readonly host: number } & Pick<SecondHost, 'ours' | 'theirs'> {
  const net = `198.18.${process.pid % 250}`;
  const prefix = `2001:db8:${(process.pid % 65_536).toString(16)}:${number}`;
  const host = number * 4;
  return {
    net,
    host,
    ours: { 4: `${net}.${host + 1}`, 6: `${prefix}::1` },
    theirs: { 4: `${net}.${host + 2}`, 6: `${prefix}::2` },
  };
}

/** The program ends with the host. */
function endLater(child: ChildProcess, children: Set<() => Promise<void>>): void {
  const exited = once(child, 'exit');
  children.add(async () => {
    child.kill('SIGKILL');
    await exited;
  });
}

/** One end of a cable. */
interface CableEnd {
  readonly name: string;
  readonly addresses: SecondHost['ours'];
}

/** A cable from this machine to a namespace. */
function layCable(namespace: string, near: CableEnd, far: CableEnd): void {
  ip('link', 'add', near.name, 'type', 'veth', 'peer', 'name', far.name, 'netns', namespace);
  const inside = ['-n', namespace];
  for (const [where, { name, addresses }] of [
    [[], near],
    [inside, far],
  ] as const) {
    ip(...where, 'address', 'add', `${addresses[4]}/30`, 'dev', name);
    ip(...where, '-6', 'address', 'add', `${addresses[6]}/64`, 'dev', name, 'nodad');
    ip(...where, 'link', 'set', name, 'up');
  }
  ip(...inside, 'link', 'set', 'lo', 'up');
}

/** A network within a namespace, to which it forwards packets of 600 bytes at most. */
function addNarrowNetwork(namespace: string, address: string): void {
  const inside = ['-n', namespace];
  ip(...inside, 'link', 'add', 'narrow', 'mtu', '600', 'type', 'veth', 'peer', 'name', 'nowhere');
  ip(...inside, 'address', 'add', address, 'dev', 'narrow');
  ip(...inside, 'link', 'set', 'narrow', 'up');
  ip(...inside, 'link', 'set', 'nowhere', 'up');
  ip('netns', 'exec', namespace, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
}

const memberProgram = fileURLToPath(new URL('./groupMember.py', import.meta.url));

async function startMember(
  args: readonly string[],
  children: Set<() => Promise<void>>,
): Promise<GroupMember> {
  const child = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  endLater(child, children);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await until(() => printed.startsWith('ready\n') || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error('The member of the group did not start.');
  return {
    get heard() {
      return printed
        .split('\n')
        .slice(1, -1)
        .map((line) => JSON.parse(line));
    },
    say: (text) => child.stdin.write(`${text}\n`),
  };
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function quietly(...args: readonly string[]): void {
  try {
    ip(...args);
  } catch {
    // It was not there.
  }
}
