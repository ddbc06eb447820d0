import { appendFile, mkdir, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/engine/session/session.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { sentFileOf } from '../../../shared/model/recordDetail.ts';
import { historyOf, openBench, opened, type Bench } from '../../support/historyBench.ts';
import { tcpPeer, wsPeer } from '../../support/peers.ts';
import {
  fileOnDisk,
  mebibyte,
  refusal,
  stalled,
  SumOfBytes,
  type FileOnDisk,
} from '../../support/sentFiles.ts';
import { allRows } from '../../support/sessionBench.ts';
import { until } from '../../support/until.ts';

/** A file of the workspace. */
async function workspaceFile({ bench }: Bench, name: string, size: number): Promise<FileOnDisk> {
  const folder = join(bench.folder, 'workspace', 'files');
  await mkdir(folder, { recursive: true });
  return await fileOnDisk(folder, name, size);
}

async function sendFile({ client }: Bench, session: Session, name: string): Promise<unknown> {
  const { kind } = session.info.value.endpoint;
  const asKind = kind === 'tcp-client' ? 'data' : 'binary';
  const path = `files/${name}`;
  return await client.call('sessions.sendFile', { session: session.id, to: 'all', kind: asKind, path });
}

async function connectionTo({ client }: Bench, address: string, kind = 'tcp-client'): Promise<ConnectionId> {
  const endpoint = endpointSchema.parse({ kind, address });
  return (await client.call('connections.create', { name: 'service', endpoint })).id;
}

/** The newest of what was sent, again. */
async function sendAgain({ client }: Bench, session: Session, connection: ConnectionId): Promise<unknown> {
  const [row] = (await historyOf(client, connection)).rows;
  if (!row) throw new Error('There is no history.');
  const { source, seq } = row;
  return await client.call('history.sendAgain', { session: session.id, to: 'all', source, seq });
}

describe('a file in the history of a connection', () => {
  it('is one entry with its name and first bytes, is found, and is sent again from the recording', async () => {
    await using bench = await openBench();
    const { client } = bench;
    const sum = new SumOfBytes();
    await using peer = await tcpPeer((socket) => socket.on('data', (chunk: Buffer) => sum.add(chunk)));
    const id = await connectionTo(bench, `tcp://127.0.0.1:${peer.port}`);
    const file = await workspaceFile(bench, 'firmware.bin', mebibyte + 5);
    const session = await opened(bench, id);
    await session.send('all', 'data', Buffer.from('before'));
    await sendFile(bench, session, 'firmware.bin');
    await session.send('all', 'data', Buffer.from('after'));

    const { rows, texts } = await historyOf(client, id);
    expect(rows.map(({ size }) => size)).toEqual(['after'.length, file.size, 'before'.length]);
    expect(rows[1]).toMatchObject({ kind: 'data', direction: 'out' });
    expect(sentFileOf(rows[1]?.detail)).toMatchObject({ name: 'files/firmware.bin', sentBytes: file.size });
    const first = (await allRows(session.reader)).find(({ size }) => size === 256 * 1024);
    expect(texts[1]).toBe(new TextDecoder().decode(first?.preview));
    for (const filter of ['"FIRMWARE"i', 'size>1M', 'hex:00000000', 'note:"as a whole"'])
      expect((await historyOf(client, id, filter)).rows.map(({ size }) => size)).toEqual([file.size]);
    expect((await historyOf(client, id, '', 1)).rows).toHaveLength(3);

    await unlink(file.path);
    await until(() => sum.bytes === file.size + 'beforeafter'.length);
    const again = new SumOfBytes();
    for (const socket of peer.sockets)
      socket.removeAllListeners('data').on('data', (chunk: Buffer) => again.add(chunk));
    const [, { source, seq } = { source: { session: session.id }, seq: 0 }] = rows;
    await client.call('history.sendAgain', { session: session.id, to: 'all', source, seq });
    await until(() => again.bytes === file.size);
    expect(again.digest()).toBe(file.sha256);
    // Which is in the history, too, and can be sent from there.
    await sendAgain(bench, session, id);
    await until(() => again.bytes === 2 * file.size);
  });

  it('says how much was sent of one that was cancelled; the file is read again while it is the same', async () => {
    await using bench = await openBench();
    const { client } = bench;
    const sum = new SumOfBytes();
    await using peer = await tcpPeer((socket) =>
      socket.on('data', (chunk: Buffer) => sum.add(chunk)).pause(),
    );
    const id = await connectionTo(bench, `tcp://127.0.0.1:${peer.port}`);
    const file = await workspaceFile(bench, 'slow.bin', 24 * mebibyte);
    const session = await opened(bench, id);
    const sending = refusal(sendFile(bench, session, 'slow.bin'));
    const sentBytes = await stalled(session);
    await client.call('sessions.cancelFile', { session: session.id });
    await sending;
    const [row] = (await historyOf(client, id)).rows;
    expect(row?.size).toBe(sentBytes);
    expect(sentFileOf(row?.detail)).toMatchObject({
      name: 'files/slow.bin',
      size: file.size,
      sentBytes,
      reason: 'It was cancelled.',
    });
    peer.sockets[0]?.resume();
    await sendAgain(bench, session, id);
    await until(() => sum.bytes === sentBytes + file.size);

    const other = await workspaceFile(bench, 'other.bin', 24 * mebibyte);
    peer.sockets[0]?.pause();
    const cut = refusal(sendFile(bench, session, 'other.bin'));
    await until(() => (session.info.value.sendingFile?.sentBytes ?? 0) > 0);
    await client.call('sessions.cancelFile', { session: session.id });
    await cut;
    await utimes(other.path, 1, 1);
    expect(await refusal(sendAgain(bench, session, id))).toBe(
      'The recording does not have all of this file. “files/other.bin” has changed since then, so it was not sent. Open it in the composer to send it as it is now.',
    );
    await unlink(other.path);
    expect(await refusal(sendAgain(bench, session, id))).toMatch(
      /^The recording does not have all of this file\. There is no file “files\/other\.bin” in the workspace /,
    );
  });

  it('is one WebSocket message, also when it is sent again', async () => {
    await using bench = await openBench();
    const { client } = bench;
    const heard: string[] = [];
    await using peer = await wsPeer((socket) =>
      socket.on('message', (message: Buffer) => {
        const sum = new SumOfBytes();
        sum.add(message);
        heard.push(sum.digest());
      }),
    );
    const id = await connectionTo(bench, `ws://127.0.0.1:${peer.port}/`, 'ws-client');
    const file = await workspaceFile(bench, 'message.bin', mebibyte);
    const session = await opened(bench, id);
    await sendFile(bench, session, 'message.bin');
    await appendFile(file.path, 'more');
    await sendAgain(bench, session, id);
    await until(() => heard.length === 2);
    expect(heard).toEqual([file.sha256, file.sha256]);
    const { rows } = await historyOf(client, id);
    expect(rows.map(({ kind, size }) => [kind, size])).toEqual([
      ['binary', mebibyte],
      ['binary', mebibyte],
    ]);
  });

  it('is one entry where it is repeated, as any message', async () => {
    await using bench = await openBench();
    const sum = new SumOfBytes();
    await using peer = await tcpPeer((socket) => socket.on('data', (chunk: Buffer) => sum.add(chunk)));
    const id = await connectionTo(bench, `tcp://127.0.0.1:${peer.port}`);
    const file = await workspaceFile(bench, 'again.bin', mebibyte);
    const session = await opened(bench, id);
    const repeated = [{ kind: 'data', open: file.open }] as const;
    await session.repeat('all', repeated, { count: 3, intervalMs: 1 }).ended;
    expect(session.info.value.repeat).toMatchObject({ phase: 'done', sent: 3 });
    await until(() => sum.bytes === 3 * mebibyte);
    expect((await historyOf(bench.client, id)).rows).toHaveLength(1);
  });
});
