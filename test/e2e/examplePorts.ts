import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { environmentSchema } from '../../shared/model/environment.ts';
import { closedPort } from '../support/peers.ts';

/** Ports of the examples may be taken on this machine. Waits until the window knows the others. */
export async function takeFreePorts(page: Page, workspace: string): Promise<void> {
  const folder = join(workspace, 'environments');
  const taken = new Set<string>();
  for (const file of await readdir(folder)) {
    const path = join(folder, file);
    const environment = environmentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    for (const variable of environment.variables)
      if (variable.name.endsWith('Port')) variable.value = String(await closedPort());
    await writeFile(path, JSON.stringify(environment));
    for (const { name, value } of environment.variables) if (name === 'tcpPort') taken.add(value);
  }
  const shown = page.getByRole('dialog').getByRole('textbox', { name: 'Value of tcpPort' });
  await expect(async () => {
    await page.keyboard.press('Alt+V');
    const value = await shown.inputValue();
    await page.keyboard.press('Escape');
    await expect(shown).toHaveCount(0);
    expect([...taken]).toContain(value);
  }).toPass();
}
