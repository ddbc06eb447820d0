import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tcpPeer, type TcpPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation, type Finished } from '../../support/finished.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { runHere } from '../../support/wirebenchHere.ts';

/** Answers, once our side has ended, with what it got. */
function lastWordPeer(): Promise<TcpPeer> {
  return tcpPeer(
    (socket) => {
      let got = '';
      socket.setEncoding('latin1').on('data', (text: string) => (got += text));
      socket.on('end', () => socket.end(`got ${got}`));
    },
    { allowHalfOpen: true },
  );
}

/** Runs it with something on its standard input. */
function piped(input: string, ...args: string[]): Promise<Finished> {
  const wirebench = new Wirebench(args, { stdin: 'pipe' });
  wirebench.child.stdin?.end(input);
  return wirebench.finished;
}

describe('standard input', () => {
  it('is sent as one message with --send-file -, among the others, and ended with --end', async () => {
    await using peer = await lastWordPeer();
    const to = `tcp://127.0.0.1:${peer.port}`;
    const sent = await piped(
      'from a pipe',
      'connect',
      to,
      '--send',
      'a',
      '--send-file',
      '-',
      '--end',
      '--json',
    );
    expect({ status: sent.status, stderr: sent.stderr }).toEqual({ status: 0, stderr: '' });
    expect(conversation(sent)).toEqual(['→ a', '→ from a pipe', '← got afrom a pipe']);
  });

  it('is said to be ignored where nothing reads it, once, and not where it is empty', async () => {
    await using peer = await lastWordPeer();
    const to = `tcp://127.0.0.1:${peer.port}`;
    const wirebench = new Wirebench(['connect', to, '--for', '500ms'], { stdin: 'pipe' });
    // Left open: what is in it waits there.
    wirebench.child.stdin?.write('hi');
    const ignored = await wirebench.finished;
    wirebench.child.stdin?.destroy();
    expect(ignored.stderr).toMatch(
      /^Standard input has something in it that nobody reads\. .*--send-file -.*\n$/,
    );
    expect((await piped('', 'connect', to, '--end')).stderr).toBe('');
  });

  it('can be named once only', async () => {
    const twice = await runHere(
      'connect',
      'tcp://127.0.0.1:9',
      '--send-file',
      '-',
      '--send-file',
      '/dev/stdin',
    );
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringMatching(/read once only/)]);
  });
});

describe('--send-file', () => {
  it.runIf(process.platform !== 'win32')('reads a pipe to its end', async () => {
    await using folder = await temporaryFolder();
    await using peer = await lastWordPeer();
    const fifo = join(folder.path, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const to = `tcp://127.0.0.1:${peer.port}`;
    const [sent] = await Promise.all([
      runHere('connect', to, '--send-file', fifo, '--end', '--json'),
      writeFile(fifo, 'through a fifo'),
    ]);
    expect(conversation(sent)).toEqual(['→ through a fifo', '← got through a fifo']);
  });

  it('takes /dev/stdin that is a file', async () => {
    await using folder = await temporaryFolder();
    await using peer = await lastWordPeer();
    const file = join(folder.path, 'input');
    writeFileSync(file, 'from a file');
    const stdin = openSync(file, 'r');
    const args = ['connect', `tcp://127.0.0.1:${peer.port}`, '--send-file', '/dev/stdin', '--end', '--json'];
    const sent = await new Wirebench(args, { stdin }).finished;
    closeSync(stdin);
    expect(conversation(sent)).toEqual(['→ from a file', '← got from a file']);
  });
});

describe('--end', () => {
  it.each(['ws://127.0.0.1:9', 'udp://127.0.0.1:9'])(
    'is refused where there is no half-close: %s',
    async (url) => {
      const refused = await runHere('connect', url, '--end');
      expect([refused.status, refused.stderr]).toEqual([
        2,
        expect.stringMatching(/^--end: .* one direction only/),
      ]);
    },
  );
});

describe('--full', () => {
  it('prints every byte of a payload, of which a line shows the first 64', async () => {
    await using peer = await lastWordPeer();
    const text = `${'abcdefghij'.repeat(20_000)}é`;
    const args = ['connect', `tcp://127.0.0.1:${peer.port}`, '--send', text, '--end'];
    expect((await runHere(...args)).stdout).not.toContain(text);
    const full = await runHere(...args, '--full');
    expect(full.stdout).toContain(`  ${text}\n`);
  });
});
