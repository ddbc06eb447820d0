import { defineConfig } from '@playwright/test';

/** The same specs against the headless host in a browser, or (`WIREBENCH_HOST=electron`) against the desktop. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: process.env['CI'] === undefined ? 2 : 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
