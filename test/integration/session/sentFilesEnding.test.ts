import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/engine/session/session.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import { goOverToTls } from '../../support/startTlsPeer.ts';
import { tcpPeer, wsPeer } from '../../support/peers.ts';
import { failuresOf, fileOnDisk, mebibyte, refusal, stalled, SumOfBytes } from '../../support/sentFiles.ts';
import { allRows, bytesOf, reaches, type SessionBench } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

/** More than both ends of a loopback connection buffer while nothing is read. */
const much = 24 * mebibyte;

/** A file that its peer does not read, and a message that waits behind it. */
async function inTheMiddle(
  bench: SessionBench,
  session: Session,
  kind: SendKind,
): Promise<{
  readonly sending: Promise<string>;
  readonly waiting: Promise<string>;
}> {
  const file = await fileOnDisk(bench.folder, 'cut.bin', much);
  const sending = refusal(session.sendFile('all', kind, file.open));
  const waiting = refusal(session.send('all', kind, Buffer.from('after')));
  await stalled(session);
  return { sending, waiting };
}

describe('a file in the middle of which something ends', () => {
  it('whose peer leaves says how much was sent', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.pause());
    const session = await bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const file = await fileOnDisk(bench.folder, 'left.bin', much);
    const sending = refusal(session.sendFile('all', 'data', file.open));
    await stalled(session);
    peer.sockets[0]?.resetAndDestroy();
    expect(await sending).toMatch(/^Only [\d,]+ of 25,165,824 bytes of “left.bin” were sent\. /);
    await session.ended;
    const outgoing = await bytesOf(session.reader, 'out');
    const failure = (await failuresOf(session)).find((note) => note?.startsWith('Only'));
    const told = Number(/^Only ([\d,]+)/.exec(failure ?? '')?.[1]?.replaceAll(',', ''));
    // A last piece that was handed over when the peer left did not leave.
    expect([0, 256 * 1024]).toContain(outgoing.length - told);
    expect(told).toBeLessThan(much);
    expect(session.info.value.bytesOut).toBe(told);
  });

  it('and a message that waits for one leave before our end does', async () => {
    const bench = newBench();
    const heard: Buffer[] = [];
    await using peer = await tcpPeer((socket) => socket.on('data', (bytes: Buffer) => heard.push(bytes)), {
      allowHalfOpen: true,
    });
    const session = await bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const file = await fileOnDisk(bench.folder, 'first.bin', mebibyte);
    const ended = new Promise((resolve) => void peer.sockets[0]?.on('end', () => resolve(heard.length)));
    const sending = session.sendFile('all', 'data', file.open);
    const after = session.send('all', 'data', Buffer.from('after'));
    await session.act('end', { to: 'all' });
    expect(await Promise.all([sending, after])).toEqual([1, 1]);
    await ended;
    expect(Buffer.concat(heard)).toHaveLength(mebibyte + 'after'.length);
  });

  it('goes on when the peer has ended its own side', async () => {
    const bench = newBench();
    const session = await bench.open({ kind: 'tcp-server', address: '127.0.0.1:0' });
    const [host, port] = (session.info.value.local ?? '').split(':');
    const client = connect({ port: Number(port), host, allowHalfOpen: true }).pause();
    await reaches(session, ({ openPeers }) => openPeers === 1);
    const file = await fileOnDisk(bench.folder, 'half.bin', much);
    const sending = session.sendFile(1, 'data', file.open);
    await stalled(session);
    client.end();
    await until(async () => (await allRows(session.reader)).some(({ kind }) => kind === 'ended'));
    const sum = new SumOfBytes();
    const ended = once(client, 'end');
    client.on('data', (bytes) => sum.add(bytes)).resume();
    expect(await sending).toBe(1);
    await ended;
    expect(sum.digest()).toBe(file.sha256);
  });

  it('refuses TLS until it has left, and takes it then; what is sent before stays plain as a whole', async () => {
    const bench = newBench();
    const file = await fileOnDisk(bench.folder, 'plain.bin', much);
    const plain = new SumOfBytes();
    let secret = '';
    await using peer = await tcpPeer((socket) => {
      const hear = (bytes: Buffer): void => {
        const left = file.size + 'last in plain'.length - plain.bytes;
        plain.add(bytes.subarray(0, left));
        if (bytes.length <= left) return;
        socket.off('data', hear).pause().unshift(bytes.subarray(left));
        goOverToTls(socket, (chunk) => (secret += chunk.toString()));
      };
      socket.on('data', hear).pause();
    });
    const address = `127.0.0.1:${peer.port}`;
    const session = await bench.open({ kind: 'tcp-client', address, tls: { verify: false } });
    const sending = session.sendFile('all', 'data', file.open);
    await stalled(session);
    expect(await refusal(session.act('startTls', { to: 'all' }))).toBe(
      '“plain.bin” is still being sent over this connection. Start TLS when it has left, or cancel it.',
    );
    peer.sockets[0]?.resume();
    expect(await sending).toBe(1);
    const last = session.send('all', 'data', Buffer.from('last in plain'));
    await session.act('startTls', { to: 'all' });
    await session.send('all', 'data', Buffer.from('first under TLS'));
    expect(await last).toBe(1);
    await until(() => secret === 'first under TLS');
  });

  it('by our own reset says how much was sent, and why, and so does what waited for it', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.pause());
    const session = await bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const { sending, waiting } = await inTheMiddle(bench, session, 'data');
    await session.act('reset', { to: 'all' });
    const told = await sending;
    expect(told).toMatch(
      /^Only [\d,]+ of 25,165,824 bytes of “cut.bin” were sent\. The connection was reset before everything was sent\.$/,
    );
    expect(await waiting).toBe('This connection is not open, so nothing was sent.');
    await session.ended;
    expect(await failuresOf(session)).toEqual([
      told,
      'The last message was not sent: This connection is not open, so nothing was sent.',
    ]);
    expect(session.info.value.reason).toBe('Reset from our side.');
  });

  it('by disconnecting a client of a server says so, too; what was handed over arrives, and the server stays', async () => {
    const bench = newBench();
    const session = await bench.open({ kind: 'tcp-server', address: '127.0.0.1:0' });
    const [host, port] = (session.info.value.local ?? '').split(':');
    const client = connect(Number(port), host).pause();
    await reaches(session, ({ openPeers }) => openPeers === 1);
    const { sending, waiting } = await inTheMiddle(bench, session, 'data');
    await session.act('disconnect', { to: 1 });
    const came = new SumOfBytes();
    client.on('data', (bytes) => came.add(bytes)).resume();
    await reaches(session, ({ openPeers }) => openPeers === 0);
    const told = /^Only ([\d,]+) of 25,165,824 bytes of “cut.bin” were sent\. The connection (?:was )?closed/;
    const [, count = ''] = told.exec(await sending) ?? [];
    expect(formatCount(came.bytes)).toBe(count);
    expect(await waiting).toMatch(/^The connection (was )?closed before /);
    expect(session.info.value.phase).toBe('open');
  });

  it('by disconnecting a WebSocket says so, and its peer gets no message', async () => {
    const bench = newBench();
    let messages = 0;
    let resume = (): void => undefined;
    await using peer = await wsPeer((socket) => {
      resume = () => socket.resume();
      socket.on('message', () => (messages += 1)).pause();
    });
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    const { sending, waiting } = await inTheMiddle(bench, session, 'binary');
    await session.act('disconnect', { to: 'all' });
    resume();
    expect(await sending).toMatch(
      /^Only [\d,]+ of 25,165,824 bytes of “cut.bin” were sent\. The connection /,
    );
    expect(await waiting).toBe('This connection is not open, so nothing was sent.');
    await session.ended;
    expect(messages).toBe(0);
  });
});
