import { execFileSync, spawn } from 'node:child_process';
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
  // 198.18.0.0/15 and 2001:db8::/32 are for tests and documents (RFC 2544, RFC 3849).
  const net = `198.18.${process.pid % 250}`;
  const prefix = `2001:db8:${(process.pid % 65_536).toString(16)}:${lastNumber}`;
  const host = lastNumber * 4;
  const ours = { 4: `${net}.${host + 1}`, 6: `${prefix}::1` };
  const theirs = { 4: `${net}.${host + 2}`, 6: `${prefix}::2` };
  const children = new Set<() => Promise<void>>();
  const dispose = async (): Promise<void> => {
    for (const end of children) await end();
    // The cable goes with either of its ends.
    quietly('link', 'del', near);
    quietly('netns', 'del', namespace);
  };
  try {
    ip('netns', 'add', namespace);
    ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', namespace);
    const inside = ['-n', namespace];
    for (const [where, name, addresses] of [
      [[], near, ours],
      [inside, far, theirs],
    ] as const) {
      ip(...where, 'address', 'add', `${addresses[4]}/30`, 'dev', name);
      ip(...where, '-6', 'address', 'add', `${addresses[6]}/64`, 'dev', name, 'nodad');
      ip(...where, 'link', 'set', name, 'up');
    }
    ip(...inside, 'link', 'set', 'lo', 'up');
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
      const exited = once(child, 'exit');
      children.add(async () => {
        child.kill('SIGKILL');
        await exited;
      });
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
      const inside = ['-n', namespace];
      ip(...inside, 'link', 'add', 'narrow', 'mtu', '600', 'type', 'veth', 'peer', 'name', 'nowhere');
      ip(...inside, 'address', 'add', `${net}.${host + 129}/30`, 'dev', 'narrow');
      ip(...inside, 'link', 'set', 'narrow', 'up');
      ip(...inside, 'link', 'set', 'nowhere', 'up');
      ip('netns', 'exec', namespace, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
      // The route goes with the cable.
      ip('route', 'add', `${net}.${host + 128}/30`, 'via', theirs[4], 'dev', near);
      return `${net}.${host + 130}`;
    },
    [Symbol.asyncDispose]: dispose,
  };
}

const memberProgram = fileURLToPath(new URL('./groupMember.py', import.meta.url));

async function startMember(
  args: readonly string[],
  children: Set<() => Promise<void>>,
): Promise<GroupMember> {
  const child = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  children.add(async () => {
    child.kill('SIGKILL');
    await exited;
  });
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
