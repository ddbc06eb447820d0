import { once } from 'node:events';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { wsPeer } from '../../support/peers.ts';
import { fileOnDisk, mebibyte, openToSend, refusal, stalled, SumOfBytes } from '../../support/sentFiles.ts';
import { allRows, reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

/** More than both ends of a loopback connection buffer while nothing is read. */
const much = 24 * mebibyte;

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
    // RFC 6455: the file is one message, whatever its fragments, and a ping is none.
    await reaches(session, ({ messagesOut }) => messagesOut === 2);
    expect(session.info.value).toMatchObject({ messagesOut: 2, payloadsOut: 67 });
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
    const file = await fileOnDisk(bench.folder, 'half.bin', much);
    const sending = refusal(session.sendFile('all', 'binary', file.open));
    await stalled(session);
    const closed = once(client, 'close');
    await session.act('cancelFile', {});
    client.resume();
    const [code, reason] = (await closed) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1001, 'A message was not sent to its end.']);
    expect(heard).toEqual([]);
    expect(session.info.value.messagesOut).toBe(0);
    expect(await sending).toMatch(
      /^Only [\d,]+ of 25,165,824 bytes of “half.bin” were sent\. It was cancelled\. A WebSocket message cannot be ended halfway, so the connection is closed with 1001 \(going away\)\.$/,
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
    const before = session.send('all', 'binary', new Uint8Array(much / 4));
    const file = await fileOnDisk(bench.folder, 'whole.bin', 1000);
    const sending = session.sendFile('all', 'binary', file.open);
    await reaches(session, ({ sendingFile }) => sendingFile?.sentBytes === file.size);
    expect(await refusal(session.act('cancelFile', {}))).toBe(
      'All of “whole.bin” is on its way already. Disconnect to stop it.',
    );
    client.resume();
    expect(await Promise.all([before, sending])).toEqual([1, 1]);
    await until(() => heard.length === 2);
    expect(heard).toEqual([much / 4, file.size]);
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
