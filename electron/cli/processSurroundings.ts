import type { Surroundings } from './command.ts';
import { Output, standardOutput } from './output.ts';
import { listenForStop } from './stopSignal.ts';

/** What a command has of the process that it runs in. `stop`: where somebody listens for signals already. */
export function processSurroundings(stop: AbortSignal = listenForStop()): Surroundings {
  // Where stderr cannot be written nothing can be said any more, and the exit status has to do.
  process.stderr.on('error', () => undefined);
  return {
    output: new Output(standardOutput()),
    stop,
    warn: (sentence) => void process.stderr.write(`${sentence}\n`),
  };
}
