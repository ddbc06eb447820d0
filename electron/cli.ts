#!/usr/bin/env node
import { allWritten } from './cli/allWritten.ts';
import { processSurroundings } from './cli/processSurroundings.ts';
import { runCommandLine } from './cli/runCommandLine.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), processSurroundings());
await allWritten(process.stdout, process.stderr);
// Everything is closed and written by now. Only a name look-up that nobody waits for any more could still be under way.
process.exit();
