import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes the base environment of a workspace, as another program would. */
export async function writeBaseVariables(workspace: string, variables: readonly object[]): Promise<void> {
  const folder = join(workspace, 'environments');
  await mkdir(folder, { recursive: true });
  const base = { version: 1, id: 'base', name: 'Base', variables };
  await writeFile(join(folder, 'base.json'), JSON.stringify(base));
}
