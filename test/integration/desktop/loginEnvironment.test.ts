import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loginEnvironment } from '../../../electron/desktop/loginEnvironment.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** A shell whose start-up files do this; it then runs what it was given, unless they end. */
async function shellWith(startUp: string, folder: string): Promise<string> {
  const path = join(folder, 'shell');
  await writeFile(path, `#!/bin/sh\n${startUp}\nfor last in "$@"; do :; done\neval "$last"\n`);
  await chmod(path, 0o755);
  return path;
}

describe('the environment of the terminal', needs(notOnWindows), () => {
  it('has what the start-up files set, whatever they print and whatever is in it', async () => {
    await using folder = await temporaryFolder();
    const startUp = `
      echo "Welcome back! PATH=none"
      export https_proxy=http://proxy.example:3128 LINES_OF='one
two=2' EQUALS='a=b=c' EMPTY= SHLVL=7 NODE_OPTIONS=--bad ELECTRON_RUN_AS_NODE=1
      trap 'echo Goodbye' EXIT`;
    const environment = await loginEnvironment({ shell: await shellWith(startUp, folder.path) });
    expect(environment).toMatchObject({
      https_proxy: 'http://proxy.example:3128',
      LINES_OF: 'one\ntwo=2',
      EQUALS: 'a=b=c',
      EMPTY: '',
      HOME: process.env['HOME'],
    });
    for (const name of ['SHLVL', 'NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', '_']) {
      expect(environment).not.toHaveProperty(name);
    }
  });

  it.each(['/bin/sh', '/bin/bash'])('is told by %s', async (shell) => {
    const { PATH, HOME } = await loginEnvironment({ shell });
    expect(PATH).toContain('/bin');
    expect(HOME).toBe(process.env['HOME']);
  });

  it.each([
    ['waits for a key', 'read answer </dev/tty || sleep 100', 300, /did not answer within 300 ms/],
    ['ends at once', 'exit 0', 10_000, /told no environment/],
    ['never stops writing', 'yes', 10_000, /wrote more than 1 MiB/],
  ])('is none of a shell that %s', async (_what, startUp, timeoutMs, sentence) => {
    await using folder = await temporaryFolder();
    const shell = await shellWith(startUp, folder.path);
    await expect(loginEnvironment({ shell, timeoutMs })).rejects.toThrow(sentence);
  });

  it('is none of a shell that is not there', async () => {
    await expect(loginEnvironment({ shell: '/nowhere/zsh' })).rejects.toThrow('could not be started');
  });
});
