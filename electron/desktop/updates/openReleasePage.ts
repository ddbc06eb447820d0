import { shell } from 'electron';

/**
 * Shows the page of the releases in the browser: the only address that this program ever hands to the system, and it is the one that its
 * own package names. Rejects where the system has no browser.
 */
export async function openReleasePage(page: URL): Promise<void> {
  if (page.protocol === 'https:') await shell.openExternal(page.href);
}
