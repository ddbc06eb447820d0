import type { Surroundings } from './command.ts';
import { Output, standardOutput } from './output.ts';
import { processInput } from './standardInput.ts';
import { listenForStop } from './stopSignal.ts';

/** A command's surroundings in this process. `stop`: given when somebody listens for signals already. */
export function processSurroundings(stop: AbortSignal = listenForStop()): Surroundings {
  // When stderr cannot be written, nothing can be said any more, and the exit status must do.
  process.stderr.on('error', () => undefined);
  return {
    input: processInput(),
    output: new Output(standardOutput()),
    stop,
    warn: (sentence) => void process.stderr.write(`${sentence}\n`),
  };
}
