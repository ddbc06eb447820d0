import { execFile } from 'node:child_process';
import { lstat, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { needs, notOnWindows } from '../../support/needs.ts';
import { writeProgram } from '../../support/packaging/shellProgram.ts';
import { pathOf } from '../../support/programs/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');

/** A system in a folder, on which a package was unpacked. */
class TestSystem implements AsyncDisposable {
  private readonly folder: Awaited<ReturnType<typeof temporaryFolder>>;

  static async create(): Promise<TestSystem> {
    const system = new TestSystem(await temporaryFolder());
    for (const file of ['bin/wirebench', 'wirebench', 'chrome-sandbox', 'resources/apparmor-profile'])
      await system.put(`/opt/Wirebench/${file}`);
    for (const folder of ['/usr/bin', '/etc/apparmor.d', '/tools'])
      await mkdir(system.at(folder), { recursive: true });
    for (const tool of ['ln', 'chmod', 'cp', 'rm'])
      await symlink(pathOf(tool) ?? '', system.at(`/tools/${tool}`));
    return system;
  }

  private constructor(folder: Awaited<ReturnType<typeof temporaryFolder>>) {
    this.folder = folder;
  }

  at(path: string): string {
    return join(this.folder.path, path);
  }

  async put(path: string): Promise<void> {
    await mkdir(dirname(this.at(path)), { recursive: true });
    await writeFile(this.at(path), path);
  }

  /** A tool of the system, which writes down what it is asked for. */
  async tool(name: string, status = 0): Promise<void> {
    await writeProgram(
      this.at(`/tools/${name}`),
      `echo "${name} $*" >> '${this.at('/asked')}'; exit ${status}`,
    );
  }

  async asked(): Promise<string> {
    return readFile(this.at('/asked'), 'utf8').catch(() => '');
  }

  async run(script: string, ...args: readonly string[]): Promise<void> {
    const text = await readFile(join(root, 'build/linux', script), 'utf8');
    const moved = text.replaceAll(/(?<=['" ])\/(?=(?:opt|usr|etc)\/)/g, `${this.folder.path}/`);
    await run('/bin/sh', ['-c', moved, script, ...args], { env: { PATH: this.at('/tools') } });
  }

  /** Where the command on the PATH leads; null where there is none. */
  async command(): Promise<string | null> {
    const path = this.at('/usr/bin/wirebench');
    const found = await lstat(path).catch(() => null);
    return found && (await readlink(path)).replace(this.folder.path, '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

describe('a .deb and an .rpm', needs(notOnWindows), () => {
  it('lead the PATH to the command line, also where an older one led it to the window', async () => {
    await using system = await TestSystem.create();
    await system.tool('update-alternatives');
    await symlink('/etc/alternatives/wirebench', system.at('/usr/bin/wirebench'));
    await system.run('after-install.sh', 'configure');
    expect(await system.command()).toBe('/opt/Wirebench/bin/wirebench');
    expect(await system.asked()).toContain('update-alternatives --remove wirebench');
    await system.run('after-install.sh', '2');
    expect(await system.command()).toBe('/opt/Wirebench/bin/wirebench');
  });

  it('give the helper of the sandbox the rights of root only where there are no user namespaces', async () => {
    await using system = await TestSystem.create();
    const mode = async (): Promise<number> => {
      await system.run('after-install.sh');
      return (await stat(system.at('/opt/Wirebench/chrome-sandbox'))).mode & 0o7777;
    };
    await system.tool('unshare');
    expect(await mode()).toBe(0o755);
    await system.tool('unshare', 1);
    expect(await mode()).toBe(0o4755);
  });

  it('bring a profile for AppArmor where it can read it, and take it back', async () => {
    await using system = await TestSystem.create();
    const profile = (): Promise<string | null> =>
      readFile(system.at('/etc/apparmor.d/wirebench'), 'utf8').catch(() => null);
    await system.run('after-install.sh');
    expect(await profile()).toBeNull();
    await system.tool('apparmor_status');
    await system.tool('apparmor_parser', 1);
    await system.run('after-install.sh');
    expect(await profile()).toBeNull();
    await system.tool('apparmor_parser');
    await system.run('after-install.sh');
    expect(await profile()).toBe('/opt/Wirebench/resources/apparmor-profile');
    expect(await system.asked()).toMatch(/apparmor_parser --replace .*\/etc\/apparmor\.d\/wirebench/);
    await system.run('after-remove.sh', 'remove');
    expect(await profile()).toBeNull();
    expect(await system.asked()).toMatch(/apparmor_parser --remove .*\/etc\/apparmor\.d\/wirebench/);
  });

  it.each([
    ['remove', null],
    ['purge', null],
    ['0', null],
    ['upgrade', '/opt/Wirebench/bin/wirebench'],
    ['1', '/opt/Wirebench/bin/wirebench'],
  ])('leave to the system what an update brings: %s', async (what, left) => {
    await using system = await TestSystem.create();
    await system.run('after-install.sh');
    await system.run('after-remove.sh', what);
    expect(await system.command()).toBe(left);
  });
});
