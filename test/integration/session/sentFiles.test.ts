import { once } from 'node:events';
import { appendFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveBufferBytes } from '../../support/liveBuffers.ts';
import { tcpPeer, udpPeer } from '../../support/peers.ts';
import {
  failuresOf,
  fileOnDisk,
  mebibyte,
  openToSend,
  refusal,
  stalled,
  SumOfBytes,
} from '../../support/sentFiles.ts';
import { allRows, reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

/** More than both ends of a loopback connection buffer while nothing is read. */
const much = 24 * mebibyte;

describe('a file over TCP', () => {
  it('of 64 MiB arrives byte by byte, in flat memory, and what is sent meanwhile comes after it', async () => {
    const bench = newBench();
    const file = await fileOnDisk(bench.folder, 'large.bin', 64 * mebibyte);
    const sum = new SumOfBytes();
    let rest = '';
    await using peer = await tcpPeer((socket) =>
      socket.on('data', (bytes: Buffer) => {
        const ofFile = bytes.subarray(0, file.size - sum.bytes);
        sum.add(ofFile);
        rest += bytes.subarray(ofFile.length).toString();
      }),
    );
    const session = await bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const before = liveBufferBytes();
    let most = 0;
    const shares = new Set<number>();
    session.observe(() => {
      const share = Math.floor((10 * (session.info.value.sendingFile?.sentBytes ?? 0)) / file.size);
      if (shares.has(share)) return;
      shares.add(share);
      most = Math.max(most, liveBufferBytes() - before);
    });
    const sending = session.sendFile('all', 'data', file.open);
    const after = session.send('all', 'data', Buffer.from('after'));
    expect(await Promise.all([sending, after])).toEqual([1, 1]);
    await until(() => rest !== '');
    expect({ bytes: sum.bytes, sha256: sum.digest(), rest }).toEqual({
      bytes: file.size,
      sha256: file.sha256,
      rest: 'after',
    });
    expect(shares.size).toBeGreaterThanOrEqual(10);
    // What waits for the disk is limited to 32 MiB.
    expect(most).toBeLessThan(40 * mebibyte);
    await reaches(session, ({ bytesOut }) => bytesOut === file.size + 5);
    expect(session.info.value.sendingFile).toBeNull();
    await session.close();
    const recorded = (await allRows(session.reader)).filter(({ direction }) => direction === 'out');
    expect(Math.max(...recorded.map(({ size }) => size))).toBe(256 * 1024);
    expect(recorded.reduce((total, { size }) => total + size, 0)).toBe(file.size + 5);
  });

  it('waits for a reader that does not read, holds little, and can be cancelled', async () => {
    const bench = newBench();
    const file = await fileOnDisk(bench.folder, 'slow.bin', much);
    const session = await bench.open({ kind: 'tcp-server', address: '127.0.0.1:0' });
    const [host, port] = (session.info.value.local ?? '').split(':');
    const enter = (): Socket => connect(Number(port), host).on('error', () => undefined);
    const slow = enter().pause();
    await reaches(session, ({ openPeers }) => openPeers === 1);
    const quick = enter();
    await reaches(session, ({ openPeers }) => openPeers === 2);
    const before = liveBufferBytes();
    const sending = refusal(session.sendFile(1, 'data', file.open));
    const sentBytes = await stalled(session);
    expect(sentBytes).toBeLessThan(file.size);
    expect(liveBufferBytes() - before).toBeLessThan(2 * mebibyte);

    const toSlow = session.send(1, 'data', Buffer.from('late'));
    expect(await session.send(2, 'data', Buffer.from('at once'))).toBe(1);
    const [heard] = (await once(quick, 'data')) as [Buffer];
    expect(heard.toString()).toBe('at once');
    expect(await refusal(session.sendFile(2, 'data', file.open))).toBe(
      '“slow.bin” is still being sent over this connection. Wait until it has left, or cancel it.',
    );

    await session.act('cancelFile', {});
    const told = `Only ${sentBytes.toLocaleString('en')} of 25,165,824 bytes of “slow.bin” were sent. It was cancelled.`;
    expect(await sending).toBe(told);
    const came = new SumOfBytes();
    slow.on('data', (bytes) => came.add(bytes)).resume();
    expect(await toSlow).toBe(1);
    await until(() => came.bytes === sentBytes + 'late'.length);
    expect(await failuresOf(session)).toEqual([told]);
    expect(await refusal(session.act('cancelFile', {}))).toBe('No file is being sent.');
    slow.destroy();
    quick.destroy();
  });

  it('that becomes shorter, or is changed, ends there, and says how much was sent; the connection stays', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.pause());
    const session = await bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const [socket] = peer.sockets;
    for (const [change, how] of [
      [(path: string) => truncate(path, 100), 'became shorter (100 bytes, where it had 25,165,824)'],
      [(path: string) => appendFile(path, 'more'), 'was changed'],
    ] as const) {
      socket?.pause();
      const file = await fileOnDisk(bench.folder, 'changing.bin', much);
      const sending = refusal(session.sendFile('all', 'data', file.open));
      const sentBytes = await stalled(session);
      await change(file.path);
      socket?.resume();
      expect(await sending).toBe(
        `Only ${sentBytes.toLocaleString('en')} of 25,165,824 bytes of “changing.bin” were sent. “changing.bin” ${how} while it was being sent. Send it again.`,
      );
    }
    expect(await session.send('all', 'data', Buffer.from('still here'))).toBe(1);
  });

  it('that is deleted meanwhile is sent to its end; one that is not there is refused', async () => {
    const bench = newBench();
    const sum = new SumOfBytes();
    await using peer = await tcpPeer((socket) =>
      socket.on('data', (bytes: Buffer) => sum.add(bytes)).pause(),
    );
    const session = await bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const file = await fileOnDisk(bench.folder, 'gone.bin', much);
    const sending = session.sendFile('all', 'data', file.open);
    await stalled(session);
    await unlink(file.path);
    peer.sockets[0]?.resume();
    expect(await sending).toBe(1);
    await until(() => sum.bytes === file.size);
    expect(sum.digest()).toBe(file.sha256);
    expect(await refusal(session.sendFile('all', 'data', file.open))).toContain('ENOENT');
    await writeFile(file.path, '');
    expect(await refusal(session.sendFile('all', 'data', file.open))).toBe(
      '“gone.bin” is empty, and an empty message puts no bytes on a stream.',
    );
    expect(session.info.value.sendingFile).toBeNull();
  });
});

describe('a file over UDP', () => {
  it('is one datagram where it fits into one', async () => {
    const bench = newBench();
    const heard: number[] = [];
    await using peer = await udpPeer((datagram) => {
      heard.push(datagram.length);
      return datagram;
    });
    const session = await bench.open({ kind: 'udp', address: `127.0.0.1:${peer.port}` });
    const fits = await fileOnDisk(bench.folder, 'fits.bin', 65_507);
    expect(await session.sendFile('all', 'data', fits.open)).toBe(1);
    await until(() => heard.length === 1);
    const tooLong = await fileOnDisk(bench.folder, 'long.bin', 65_508);
    expect(await refusal(session.sendFile('all', 'data', tooLong.open))).toBe(
      'A UDP datagram holds at most 65,507 bytes, and this message has 65,508. Send it in parts.',
    );
    expect(heard).toEqual([65_507]);
  });

  it('leaves before what is sent after it', async () => {
    const bench = newBench();
    const heard: string[] = [];
    await using peer = await udpPeer((datagram) => {
      heard.push(datagram.toString());
      return datagram;
    });
    const session = await bench.open({ kind: 'udp', address: `127.0.0.1:${peer.port}` });
    const path = join(bench.folder, 'first.txt');
    await writeFile(path, 'file');
    const sending = session.sendFile('all', 'data', () => openToSend(path, 'first.txt'));
    const after = session.send('all', 'data', Buffer.from('after'));
    expect(await Promise.all([sending, after])).toEqual([1, 1]);
    await until(() => heard.length === 2);
    expect(heard).toEqual(['file', 'after']);
  });
});
