import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseLaunch } from '../../../electron/desktop/launch.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { writeProgram } from '../../support/packaging/shellProgram.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

/** What people, systems and links start it with. */
const starts: readonly (readonly string[])[] = [
  [],
  ['--version'],
  ['--help'],
  ['-h'],
  ['connect', 'tcp://127.0.0.1:1', '--send', 'a b\n"c" $HOME `d` *'],
  ['listen', 'tcp://0.0.0.0:80'],
  ['nonsense'],
  ['--no-sandbox', 'listen', 'tcp://0.0.0.0:80'],
  ['--ozone-platform=wayland', '--no-sandbox', '--version'],
  ['--', 'list'],
  ['a.wbs'],
  ['/tmp/list'],
  ['./list'],
  ['List'],
  ['liste1'],
  ['lïst'],
  ['list\n'],
  ['a\nlist'],
  [''],
  [' '],
  ['-'],
  ['--workspace', 'list'],
  ['--workspace=list', 'list'],
  ['--workspaces', 'list'],
  ['--take-over', 'list'],
  ['--take-overs', 'list'],
  ['--open-url', '--', 'wirebench://connect?to=tcp://127.0.0.1:1'],
  ['list', '--open-url', 'wirebench://x'],
  ['wirebench://connect?to=tcp://127.0.0.1:1', '--version'],
  ['--enable-logging', 'a.wbs', '--version'],
];

describe('the command on the PATH of Linux', needs(notOnWindows), () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let link = '';
  beforeAll(async () => {
    folder = await temporaryFolder();
    const at = (...path: string[]): string => join(folder.path, ...path);
    for (const name of ['app/bin', 'usr/bin', 'root', 'person']) await mkdir(at(name), { recursive: true });
    await copyFile(join(root, 'build/linux/wirebench'), at('app/bin/wirebench'));
    await writeProgram(at('app/wirebench'), 'for word; do printf "%s\\0" "$word"; done');
    await writeProgram(at('root/id'), 'echo 0');
    await writeProgram(at('person/id'), 'echo 1000');
    await symlink('../../app/bin/wirebench', at('usr/bin/relative'));
    await symlink(at('usr/bin/relative'), at('usr/bin/wirebench'));
    link = at('usr/bin/wirebench');
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  /** The arguments that Electron gets, where it is started as somebody. */
  const startedAs = async (who: 'root' | 'person', args: readonly string[]): Promise<string[]> => {
    const env = { ...process.env, PATH: [join(folder.path, who), process.env['PATH']].join(delimiter) };
    const { stdout } = await run(link, args, { env, cwd: folder.path });
    return stdout.split('\0').slice(0, -1);
  };

  it.each(starts.map((args) => [args]))('does with %j what the program would', async (args) => {
    const isCommand = parseLaunch(args, '/tmp', 'linux').kind === 'commandLine';
    const given = await startedAs('person', args);
    expect(given).toEqual(isCommand ? ['--no-sandbox', ...args] : args);
    // A sandbox that is left out for a command must leave it one.
    expect(parseLaunch(given, '/tmp', 'linux').kind).toBe(isCommand ? 'commandLine' : 'window');
  });

  it('runs commands for root, and says why no window opens', async () => {
    expect(await startedAs('root', ['--version'])).toEqual(['--no-sandbox', '--version']);
    expect(await startedAs('root', ['--no-sandbox', 'a.wbs'])).toEqual(['--no-sandbox', 'a.wbs']);
    for (const args of [[], ['a.wbs'], ['--no-sandbox-and-more'], ['--open-url', '--', 'wirebench://x']])
      await expect(startedAs('root', args)).rejects.toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^Wirebench opens no window for root/),
      });
  });
});
