#!/usr/bin/env node
import { Output } from './cli/output.ts';
import { runCommandLine } from './cli/runCommandLine.ts';
import { listenForStop } from './cli/stopSignal.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  output: new Output(process.stdout),
  stop: listenForStop(),
  warn: (sentence) => void process.stderr.write(`${sentence}\n`),
});
// Everything is closed and written by now. What could still be under way is a name look-up that nobody waits for any more.
process.exit();
