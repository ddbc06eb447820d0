import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSmallFile } from '../../../electron/engine/files/files.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('a small file', () => {
  it('takes as much memory as it has bytes, however large it might be', async () => {
    await using root = await temporaryFolder();
    const path = join(root.path, 'token');
    await writeFile(path, 'let me in');
    const bytes = await readSmallFile(path, 16 * 1024 * 1024);
    expect(Buffer.from(bytes ?? []).toString()).toBe('let me in');
    expect(bytes?.buffer.byteLength).toBe('let me in'.length + 1);
    expect(await readSmallFile(path, 'let me in'.length)).toEqual(bytes);
    expect(await readSmallFile(path, 'let me in'.length - 1)).toBeNull();
  });

  it(
    'is read to its end and no further than the limit, where it is longer than the system says',
    needs(onLinux),
    async () => {
      const path = '/proc/self/limits';
      const whole = await readFile(path);
      expect(await readSmallFile(path, whole.length)).toEqual(Uint8Array.from(whole));
      expect(await readSmallFile(path, whole.length - 1)).toBeNull();
    },
  );
});
