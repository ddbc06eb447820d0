import { closeSync, createWriteStream, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disksOfOurOwn, needs, onLinux } from '../../support/needs.ts';
import { linePeer, tcpPeer } from '../../support/peers.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { runHere, WirebenchHere } from '../../support/wirebenchHere.ts';

const fullDisk = /^Standard output could not be written\. The disk that it goes to is full\. .*\.\n$/;

describe('standard output that cannot be written', needs(onLinux), () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let file: string;
  let full: number;
  let peer: Awaited<ReturnType<typeof linePeer>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    file = join(folder.path, 'talk.wbs');
    full = openSync('/dev/full', 'w');
    peer = await linePeer((line) => `you said ${line}\n`, 'two');
    await runHere('connect', `tcp://127.0.0.1:${peer.port}`, '--send', 'two\\n', '--save', file);
  });
  afterAll(async () => {
    closeSync(full);
    await peer[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it.each([
    ['show', () => ['show', file]],
    ['--help', () => ['--help']],
    ['connect', () => ['connect', `tcp://127.0.0.1:${peer.port}`, '--send', 'two\\n']],
  ])('is said, with status 1: %s', async (_, args) => {
    const { status, stderr } = await new Wirebench(args(), { stdout: full }).finished;
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(fullDisk) });
  });

  it.each([
    ['show --json', () => ['show', file, '--json']],
    ['--version', () => ['--version']],
    ['the help of a command', () => ['listen', '--help']],
    ['connect --json', () => ['connect', `tcp://127.0.0.1:${peer.port}`, '--send', 'two\\n', '--json']],
    ['listen', () => ['listen', 'tcp://127.0.0.1:0']],
    ['replay', () => ['replay', file, '--to', `tcp://127.0.0.1:${peer.port}`, '--timing', 'fast']],
  ])('is said by every command: %s', async (_, args) => {
    const { status, stderr } = await new WirebenchHere(args(), createWriteStream('/dev/full')).finished;
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(fullDisk) });
  });

  it('ends a program that said where the workbench is, to nobody', async () => {
    const args = ['serve', '--no-open', '--workspace', join(folder.path, 'workspace')];
    const { status, stderr } = await new WirebenchHere(args, createWriteStream('/dev/full')).finished;
    // Without a build there is no page, which is said first.
    expect(status).toBe(1);
    expect(stderr).toMatch(/Standard output could not be written|is not built/);
  });

  it('leaves the status as it is where stderr cannot be written, either', async () => {
    const wrong = await new Wirebench(['connect'], { stderr: full }).finished;
    expect(wrong.status).toBe(2);
    const shown = await new Wirebench(['show', file], { stdout: full, stderr: full }).finished;
    expect(shown.status).toBe(1);
  });

  it('is no failure when its reader has had enough', async () => {
    const shown = new Wirebench(['show', file, '--json']);
    shown.child.stdout?.destroy();
    const { status, stderr } = await shown.finished;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it(
    'is not cut off in silence by a disk that becomes full in the middle',
    needs(disksOfOurOwn()),
    async () => {
      using disk = new SmallDisk(join(folder.path, 'disk'), 1);
      await using echo = await tcpPeer((socket) => socket.pipe(socket));
      const large = join(folder.path, 'large.wbs');
      await runHere(
        'connect',
        `tcp://127.0.0.1:${echo.port}`,
        ...['--send', 'x'.repeat(100_000), '--until', '1', '--save', large],
      );
      disk.fill(1024 * 1024 - 150_000);
      const shown = join(disk.folder, 'shown.json');
      const target = openSync(shown, 'w');
      const { status, stderr } = await new Wirebench(['show', large, '--json'], { stdout: target }).finished;
      closeSync(target);
      expect(readFileSync(shown).length).toBeGreaterThan(0);
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(fullDisk) });
    },
  );
});

describe('what stood in an argument', () => {
  const escape = '\u001b[31m\u009b32m\u202e\u200b\r\u0007red';
  it.each([
    ['a command', [escape]],
    ['a host', ['connect', `tcp://${escape}:1`]],
    ['a scheme', ['connect', `${escape}://127.0.0.1:1`]],
    ['an unknown option', ['connect', `--${escape}`]],
    ['a short option', ['connect', `-\u001b`]],
    ['a value that an option does not take', ['connect', 'tcp://127.0.0.1:1', `--json=${escape}`]],
    ['a duration', ['connect', 'tcp://127.0.0.1:1', '--for', escape]],
    ['a count', ['connect', 'tcp://127.0.0.1:1', '--until', escape]],
    ['a size', ['connect', 'ws://127.0.0.1:1', '--max-message', escape]],
    ['a number', ['connect', 'udp://127.0.0.1:1', '--ttl', escape]],
    ['a text', ['connect', 'tcp://127.0.0.1:1', '--send', `\\q${escape}`]],
    ['hex', ['connect', 'tcp://127.0.0.1:1', '--send-hex', escape]],
    ['a file to send', ['connect', 'tcp://127.0.0.1:1', '--send-file', escape]],
    ['a file to save', ['connect', 'tcp://127.0.0.1:1', '--save', `/none/${escape}`]],
    ['a certificate', ['connect', 'tls://127.0.0.1:1', '--ca', escape]],
    ['a proxy', ['connect', 'tcp://127.0.0.1:1', '--proxy', escape]],
    ['a header', ['connect', 'ws://127.0.0.1:1', '--header', `${escape}: x`]],
    ['a subprotocol', ['connect', 'ws://127.0.0.1:1', '--subprotocol', escape]],
    ['a local address', ['connect', 'tcp://127.0.0.1:1', '--local-address', escape]],
    ['a group', ['listen', 'udp://127.0.0.1:0', '--group', escape]],
    ['an interface', ['listen', 'udp://127.0.0.1:0', '--group', `224.0.0.251@${escape}`]],
    ['a port', ['serve', '--port', escape]],
    ['a filter', ['show', 'none.wbs', '--filter', `kind:${escape}`]],
    ['an unfinished filter', ['show', 'none.wbs', '--filter', `(${escape}`]],
    ['a file', ['show', escape]],
    ['one argument too many', ['show', 'one', escape]],
    ['where to replay', ['replay', import.meta.filename, '--to', escape]],
    ['a timing', ['replay', import.meta.filename, '--to', 'tcp://a:1', '--timing', escape]],
  ])('never commands the terminal: %s', async (_, args) => {
    const { status, stdout, stderr } = await runHere(...args);
    expect(status).not.toBe(0);
    expect(stderr).not.toBe('');
    expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
