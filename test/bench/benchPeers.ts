/**
 * `npm run bench:peers`: the jobs that people do with other tools, each with the tools that are installed here and with Wirebench's
 * command line, in turn. Prints who is ahead, by how much, and what is not installed.
 */
import { peerBenchmarks } from './peers/peerBenchmarks.ts';
import { runSuite } from './runAll.ts';

process.exitCode = await runSuite(
  { script: 'bench:peers', benchmarks: peerBenchmarks, output: 'bench/peers' },
  process.argv.slice(2),
);
