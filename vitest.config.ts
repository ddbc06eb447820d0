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
  },
});
