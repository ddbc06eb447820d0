import { spawn } from 'node:child_process';
import type { Surroundings } from './command.ts';
import type { StandardInput } from './standardInput.ts';

/** 0.3 s: by then, piped input is usually there; later input is noticed at the end. */
const firstLookMs = 300;

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
  private readonly sentence: string;
  private readonly timer: NodeJS.Timeout;
  private isSaid = false;

  constructor(surroundings: Surroundings, sentence: string) {
    this.surroundings = surroundings;
    this.sentence = sentence;
    this.timer = setTimeout(() => void this.look(), firstLookMs);
  }

  /** Looks a last time, when the session is over. */
  async end(): Promise<void> {
    clearTimeout(this.timer);
    await this.look();
  }

  private async look(): Promise<void> {
    const { input } = this.surroundings;
    if (this.isSaid || !(await hasInput(input)) || this.isSaid) return;
    this.isSaid = true;
    this.surroundings.warn(this.sentence);
  }
}

/** Runs a session that does not read standard input, and says the sentence when there is something in it. */
export async function noticingInput(
  sentence: string,
  surroundings: Surroundings,
  run: () => Promise<number>,
): Promise<number> {
  const input = new UnreadInput(surroundings, sentence);
  try {
    return await run();
  } finally {
    await input.end();
  }
}

/** True for a pipe in which bytes wait, and for a file of which nothing has been read. */
async function hasInput({ kind }: StandardInput): Promise<boolean> {
  return kind === 'file' || (kind === 'pipe' && (await bytesWait()));
}

function bytesWait(): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = spawn('perl', ['-e', askHowMany], { stdio: ['inherit', 'ignore', 'ignore'] });
    // Without perl, the command says nothing about it.
    asked.on('error', () => resolve(false));
    asked.on('exit', (status) => resolve(status === 0));
  });
}
