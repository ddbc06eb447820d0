import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { useWorkerBundles } from './test/support/bundled/programBundle.ts';
import { noConfigFolder } from './test/support/noConfigFolder.ts';

/** Tests whose files tidy up after themselves. They share processes, so that what all of them import is loaded once in each. */
const together = [
  'unit',
  'contract',
  'integration/cli',
  'integration/command',
  'integration/faults',
  'integration/link',
  'integration/query',
  'integration/realServers',
  'integration/replay',
  'integration/server',
  'integration/session',
  'integration/store',
  'integration/workspace',
];

/** Of those, files that change for good what their process trusts, or measure what it holds or reads. */
const alone = [
  'test/integration/link/heldAtOnce.test.ts',
  'test/integration/link/proxyHttps.test.ts',
  'test/integration/session/aging.test.ts',
  'test/integration/store/storeCost.test.ts',
  'test/unit/query/matchIndex.test.ts',
];

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
    pool: 'forks',
    // Most tests wait for sockets, processes and disks: fewer files at a time leave two cores idle.
    maxWorkers: Math.max(6, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/architecture.test.ts', ...together.map(testsIn)],
          exclude: alone,
          isolate: false,
          globalSetup: bundle,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: [
            'test/integration/*.test.ts',
            testsIn('integration/{desktop,lock,packaging,start}'),
            ...alone,
          ],
          globalSetup: bundle,
        },
      },
    ],
  },
});
