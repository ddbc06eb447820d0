import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';

/** 10 s: start-up files of shells that ask a server take seconds; one that waits for a key would take for ever. */
const patienceMs = 10_000;

/** 1 MiB: as much as macOS lets a program have. */
const largestOutputBytes = 1024 * 1024;

interface LoginShell {
  /** The path of the shell. */
  readonly shell: string;
  readonly timeoutMs?: number;
}

/**
 * The environment that this person’s terminal has. A program that is opened from Finder has none of it: no proxy, no PATH, nothing that
 * start-up files of the shell set. It is asked as the terminal does, interactive and as at a log-in; what the files print besides is ignored. Rejects
 * with a sentence.
 */
export async function loginEnvironment({
  shell = userInfo().shell ?? '/bin/zsh',
  timeoutMs = patienceMs,
}: Partial<LoginShell> = {}): Promise<Readonly<Record<string, string>>> {
  const mark = randomBytes(16).toString('hex');
  // Everything that reads the environment but awk separates its variables by line ends, which values may have, too.
  const script = `/usr/bin/awk 'BEGIN { for (name in ENVIRON) printf "%s%s=%s", "${mark}", name, ENVIRON[name]; printf "${mark}" }'`;
  const output = await outputOf({ shell, timeoutMs }, script);
  const [, ...written] = output.split(mark);
  const entries = written.slice(0, -1).map((each) => {
    const at = each.indexOf('=');
    return [each.slice(0, at), each.slice(at + 1)] as const;
  });
  if (entries.length === 0) throw new Error(`${shell} told no environment.`);
  return Object.fromEntries(entries.filter(([name]) => !isOfShell(name)));
}

/** What is true of that shell alone, and what would change this program and not its connections. */
function isOfShell(name: string): boolean {
  return /^(?:_|SHLVL|PWD|OLDPWD|TERM|ELECTRON_.*|NODE_.*|BASH_FUNC_.*)$/.test(name);
}

function outputOf({ shell, timeoutMs }: LoginShell, script: string): Promise<string> {
  // csh takes `-l` alone.
  const options = shell.endsWith('csh') ? ['-ic'] : ['-i', '-l', '-c'];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // In a session of its own, an interactive shell cannot take the terminal away from the one that this program was started in.
  const child = spawn(shell, [...options, script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const give = (reason: string): void => {
    endGroup(child);
    reject(new Error(`${shell} ${reason}`));
  };
  const timer = setTimeout(() => give(`did not answer within ${timeoutMs} ms.`), timeoutMs);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.length > largestOutputBytes) give('wrote more than 1 MiB.');
  });
  child.once('error', ({ message }) => give(`could not be started: ${message}`));
  child.once('close', () => {
    clearTimeout(timer);
    resolve(output);
  });
  return promise.finally(() => clearTimeout(timer));
}

/** The shell, and what its start-up files started. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
