import { fstatSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';

/** What standard input is: `ended` is a closed one, a device such as /dev/null, and a file of which somebody has read already. */
type InputKind = 'pipe' | 'file' | 'terminal' | 'ended';

/** Standard input, which is not touched until it is opened: what one program reads of it is missing in the next one of a script. */
export interface StandardInput {
  readonly kind: InputKind;
  open(): Readable;
}

/** The standard input of this process. */
export function processInput(): StandardInput {
  return {
    get kind() {
      return kindOfInput();
    },
    open: () => process.stdin,
  };
}

function kindOfInput(): InputKind {
  if (isatty(0)) return 'terminal';
  try {
    const stats = fstatSync(0);
    if (stats.isFile()) return stats.size > 0 && isAtItsBeginning() ? 'file' : 'ended';
    return stats.isFIFO() || stats.isSocket() ? 'pipe' : 'ended';
  } catch {
    return 'ended';
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
