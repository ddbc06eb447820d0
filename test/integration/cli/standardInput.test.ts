import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tcpPeer, udpPeer, wsPeer, type TcpPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation, type Finished } from '../../support/finished.ts';
import { commandLine } from '../../support/commandLine.ts';
import { needs, notOnWindows, programs } from '../../support/needs.ts';
import { pathOf } from '../../support/programs/program.ts';
import { until } from '../../support/until.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { pipedHere, runHere } from '../../support/wirebenchHere.ts';

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

/** Runs a process with something on its standard input. */
function piped(input: string | Buffer, ...args: string[]): Promise<Finished> {
  const wirebench = new Wirebench(args, { stdin: 'pipe' });
  wirebench.child.stdin?.end(input);
  return wirebench.finished;
}

/** The command line at a terminal, as a person sees it. */
class TypedAt {
  readonly status: Promise<number | null>;
  private readonly child: ChildProcess;
  private shown = '';

  /** What is printed goes to the terminal, or into a file. */
  constructor(args: readonly string[], printedInto?: string) {
    const script = join(import.meta.dirname, '../../support/terminal.py');
    const program = [process.execPath, ...commandLine(), ...args];
    const redirected = ['/bin/sh', '-c', 'exec "$@" >"$0"', printedInto ?? '', ...program];
    const command = [script, ...(printedInto === undefined ? program : redirected)];
    this.child = spawn(pathOf('python3') ?? 'python3', command, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.shown += text));
    this.status = once(this.child, 'close').then(([status]) => (typeof status === 'number' ? status : null));
  }

  type(keys: string): void {
    this.child.stdin?.write(keys);
  }

  /** Resolves when the text has been shown so often. */
  shows(text: string, times = 1): Promise<void> {
    return until(() => this.shown.split(text).length > times);
  }
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

  it('is sent by itself where it is a pipe and nothing else is to be sent, and its end is the end of our side', async () => {
    await using peer = await lastWordPeer();
    const sent = await piped('from a pipe', 'connect', `tcp://127.0.0.1:${peer.port}`, '--json');
    expect({ status: sent.status, stderr: sent.stderr }).toEqual({ status: 0, stderr: '' });
    expect(conversation(sent)).toEqual(['→ from a pipe', '← got from a pipe']);
  });

  it('that ends without a byte ends nothing, unless it was asked for', async () => {
    const peers: Socket[] = [];
    await using silent = await tcpPeer((socket) => void peers.push(socket), { allowHalfOpen: true });
    const wirebench = pipedHere('', 'connect', `tcp://127.0.0.1:${silent.port}`, '--until', '3', '--json');
    await wirebench.prints(/"kind":"opened"/);
    await until(() => peers.length === 1);
    // Each is sent once the one before has come, by when an end of our side would have been recorded long ago.
    for (const word of ['one', 'two', 'three']) {
      for (const socket of peers) socket.write(word);
      if (word !== 'three') await wirebench.prints(new RegExp(`"text":"${word}"`));
    }
    const { records } = await wirebench.finished;
    const kinds = records.map(({ kind, direction }) => `${direction ?? ''} ${kind}`.trim());
    expect(kinds.slice(0, 4)).toEqual(['opened', 'in data', 'in data', 'in data']);

    await using peer = await lastWordPeer();
    const asked = await pipedHere('', 'connect', `tcp://127.0.0.1:${peer.port}`, '-', '--json').finished;
    expect(conversation(asked)).toEqual(['← got ']);
  });

  it('follows the messages of the options with -, and what is piped before the connection opens is not lost', async () => {
    await using peer = await lastWordPeer();
    const args = [
      'connect',
      `tcp://127.0.0.1:${peer.port}`,
      '-',
      '--send',
      'a',
      '--linger',
      '10ms',
      '--json',
    ];
    const sent = await pipedHere('b'.repeat(200_000), ...args).finished;
    const said = sent.records.filter(({ direction }) => direction === 'in').map(({ text }) => String(text));
    expect(said.join('')).toBe(`got a${'b'.repeat(200_000)}`);
  });

  it('is a message a line over a WebSocket, binary where it is not UTF-8, and closes it after --linger', async () => {
    await using peer = await wsPeer(
      (socket) => void socket.on('message', (bytes, isBinary) => socket.send(bytes, { binary: isBinary })),
    );
    const input = Buffer.concat([
      Buffer.from('one\r\n\ntwo é\n'),
      Buffer.from([0xff, 10]),
      Buffer.from('last'),
    ]);
    const sent = await pipedHere(input, 'connect', `ws://127.0.0.1:${peer.port}`, '--json').finished;
    expect(sent.status).toBe(0);
    const back = sent.records.filter(({ direction, kind }) => direction === 'in' && kind !== 'close');
    expect(back.map(({ kind, text, hex }) => [kind, text ?? hex])).toEqual([
      ['text', 'one'],
      ['text', ''],
      ['text', 'two é'],
      ['binary', 'ff'],
      ['text', 'last'],
    ]);
  });

  it('is a datagram a line over UDP', async () => {
    await using peer = await udpPeer((datagram) => Buffer.from(`${datagram.toString()}!`));
    const sent = await pipedHere('a\nb\n', 'connect', `udp://127.0.0.1:${peer.port}`, '--json').finished;
    expect(conversation(sent).toSorted()).toEqual(['← a!', '← b!', '→ a', '→ b']);
  });

  it.each([
    [['--interactive'], /--interactive reads lines from a terminal/],
    [['-', '--send-file', '-'], /read only once/],
    [['--linger', '1s'], /--linger is for standard input/],
    [['-', 'more'], /“more” is one argument too many/],
  ])('is refused as %j', async (args, sentence) => {
    const refused = await runHere('connect', 'tcp://127.0.0.1:9', ...args);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringMatching(sentence)]);
  });

  it('is said to be ignored where nothing reads it, once, and not where it is empty', async () => {
    await using peer = await lastWordPeer();
    const to = `tcp://127.0.0.1:${peer.port}`;
    const wirebench = new Wirebench(['connect', to, '--send', 'x', '--for', '500ms'], { stdin: 'pipe' });
    // Left open: what is in it waits there.
    wirebench.child.stdin?.write('hi');
    const ignored = await wirebench.finished;
    wirebench.child.stdin?.destroy();
    expect(ignored.stderr).toMatch(/^Standard input has data that is not sent, .* Add - after the URL .*\n$/);
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
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringMatching(/read only once/)]);
  });
});

describe('--interactive', needs(programs('python3'), notOnWindows), () => {
  it('sends each line that is typed, shows what comes above the one being typed, and leaves with Ctrl-D', async () => {
    await using peer = await tcpPeer((socket) => void socket.pipe(socket));
    const terminal = new TypedAt(['connect', `tcp://127.0.0.1:${peer.port}`, '--interactive']);
    await terminal.shows('> ');
    terminal.type('hello\r');
    await terminal.shows('←  #1   data               6  hello\\n');
    terminal.type('half');
    await terminal.shows('half');
    // The arrow calls the last line back, in the place of the half.
    terminal.type('\x15\x1b[A\r');
    await terminal.shows('hello\\n', 4);
    terminal.type('\x04');
    expect(await terminal.status).toBe(0);
  });
});

describe('--interactive into a file', needs(programs('python3', 'sh'), notOnWindows), () => {
  it('prints where it is told to, and has the line typed at the terminal', async () => {
    await using folder = await temporaryFolder();
    await using peer = await tcpPeer((socket) => void socket.pipe(socket));
    const printed = join(folder.path, 'printed');
    const terminal = new TypedAt(['connect', `tcp://127.0.0.1:${peer.port}`, '--interactive'], printed);
    await terminal.shows('> ');
    terminal.type('hello\r');
    await until(() => readFileSync(printed, 'utf8').includes('←  #1   data               6  hello\\n'));
    terminal.type('\x04');
    expect(await terminal.status).toBe(0);
    expect(readFileSync(printed, 'utf8')).not.toContain('> ');
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
