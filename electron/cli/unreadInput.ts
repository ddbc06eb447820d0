import { spawn } from 'node:child_process';
import { fstatSync, readFileSync } from 'node:fs';
import type { Surroundings } from './command.ts';
import { readsStandardInput } from './messages.ts';

/** 0.3 s: by then, piped input is usually there; later input is noticed at the end. */
const firstLookMs = 300;

const sentence =
  'Standard input has something in it that nobody reads. Send it with --send-file -, as one message; --end says that nothing follows.';

/**
 * Asks how many bytes wait (FIONREAD) without reading any. Node itself can only read, and the bytes it read would be missing in a script
 * that goes on; it has no call that asks whether there is something to read, and `fstat` says a size of 0 for a pipe on Linux. So this asks
 * another program, one that is part of every macOS and nearly every Linux.
 */
const askHowMany =
  'my $n = pack("i", 0); ioctl(STDIN, $^O eq "darwin" ? 0x4004667f : 0x541b, $n) or exit 1; exit(unpack("i", $n) > 0 ? 0 : 1);';

/** Says, once, that standard input has something that the command does not read. */
class UnreadInput {
  private readonly surroundings: Surroundings;
  private readonly timer: NodeJS.Timeout;
  private isSaid = false;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.timer = setTimeout(() => void this.look(), firstLookMs);
  }

  /** Looks a last time, when the session is over. */
  async end(): Promise<void> {
    clearTimeout(this.timer);
    await this.look();
  }

  private async look(): Promise<void> {
    if (this.isSaid || !(await hasInput()) || this.isSaid) return;
    this.isSaid = true;
    this.surroundings.warn(sentence);
  }
}

/** Runs a session, and says so when standard input has something that no option reads. */
export async function noticingInput(
  tokens: Parameters<typeof readsStandardInput>[0],
  surroundings: Surroundings,
  run: () => Promise<number>,
): Promise<number> {
  if (readsStandardInput(tokens)) return run();
  const input = new UnreadInput(surroundings);
  try {
    return await run();
  } finally {
    await input.end();
  }
}

/** True for a pipe in which bytes wait, and for a file of which nothing has been read. */
async function hasInput(): Promise<boolean> {
  try {
    const stats = fstatSync(0);
    if (stats.isFile()) return stats.size > 0 && isAtItsBeginning();
    return (stats.isFIFO() || stats.isSocket()) && (await bytesWait());
  } catch {
    // Standard input is closed.
    return false;
  }
}

/** When a script reads a file line by line, the rest of it is not meant for us. Only Linux reveals the position in the file. */
function isAtItsBeginning(): boolean {
  try {
    return /^pos:\s*0$/m.test(readFileSync('/proc/self/fdinfo/0', 'utf8'));
  } catch {
    return true;
  }
}

function bytesWait(): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = spawn('perl', ['-e', askHowMany], { stdio: ['inherit', 'ignore', 'ignore'] });
    // Without perl, the command says nothing about it.
    asked.on('error', () => resolve(false));
    asked.on('exit', (status) => resolve(status === 0));
  });
}
