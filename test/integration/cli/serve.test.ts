import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { runHere, WirebenchHere } from '../../support/wirebenchHere.ts';

const isBuilt = existsSync(resolve(import.meta.dirname, '../../../out/renderer/index.html'));

describe('serve', () => {
  it(
    'says where it is ready, serves the page there, and ends on Ctrl-C',
    needs(isBuilt ? null : 'the page is not built'),
    async () => {
      await using folder = await temporaryFolder();
      const workspace = join(folder.path, 'work space');
      const wirebench = new Wirebench(['serve', '--workspace', workspace, '--no-open']);
      const line = await wirebench.firstLine();
      expect(line).toMatch(/^Wirebench is ready at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}$/);
      const url = line.slice(line.indexOf('http'));
      expect((await fetch(url)).status).toBe(200);
      expect(await readdir(workspace)).not.toContain('open-wirebench.html');
      const finished = await wirebench.interrupt();
      expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    },
  );

  it(
    'says what it means to be reached from elsewhere',
    needs(isBuilt ? null : 'the page is not built'),
    async () => {
      await using folder = await temporaryFolder();
      const args = ['--workspace', folder.path, '--no-open', '--host', '0.0.0.0'];
      const wirebench = new WirebenchHere(['serve', ...args]);
      expect(await wirebench.firstLine()).toContain('http://127.0.0.1:');
      const { stderr } = await wirebench.interrupt();
      expect(stderr).toContain(
        'Other machines that can reach 0.0.0.0 and have the token can use this workbench',
      );
    },
  );

  it(
    'on a workspace that is open already gives the address of the first',
    needs(isBuilt ? null : 'the page is not built'),
    async () => {
      await using folder = await temporaryFolder();
      const args = ['serve', '--workspace', folder.path, '--no-open'];
      const first = new Wirebench(args);
      const url = /http\S+/.exec(await first.firstLine())?.[0] ?? '';
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}$/);
      const [second, third] = await Promise.all([runHere(...args), runHere(...args, '--port', '1')]);
      const said = `Wirebench has this workspace open already, at ${url}\n`;
      expect([second.status, second.stdout, second.stderr]).toEqual([0, said, '']);
      expect([third.status, third.stdout, third.stderr]).toEqual([
        1,
        said,
        'So it is not served at port 1. End the other one first.\n',
      ]);
      // Nobody has touched the first one's files or its page meanwhile.
      expect((await fetch(url)).status).toBe(200);
      first.child.kill('SIGKILL');
      await first.finished;
      // What leads a browser to a page, which a killed program leaves, too.
      await writeFile(join(folder.path, 'open-wirebench.html'), url);
      const next = new WirebenchHere(args);
      expect(await next.firstLine()).toMatch(/^Wirebench is ready at /);
      expect(await readdir(folder.path)).not.toContain('open-wirebench.html');
      expect((await next.interrupt()).status).toBe(0);
    },
  );

  it(
    'on a workspace that another machine has open says whose it is',
    needs(isBuilt ? null : 'the page is not built'),
    async () => {
      await using folder = await temporaryFolder();
      await mkdir(join(folder.path, '.lock'));
      const claim = { version: 1, id: 'x', host: 'build-7', machine: null, boot: null, user: 'alice' };
      const rest = { pid: 12, program: 'desktop', since: '2026-11-01T10:00:00Z', door: null };
      await writeFile(join(folder.path, '.lock', 'holder.json'), JSON.stringify({ ...claim, ...rest }));
      const { status, stderr } = await runHere('serve', '--workspace', folder.path, '--no-open');
      expect([status, stderr]).toEqual([1, expect.stringContaining('another machine, “build-7”')]);
      const takesOver = new WirebenchHere(['serve', '--workspace', folder.path, '--no-open', '--take-over']);
      expect(await takesOver.firstLine()).toMatch(/^Wirebench is ready at /);
      await takesOver.interrupt();
    },
  );

  it('says what to do when the page is not built', needs(isBuilt ? 'the page is built' : null), async () => {
    const { status, stderr } = await runHere('serve', '--no-open');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'The page of the workbench is not built. Run npm run build first.\n',
    });
  });
});
