import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere as run } from '../../support/wirebenchHere.ts';
import { mistakes, somewhere } from './usageMistakes.ts';

describe('wrong usage', () => {
  it.each(mistakes)(
    '%s is exit status 2, with a sentence on stderr and nothing on stdout',
    async (_, args, sentence) => {
      const { status, stdout, stderr } = await run(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(sentence);
    },
  );

  it('shows where in the hex the mistake is', async () => {
    const { status, stderr } = await run('connect', somewhere, '--send-hex', '50 4z 47');
    expect(status).toBe(2);
    const [, shown = '', carets = ''] = stderr.split('\n');
    expect(shown).toBe('  --send-hex 50 4z 47');
    expect(carets.trim()).toMatch(/^\^+$/);
    expect(shown.slice(carets.indexOf('^'))).toMatch(/^4?z/);
  });

  it('shows where in the text the mistake is, with nothing raw', async () => {
    const { stderr } = await run('connect', somewhere, '--send', '\x1b[31m\\q');
    const [, shown = '', carets = ''] = stderr.split('\n');
    expect(stderr).not.toContain('\x1b');
    expect(shown.slice(carets.indexOf('^'))).toBe('\\q');
  });

  it.each([
    ['--save', ['connect', somewhere]],
    ['--save-ca', ['listen', 'tls://127.0.0.1:0', '--self-signed']],
  ])('overwrites nothing with %s', async (option, args) => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'there');
    await writeFile(file, 'mine');
    const { status, stderr } = await run(...args, option, file);
    expect(status).toBe(2);
    expect(stderr).toContain(`already exists, and ${option} does not overwrite files. Choose another name.`);
  });

  it('refuses a file that is too large for a certificate', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'large.pem');
    await writeFile(file, Buffer.alloc(1024 * 1024 + 1));
    const { status, stderr } = await run('connect', 'tls://x:1', '--ca', file);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining(
        `--ca: ${file} is larger than 1 MiB, so it is not a certificate or key.`,
      ),
    });
  });

  it('never repeats a password', async () => {
    const { stderr } = await run('connect', somewhere, '--proxy', 'socks5://me:secret@host:port');
    expect(stderr).toContain('--proxy takes');
    expect(stderr).not.toContain('secret');
  });
});
