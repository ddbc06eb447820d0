/**
 * `npm run bench`: what Wirebench costs, and what it can take. Every comparison runs both sides in one run, alternating, and prints the
 * ratio with its range; the numbers are kept in `out/bench/` as well.
 */
import { benchmarks } from './benchmarks.ts';
import { runSuite } from './runAll.ts';

process.exitCode = await runSuite({ script: 'bench', benchmarks, output: 'bench' }, process.argv.slice(2));
