import { defineConfig } from '@playwright/test';

/** The same specs against the headless host in a browser, or (`WIREBENCH_HOST=electron`) against the desktop. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  globalSetup: './test/e2e/build.ts',
  fullyParallel: true,
  // Half of their time they wait for a window or a socket.
  workers: 3,
  retries: 0,
  // What a test waits for is a fact; these end one that hangs, and no slow machine reaches them.
  timeout: 180_000,
  expect: { timeout: 40_000, toPass: { timeout: 40_000 } },
  forbidOnly: true,
  use: {
    // What the window says stands beside each failure, and a picture of it. A trace costs a quarter of the processor time: `--trace on`.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
