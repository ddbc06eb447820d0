import { once } from 'node:events';
import { appendFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { liveBufferBytes } from '../../support/liveBuffers.ts';
import { tcpPeer, udpPeer, wsPeer } from '../../support/peers.ts';
import { fileOnDisk, openToSend, SumOfBytes } from '../../support/sentFiles.ts';
import { allRows, bytesOf, reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';
import type { Session } from '../../../electron/engine/session/session.ts';

const newBench = benchesOfOneEngine();

const mebibyte = 1024 * 1024;
/** More than both ends of a loopback connection buffer. */
const muchMore = 48 * mebibyte;

/** The sentence that a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return await call.then(
    () => 'It was not refused.',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Waits until a reader that does not read lets nothing more through; returns how many bytes were handed over by then. */
async function stalled(session: Session): Promise<number> {
  let before = -1;
  let since = performance.now();
  await until(() => {
    const sentBytes = session.info.value.sendingFile?.sentBytes ?? 0;
    if (sentBytes !== before) since = performance.now();
    before = sentBytes;
    return sentBytes > 0 && performance.now() - since > 150;
  });
  return before;
}

async function failuresOf(session: Session): Promise<(string | null)[]> {
  return (await allRows(session.reader)).filter(({ kind }) => kind === 'failed').map(({ note }) => note);
}

describe('a file over TCP', () => {
  it('of 200 MB arrives byte by byte, in flat memory, and what is sent meanwhile comes after it', async () => {
    const bench = newBench();
    const file = await fileOnDisk(bench.folder, 'large.bin', 200 * mebibyte);
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
    expect(most).toBeLessThan(muchMore);
    await reaches(session, ({ bytesOut }) => bytesOut === file.size + 5);
    expect(session.info.value.sendingFile).toBeNull();
    await session.close();
    const recorded = (await allRows(session.reader)).filter(({ direction }) => direction === 'out');
    expect(Math.max(...recorded.map(({ size }) => size))).toBe(256 * 1024);
    expect(recorded.reduce((total, { size }) => total + size, 0)).toBe(file.size + 5);
  });

  it('waits for a reader that does not read, holds little, and can be cancelled', async () => {
    const bench = newBench();
    const file = await fileOnDisk(bench.folder, 'slow.bin', muchMore);
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
    const told = `Only ${sentBytes.toLocaleString('en')} of 50,331,648 bytes of “slow.bin” were sent. It was cancelled.`;
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
      [(path: string) => truncate(path, 100), 'became shorter (100 bytes, where it had 50,331,648)'],
      [(path: string) => appendFile(path, 'more'), 'was changed'],
    ] as const) {
      socket?.pause();
      const file = await fileOnDisk(bench.folder, 'changing.bin', muchMore);
      const sending = refusal(session.sendFile('all', 'data', file.open));
      const sentBytes = await stalled(session);
      await change(file.path);
      socket?.resume();
      expect(await sending).toBe(
        `Only ${sentBytes.toLocaleString('en')} of 50,331,648 bytes of “changing.bin” were sent. “changing.bin” ${how} while it was being sent. Send it again.`,
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
    const file = await fileOnDisk(bench.folder, 'gone.bin', muchMore);
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

  it('whose peer leaves says how much was sent', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.pause());
    const session = await bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const file = await fileOnDisk(bench.folder, 'left.bin', muchMore);
    const sending = refusal(session.sendFile('all', 'data', file.open));
    await stalled(session);
    peer.sockets[0]?.resetAndDestroy();
    expect(await sending).toMatch(/^Only [\d,]+ of 50,331,648 bytes of “left.bin” were sent\. /);
    await session.ended;
    const outgoing = await bytesOf(session.reader, 'out');
    const failure = (await failuresOf(session)).find((note) => note?.startsWith('Only'));
    const told = Number(/^Only ([\d,]+)/.exec(failure ?? '')?.[1]?.replaceAll(',', ''));
    // The last piece was handed over, and did not leave.
    expect(outgoing.length - told).toBe(256 * 1024);
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
    const file = await fileOnDisk(bench.folder, 'half.bin', muchMore);
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
});

describe('a file over a WebSocket', () => {
  it('is one message in fragments, between which pings go', async () => {
    const bench = newBench();
    const heard: string[] = [];
    const sums: string[] = [];
    await using peer = await wsPeer((socket) => {
      socket.on('ping', (bytes: Buffer) => heard.push(`ping ${bytes.toString()}`));
      socket.on('message', (bytes: Buffer, isBinary) => {
        const sum = new SumOfBytes();
        sum.add(bytes);
        sums.push(sum.digest());
        heard.push(`${isBinary ? 'binary' : 'text'} of ${bytes.length}`);
      });
    });
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    const file = await fileOnDisk(bench.folder, 'message.bin', 16 * mebibyte + 1);
    const sending = session.sendFile('all', 'binary', file.open);
    const after = session.send('all', 'text', Buffer.from('after'));
    await reaches(session, ({ sendingFile }) => sendingFile !== null);
    await session.send('all', 'ping', Buffer.from('meanwhile'));
    expect(await Promise.all([sending, after])).toEqual([1, 1]);
    await until(() => heard.length === 3);
    expect(heard).toEqual(['ping meanwhile', 'binary of 16777217', 'text of 5']);
    expect(sums[0]).toBe(file.sha256);
    const fragments = (await allRows(session.reader)).filter(({ kind }) => kind === 'binary');
    expect(fragments).toHaveLength(65);
    expect(fragments[0]).toMatchObject({
      note: 'Fragment 1 of a message.',
      detail: { what: 'fragment', origin: 'file', number: 1, isLast: false },
    });
    expect(fragments[64]).toMatchObject({
      size: 1,
      note: 'Fragment 65, the last one of the message.',
      detail: { what: 'fragment', origin: 'file', number: 65, isLast: true },
    });
  });

  it('that is cancelled ends the connection, and the peer gets no message', async () => {
    const bench = newBench();
    const session = await bench.open({ kind: 'ws-server', address: 'ws://127.0.0.1:0/' });
    const client = new WebSocket(session.info.value.url ?? '');
    const heard: string[] = [];
    client.on('message', () => heard.push('message'));
    await once(client, 'open');
    client.pause();
    const file = await fileOnDisk(bench.folder, 'half.bin', muchMore);
    const sending = refusal(session.sendFile('all', 'binary', file.open));
    await stalled(session);
    const closed = once(client, 'close');
    await session.act('cancelFile', {});
    client.resume();
    const [code, reason] = (await closed) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1001, 'A message was not sent to its end.']);
    expect(heard).toEqual([]);
    expect(await sending).toMatch(
      /^Only [\d,]+ of 50,331,648 bytes of “half.bin” were sent\. It was cancelled\. A WebSocket message cannot be ended halfway, so the connection is closed with 1001 \(going away\)\.$/,
    );
    expect(session.info.value.phase).toBe('open');
  });

  it('that was handed over to its end cannot be cancelled any more: the message is whole, and the connection stays', async () => {
    const bench = newBench();
    const session = await bench.open({ kind: 'ws-server', address: 'ws://127.0.0.1:0/' });
    const client = new WebSocket(session.info.value.url ?? '');
    const heard: number[] = [];
    client.on('message', (bytes: Buffer) => heard.push(bytes.length));
    await once(client, 'open');
    client.pause();
    const before = session.send('all', 'binary', new Uint8Array(muchMore / 4));
    const file = await fileOnDisk(bench.folder, 'whole.bin', 1000);
    const sending = session.sendFile('all', 'binary', file.open);
    await reaches(session, ({ sendingFile }) => sendingFile?.sentBytes === file.size);
    expect(await refusal(session.act('cancelFile', {}))).toBe(
      'All of “whole.bin” is on its way already. Disconnect to stop it.',
    );
    client.resume();
    expect(await Promise.all([before, sending])).toEqual([1, 1]);
    await until(() => heard.length === 2);
    expect(heard).toEqual([muchMore / 4, file.size]);
    expect(session.info.value.openPeers).toBe(1);
    client.terminate();
  });

  it('is looked through before it is sent as text, which is shown, and can be cancelled', async () => {
    const bench = newBench();
    await using peer = await wsPeer(() => undefined);
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    const path = join(bench.folder, 'long.txt');
    await writeFile(path, '');
    await truncate(path, 2048 * mebibyte);
    const sending = refusal(session.sendFile('all', 'text', () => openToSend(path, 'long.txt')));
    await reaches(session, ({ sendingFile }) => sendingFile?.name === 'long.txt');
    expect(session.info.value.sendingFile?.sentBytes).toBe(0);
    const after = session.send('all', 'text', Buffer.from('after'));
    await session.act('cancelFile', {});
    expect(await sending).toBe('Nothing of “long.txt” was sent. It was cancelled.');
    expect(await after).toBe(1);
    await reaches(session, ({ bytesOut }) => bytesOut === 5);
    expect(session.info.value).toMatchObject({ phase: 'open', sendingFile: null });
  });

  it('is a text message where it is UTF-8 as a whole, and else nothing of it is sent', async () => {
    const bench = newBench();
    const heard: string[] = [];
    await using peer = await wsPeer((socket) =>
      socket.on('message', (bytes: Buffer, isBinary) => heard.push(`${isBinary} ${bytes.length}`)),
    );
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    const path = join(bench.folder, 'text.txt');
    // A piece ends within a character.
    await writeFile(path, 'ü'.repeat(200_000) + '€'.repeat(200_000));
    const open = (): ReturnType<typeof openToSend> => openToSend(path, 'text.txt');
    expect(await session.sendFile('all', 'text', open)).toBe(1);
    await writeFile(path, Buffer.concat([Buffer.from('x'.repeat(600_000)), Buffer.of(0xff)]));
    expect(await refusal(session.sendFile('all', 'text', open))).toBe(
      'A WebSocket text message must be UTF-8, and “text.txt” is not. Send it as binary.',
    );
    expect(await refusal(session.sendFile('all', 'ping', open))).toBe(
      'A WebSocket sends a file as a text or a binary message. Choose one of them.',
    );
    await writeFile(path, '');
    expect(await session.sendFile('all', 'binary', open)).toBe(1);
    await until(() => heard.length === 2);
    expect(heard).toEqual(['false 1000000', 'true 0']);
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

describe('a message in fragments, as a replay sends it', () => {
  it('stays whole: what is sent meanwhile comes after it, but for pings; a file is refused', async () => {
    const bench = newBench();
    const heard: string[] = [];
    await using peer = await wsPeer((socket) => {
      socket.on('ping', (bytes: Buffer) => heard.push(`ping ${bytes.toString()}`));
      socket.on('message', (bytes: Buffer) => heard.push(bytes.toString()));
    });
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    await session.send('all', 'text', Buffer.from('one '), 'replay', 'more');
    const between = session.send('all', 'text', Buffer.from('between'));
    await session.send('all', 'ping', Buffer.from('meanwhile'));
    const file = await fileOnDisk(bench.folder, 'file.bin', 1000);
    expect(await refusal(session.sendFile('all', 'binary', file.open))).toBe(
      'A message is being sent in fragments over this connection. Send the file when it has left.',
    );
    await session.send('all', 'text', Buffer.from('two '), 'replay', 'more');
    await session.send('all', 'text', Buffer.from('three'), 'replay', 'last');
    expect(await between).toBe(1);
    await until(() => heard.length === 3);
    expect(heard).toEqual(['ping meanwhile', 'one two three', 'between']);
  });

  it('that is never ended holds nothing up once its connection has closed', async () => {
    const bench = newBench();
    await using peer = await wsPeer(() => undefined);
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    await session.send('all', 'text', Buffer.from('one '), 'replay', 'more');
    const between = refusal(session.send('all', 'text', Buffer.from('between')));
    await session.close();
    expect(await between).toBe('This connection is not open, so nothing was sent.');
  });
});
