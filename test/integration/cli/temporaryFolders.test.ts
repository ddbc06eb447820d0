import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Finished } from '../../support/finished.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { runHere } from '../../support/wirebenchHere.ts';

const isRoot = process.getuid?.() === 0;

/** A process of the command line whose folder for temporary files is this one. */
function start(folder: string, ...args: string[]): Wirebench {
  return new Wirebench(args, { env: { TMPDIR: folder, XDG_RUNTIME_DIR: folder } });
}

/** The same in this process, for a command that ends by itself. */
function runIn(folder: string, ...args: string[]): Promise<Finished> {
  vi.stubEnv('TMPDIR', folder);
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  return runHere(...args).finally(() => vi.unstubAllEnvs());
}

function runsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('wirebench-run-'));
}

describe('the temporary folder of a command', { ...needs(notOnWindows) }, () => {
  it('is gone afterwards; of one that was killed it is gone after the next start', async () => {
    await using folder = await temporaryFolder();
    const killed = start(folder.path, 'listen', 'tcp://127.0.0.1:0', '--json');
    await killed.url();
    const [left] = runsIn(folder.path);
    killed.child.kill('SIGKILL');
    await killed.finished;
    expect(runsIn(folder.path)).toEqual([left]);

    const running = start(folder.path, 'listen', 'tcp://127.0.0.1:0', '--json');
    await running.url();
    await until(() => !runsIn(folder.path).includes(left ?? ''));
    const [kept, ...others] = runsIn(folder.path);
    expect(others).toEqual([]);
    // The folder of one that runs stays.
    expect((await runIn(folder.path, 'listen', 'tcp://127.0.0.1:0', '--for', '10ms')).status).toBe(0);
    expect(runsIn(folder.path)).toEqual([kept]);
    running.child.kill('SIGTERM');
    expect((await running.finished).status).toBe(0);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('is the only thing that is ever deleted there', async () => {
    await using folder = await temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    const longAgo = new Date(Date.now() - 3_600_000);
    /** A folder that looks as a command's does that was killed an hour ago. */
    const abandon = (name: string): void => {
      mkdirSync(join(at(name), '.lock'), { recursive: true, mode: 0o700 });
      chmodSync(at(name), 0o700);
      writeFileSync(join(at(name), '.lock', 'held'), '');
      utimesSync(join(at(name), '.lock', 'held'), longAgo, longAgo);
    };
    for (const name of [
      'wirebench-run-abc123',
      'wirebench-run-open77',
      'wirebench-run-abc1234',
      'wirebench-abc123',
    ]) {
      abandon(name);
    }
    abandon('elsewhere');
    chmodSync(at('wirebench-run-open77'), 0o755);
    symlinkSync(at('elsewhere'), at('wirebench-run-link12'));
    writeFileSync(at('wirebench-run-file12'), '');
    mkdirSync(at('wirebench-run-young1'), { mode: 0o700 });
    mkdirSync(at('wirebench-run-old123'), { mode: 0o700 });
    utimesSync(at('wirebench-run-old123'), longAgo, longAgo);
    abandon('wirebench-run-other1');
    if (isRoot) chownSync(at('wirebench-run-other1'), 65_534, 65_534);
    const { status, stderr } = await runIn(folder.path, 'listen', 'tcp://127.0.0.1:0', '--for', '10ms');
    expect([status, stderr]).toEqual([0, '']);
    expect(readdirSync(folder.path).toSorted()).toEqual(
      [
        'elsewhere',
        'wirebench-abc123',
        'wirebench-run-abc1234',
        'wirebench-run-file12',
        'wirebench-run-link12',
        'wirebench-run-open77',
        ...(isRoot ? ['wirebench-run-other1'] : []),
        'wirebench-run-young1',
      ].toSorted(),
    );
    expect(existsSync(join(at('elsewhere'), '.lock', 'held'))).toBe(true);
  });
});
