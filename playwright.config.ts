import { defineConfig } from '@playwright/test';

/** The same specs against the headless host in a browser, or (`WIREBENCH_HOST=electron`) against the desktop. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  globalSetup: './test/e2e/build.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // What a test waits for is a fact; these end one that hangs, and no slow machine reaches them.
  timeout: 180_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
  use: {
    // Without a film of the window, which takes a quarter of the processor time: the trace has its state before and after each step.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: true },
    screenshot: 'only-on-failure',
  },
});
