import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { useWorkerBundles } from './test/support/bundled/programBundle.ts';
import { noConfigFolder } from './test/support/noConfigFolder.ts';

/** Tests that mostly compute. One process for each core keeps the machine busy, and more would only load what they import once more. */
const computing = ['unit'];

/** Tests that mostly wait for sockets, processes and disks: fewer files at a time leave two cores idle. */
const waiting = [
  'integration/cli',
  'integration/command',
  'integration/desktop',
  'integration/faults',
  'integration/link',
  'integration/lock',
  'integration/query',
  'integration/realServers',
  'integration/replay',
  'integration/server',
  'integration/session',
  'integration/store',
  'integration/workspace',
];

/** Of both, files that change for good what their process trusts, or measure what it holds or reads. */
const alone = [
  'test/contract/*.test.ts',
  'test/integration/link/heldAtOnce.test.ts',
  'test/integration/link/proxyHttps.test.ts',
  'test/integration/session/aging.test.ts',
  'test/integration/session/sentFiles.test.ts',
  'test/integration/store/storeCost.test.ts',
  'test/unit/query/matchIndex.test.ts',
  'test/unit/renderer/connect.test.ts',
];

const workers = (atLeast: number): number => Math.max(atLeast, availableParallelism() - 1);
const testsIn = (folder: string): string => `test/${folder}/**/*.test.{ts,tsx}`;
const bundle = './test/support/bundled/programBundle.ts';

export default defineConfig({
  plugins: [useWorkerBundles()],
  test: {
    // What a test waits for is a fact; this ends one that hangs, and no slow machine reaches it.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Also for the programs that tests start.
    env: { WIREBENCH_CONFIG: noConfigFolder },
    setupFiles: './shared/bytes/allEncodings.ts',
    pool: 'forks',
    // All cores have something to do: threads that collect garbage beside the tests only cost more, a tenth of the processor time.
    execArgv: ['--single-threaded-gc'],
    projects: [
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['test/integration/*.test.ts', testsIn('integration/{packaging,start}'), ...alone],
          maxWorkers: workers(4),
          globalSetup: bundle,
        },
      },
      {
        extends: true,
        test: {
          name: 'waiting',
          include: waiting.map(testsIn),
          exclude: alone,
          // Files that tidy up after themselves share processes, so that what all of them import is loaded once in each.
          isolate: false,
          maxWorkers: workers(4),
          globalSetup: bundle,
        },
      },
      {
        extends: true,
        test: {
          name: 'computing',
          include: ['test/architecture.test.ts', ...computing.map(testsIn)],
          exclude: alone,
          isolate: false,
          maxWorkers: workers(2),
          // After the others, which have a different number of workers.
          sequence: { groupOrder: 1 },
          globalSetup: bundle,
        },
      },
    ],
  },
});
