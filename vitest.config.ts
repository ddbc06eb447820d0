import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/architecture.test.ts',
      'test/{unit,contract,integration}/**/*.test.ts',
      'test/{unit,contract,integration}/**/*.test.tsx',
    ],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Most tests wait for sockets and processes: one file at a time would leave two cores idle for half of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
