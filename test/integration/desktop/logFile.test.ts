import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LogFile } from '../../../electron/desktop/logFile.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the file of the log', () => {
  it('is three in turn, none of them long, of which the newest lines are read', async () => {
    await using folder = await temporaryFolder();
    const log = new LogFile(join(folder.path, 'logs'));
    for (let count = 0; count < 4000; count += 1) log.write(`${count} ${'x'.repeat(1000)}`);
    const files = await readdir(log.folder);
    expect(files.toSorted()).toEqual(['wirebench.1.log', 'wirebench.2.log', 'wirebench.log']);
    for (const file of files) {
      expect((await stat(join(log.folder, file))).size).toBeLessThan(1.01 * 1024 * 1024);
    }
    const numbers = log.lastLines(1500).map((line) => Number.parseInt(line));
    expect(numbers).toEqual(Array.from({ length: 1500 }, (_, index) => 2500 + index));
  });

  it('takes no line that is longer than a sentence with a path in it', async () => {
    await using folder = await temporaryFolder();
    const log = new LogFile(folder.path);
    log.write('y'.repeat(100_000));
    expect((await readFile(join(folder.path, 'wirebench.log'), 'utf8')).length).toBe(4097);
  });

  it('has no lines where there is no file, and says why it cannot be written', async () => {
    await using folder = await temporaryFolder();
    const log = new LogFile(join(folder.path, 'wirebench.log', 'below'));
    expect(log.lastLines(10)).toEqual([]);
    new LogFile(folder.path).write('a file now');
    expect(() => log.write('lost')).toThrow(/ENOTDIR|EEXIST/);
  });
});
