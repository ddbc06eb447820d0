import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linePeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere } from '../../support/wirebenchHere.ts';
import { fromSource } from '../../support/commandLine.ts';

const root = resolve(import.meta.dirname, '../../..');

/** As a person starts Node, without the place that a run of the tests has for what is compiled. */
function node(...args: string[]): string {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
}

describe('a command', () => {
  it('starts one thread beside its own, which writes and reads', async () => {
    await using folder = await temporaryFolder();
    await using peer = await linePeer((line) => `you said ${line}\n`);
    const file = join(folder.path, 'talk.wbs');
    const threads: unknown[] = [];
    const started = (thread: unknown): void => void threads.push(thread);
    process.on('worker', started);
    const url = `tcp://127.0.0.1:${peer.port}`;
    await runHere('connect', url, '--send', 'hello\\n', '--until', '1', '--save', file);
    expect(threads).toHaveLength(1);
    expect((await runHere('show', file)).stdout).toContain('you said hello');
    process.off('worker', started);
    expect(threads).toHaveLength(2);
  });
});

describe('the command line from its source', () => {
  it('runs what was edited, never what was compiled before', async () => {
    await using folder = await temporaryFolder();
    const at = (path: string): string => join(folder.path, path);
    for (const name of ['scripts', 'node_modules']) mkdirSync(at(name));
    cpSync(join(root, 'scripts', 'installed.cjs'), at('scripts/installed.cjs'));
    writeFileSync(at('node_modules/.package-lock.json'), '{}');
    const run = (word: string): string => {
      writeFileSync(at('program.ts'), `const word: string = '${word}';\nconsole.log(word);\n`);
      return node('--require', at('scripts/installed.cjs'), at('program.ts'));
    };
    for (const word of ['first', 'second', 'third', 'second']) expect(run(word)).toBe(`${word}\n`);
    expect(existsSync(at('node_modules/.cache/node'))).toBe(true);
  });

  it.each([['--version'], ['--help']])('loads no engine to answer %s', async (question) => {
    await using folder = await temporaryFolder();
    const watch = join(folder.path, 'watch.cjs');
    writeFileSync(
      watch,
      `const loaded = [];
      require('node:module').registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      process.on('exit', () => require('node:fs').writeFileSync(__dirname + '/loaded', loaded.join('\\n')));`,
    );
    expect(node('--require', watch, ...fromSource, question)).not.toBe('');
    const loaded = readFileSync(join(folder.path, 'loaded'), 'utf8');
    expect(loaded).toContain('/electron/cli/runCommandLine.ts');
    expect(loaded).not.toMatch(/\/engine\/|node_modules/);
  });
});
