import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveBufferBytes } from '../../support/liveBuffers.ts';
import { tcpPeer } from '../../support/peers.ts';
import { fileOnDisk, mebibyte, SumOfBytes } from '../../support/sentFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';
import { runHere, WirebenchHere } from '../../support/wirebenchHere.ts';

/** Waits until a number stays the same for 150 ms, and is not 0. */
async function settles(number: () => number): Promise<void> {
  let before = 0;
  let since = performance.now();
  await until(() => {
    const now = number();
    if (now !== before) since = performance.now();
    before = now;
    return now > 0 && performance.now() - since > 150;
  });
}

describe('listen --send-file', () => {
  it('reads the file for each client as that takes it, in flat memory, and keeps the order of what is sent', async () => {
    await using folder = await temporaryFolder();
    const file = await fileOnDisk(folder.path, 'image.bin', 32 * mebibyte);
    const server = new WirebenchHere([
      ...['listen', 'tcp://127.0.0.1:0', '--json', '--quiet', '--send', 'before '],
      ...['--send-file', file.path, '--send', ' after'],
    ]);
    const [host, port] = (await server.url()).host.split(':');
    const enter = (): Socket => connect(Number(port), host);
    const before = liveBufferBytes();
    const slow = [enter().pause(), enter().pause(), enter().pause()];
    let head = '';
    let tail = '';
    const sum = new SumOfBytes();
    const quick = enter().on('data', (bytes: Buffer) => {
      const ofHead = bytes.subarray(0, 'before '.length - head.length);
      const rest = bytes.subarray(ofHead.length);
      const ofFile = rest.subarray(0, file.size - sum.bytes);
      head += ofHead.toString();
      sum.add(ofFile);
      tail += rest.subarray(ofFile.length).toString();
    });
    await until(() => tail === ' after');
    expect({ head, sha256: sum.digest() }).toEqual({ head: 'before ', sha256: file.sha256 });
    await settles(() => slow.reduce((all, { bytesRead }) => all + bytesRead, 1));
    // Three pieces of 256 KiB, what the clients hold, and what their sockets read ahead; the file would be 32 MiB.
    expect(liveBufferBytes() - before).toBeLessThan(4 * mebibyte);
    const finished = await server.interrupt();
    for (const socket of [...slow, quick]) socket.destroy();
    expect(finished.status).toBe(1);
    // Three files, and what was to follow them.
    expect(finished.stderr).toMatch(
      /^6 messages \([\d,]+ bytes\) were not sent, or only in part, when our side ended\.\n$/,
    );
  });

  it('greets with several files one after the other, as they are when a client comes', async () => {
    await using folder = await temporaryFolder();
    const [one, two] = [join(folder.path, 'one'), join(folder.path, 'two')];
    await writeFile(one, 'first ');
    await writeFile(two, 'second');
    await using server = await listening('--send-file', one, '--send-file', two);
    expect(await heardFrom(server.port, 'first second'.length)).toBe('first second');
    await writeFile(one, 'other ');
    expect(await heardFrom(server.port, 'first second'.length)).toBe('other second');
  });
});

describe('connect --repeat with a file', () => {
  it('reads it each time while it is sent, and counts each as one', async () => {
    await using folder = await temporaryFolder();
    const file = await fileOnDisk(folder.path, 'image.bin', 16 * mebibyte);
    const sum = new SumOfBytes();
    let most = 0;
    const before = liveBufferBytes();
    await using peer = await tcpPeer((socket) =>
      socket.on('data', (bytes: Buffer) => {
        if (Math.floor((sum.bytes + bytes.length) / (4 * mebibyte)) > Math.floor(sum.bytes / (4 * mebibyte)))
          most = Math.max(most, liveBufferBytes() - before);
        sum.add(bytes);
      }),
    );
    const finished = await runHere(
      ...['connect', `tcp://127.0.0.1:${peer.port}`, '--send', 'x', '--send-file', file.path],
      ...['--repeat', '3', '--every', '1ms', '--end', '--quiet'],
    );
    expect(finished.stderr).toMatch(/^Sent 3 times at /);
    expect(finished.status).toBe(0);
    await until(() => sum.bytes === 3 * (file.size + 1));
    // What waits for the disk is limited to 32 MiB; three whole files would be 48.
    expect(most).toBeLessThan(40 * mebibyte);
  });
});

interface Listening extends AsyncDisposable {
  readonly port: number;
}

async function listening(...args: string[]): Promise<Listening> {
  const server = new WirebenchHere(['listen', 'tcp://127.0.0.1:0', '--json', '--quiet', ...args]);
  const { port } = await server.url();
  return { port: Number(port), [Symbol.asyncDispose]: async () => void (await server.interrupt()) };
}

async function heardFrom(port: number, length: number): Promise<string> {
  let heard = '';
  const socket = connect(port, '127.0.0.1').on('data', (bytes: Buffer) => (heard += bytes.toString()));
  await until(() => heard.length >= length);
  socket.destroy();
  return heard;
}
