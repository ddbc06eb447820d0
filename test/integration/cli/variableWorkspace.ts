import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A workspace with a base, and an environment called Staging in which there is a secret. */
export async function workspaceIn(folder: string): Promise<string> {
  const write = async (path: string, content: object | string): Promise<void> =>
    writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  await mkdir(join(folder, 'environments'));
  await mkdir(join(folder, 'secrets'));
  await write('environments/base.json', {
    ...{ version: 1, id: 'base', name: 'Base' },
    variables: [
      { name: 'host', value: '127.0.0.1' },
      { name: 'who', value: 'base' },
    ],
  });
  await write('environments/staging.json', {
    ...{ version: 1, id: 'staging', name: 'Staging' },
    variables: [
      { name: 'who', value: 'staging' },
      { name: 'token', secret: { id: 'tokensecret', name: 'token' } },
    ],
  });
  await write('secrets/tokensecret', 'hush-hush');
  await write('body.txt', 'body');
  return folder;
}
