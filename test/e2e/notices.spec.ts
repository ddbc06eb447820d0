import { runCommand } from './actions.ts';
import { expect, test } from './fixtures.ts';

test('shows the notices of third parties beside the page', async ({ workbench, chromiumBrowser }) => {
  test.skip(chromiumBrowser === null, 'the desktop opens them in another program');
  const { page } = workbench;
  const opened = page.context().waitForEvent('page');
  await runCommand(page, 'Show the notices of third parties');
  const notices = await opened;
  await expect(notices.locator('body')).toContainText('Noto Sans Symbols 2 (OFL-1.1)');
  await expect(notices.locator('body')).toContainText('Permission is hereby granted, free of charge');
  expect(await notices.title()).toBe('');
  await notices.close();
});
