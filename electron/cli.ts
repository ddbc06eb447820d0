#!/usr/bin/env node
import { processSurroundings } from './cli/processSurroundings.ts';
import { runCommandLine } from './cli/runCommandLine.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), processSurroundings());
// Everything is closed and written by now. What could still be under way is a name look-up that nobody waits for any more.
process.exit();
