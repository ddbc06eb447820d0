import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { connections } from './actions.ts';
import { expect } from './fixtures.ts';

/** The tree of connections. */
export const tree = (page: Page): Locator => page.getByRole('tree', { name: 'Connections' });
export const row = (page: Page, name: string): Locator =>
  tree(page).getByRole('treeitem', { name, exact: true });

export const question = (page: Page): Locator => page.getByRole('alertdialog');

/** The rows as they stand: the level, and the name. */
export async function expectRows(page: Page, rows: readonly string[]): Promise<void> {
  await expect
    .poll(() =>
      connections(page).evaluateAll((items) =>
        items.map((item) => `${item.getAttribute('aria-level')} ${item.getAttribute('aria-label')}`),
      ),
    )
    .toEqual(rows);
}

export function fileOf(id: string, name: string, port = 1): string {
  const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` };
  return JSON.stringify({ version: 1, id, name, endpoint });
}

/** Writes connections as another program would: `gateway/redis` into the folder `gateway`. */
export async function write(workspace: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const file = join(workspace, 'connections', `${path}.json`);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, fileOf(path.replaceAll('/', '-'), path.split('/').at(-1) ?? ''));
  }
}
