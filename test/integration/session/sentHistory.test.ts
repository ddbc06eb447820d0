import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { bytes, historyOf, openBench, opened, pageOf, run } from '../../support/historyBench.ts';
import { portOf, tcpPeer } from '../../support/peers.ts';
import { SumOfBytes } from '../../support/sentFiles.ts';
import { olderRecording } from '../../support/olderRecordings.ts';
import { allRows } from '../../support/sessionBench.ts';
import { tcpService } from '../../support/tcpService.ts';
import { until } from '../../support/until.ts';

describe('what a person has sent over a connection', () => {
  it('spans the live session and earlier recordings, newest first, and has nothing of other connections', async () => {
    await using bench = await openBench();
    await using service = await tcpService((text, socket) => socket.write(text));
    const { client } = bench;
    const endpoint = endpointSchema.parse({
      ...{ kind: 'tcp-client', address: service.url },
      onOpen: [{ kind: 'data', format: 'text', text: 'HELLO' }],
    });
    const redis = await client.call('connections.create', { name: 'redis', endpoint });
    const other = await client.call('connections.create', { name: 'other', endpoint });
    await run(bench, redis.id, 'one', 'two');
    await run(bench, other.id, 'not this');
    await run(bench, redis.id);
    await run(bench, redis.id, 'three');
    const live = await opened(bench, redis.id);
    await live.send('all', 'data', bytes('four'));
    const expected = ['four', 'three', 'two', 'one'];
    expect((await historyOf(client, redis.id)).texts).toEqual(expected);
    expect((await historyOf(client, redis.id, '', 1)).texts).toEqual(expected);
    expect((await historyOf(client, redis.id, '/^t/')).texts).toEqual(['three', 'two']);
    // Also when its name and address have changed since.
    await client.call('connections.update', {
      ...{ connection: redis.id, name: 'renamed', revision: redis.revision },
      endpoint: { ...endpoint, address: 'tcp://127.0.0.1:1' },
    });
    expect((await historyOf(client, redis.id)).texts).toEqual(expected);
  });

  it('says which recording cannot be read, and shows the others', async () => {
    await using bench = await openBench();
    await using service = await tcpService(() => undefined);
    const { client } = bench;
    const { id } = await client.call('connections.create', {
      ...{ name: 'redis', endpoint: endpointSchema.parse({ kind: 'tcp-client', address: service.url }) },
    });
    await run(bench, id, 'oldest');
    const damaged = await run(bench, id, 'lost');
    const cut = await run(bench, id, 'cut');
    await run(bench, id, 'newest');
    const file = readFileSync(damaged);
    // One bit of the message: the file can be opened, and its record is no longer what was sent.
    const at = file.indexOf('lost');
    file[at] = (file[at] ?? 0) ^ 1;
    writeFileSync(damaged, file);
    const { mtime } = statSync(cut);
    writeFileSync(cut, readFileSync(cut).subarray(0, 20_000));
    // A file that cannot be read is placed by the time at which it was last written.
    utimesSync(cut, mtime, mtime);
    await bench.bench.engine.recordings.rescan();
    // Nothing older is opened for a page that is full.
    const newest = await pageOf(client, { connection: id, filter: '', before: null, count: 1 });
    expect(newest.output.skipped).toEqual([]);
    const { texts, problems, rows } = await historyOf(client, id);
    expect(texts).toEqual(['newest', 'most', 'oldest']);
    expect(rows.map(({ damage }) => damage)).toEqual([
      undefined,
      expect.stringContaining('damaged'),
      undefined,
    ]);
    expect(problems).toEqual([expect.stringContaining('is damaged')]);
  });

  it('takes recordings of older formats for those of a connection with their kind and address', async () => {
    await using bench = await openBench();
    const { client } = bench;
    const path = olderRecording(4, 'client', join(bench.bench.folder, 'workspace', 'sessions'));
    await bench.bench.engine.recordings.rescan();
    const reader = await bench.bench.engine.store.open(path);
    const { endpoint } = await reader.info();
    await reader.close();
    const same = await client.call('connections.create', { name: 'the same', endpoint });
    const other = await client.call('connections.create', {
      ...{ name: 'another', endpoint: { ...endpoint, address: 'tcp://127.0.0.1:2' } },
    });
    expect((await historyOf(client, same.id)).texts.at(-1)).toBe('PING\r\n');
    expect((await historyOf(client, other.id)).texts).toEqual([]);
  });

  it('refuses a filter that cannot be understood', async () => {
    await using bench = await openBench();
    const { id } = await bench.client.call('connections.create', {
      ...{
        name: 'redis',
        endpoint: endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:1' }),
      },
    });
    await expect(historyOf(bench.client, id, 'size>')).rejects.toThrow('comes a value');
  });
});

describe('sending again', () => {
  it('sends the recorded bytes, and is in the history itself', async () => {
    await using bench = await openBench();
    await using service = await tcpService(() => undefined);
    const { client } = bench;
    const { id } = await client.call('connections.create', {
      ...{ name: 'redis', endpoint: endpointSchema.parse({ kind: 'tcp-client', address: service.url }) },
    });
    await run(bench, id, 'PING\r\n');
    const live = await opened(bench, id);
    const [row] = (await historyOf(client, id)).rows;
    if (!row) throw new Error('There is no history.');
    const { source, seq } = row;
    expect(await client.call('history.sendAgain', { session: live.id, to: 'all', source, seq })).toEqual({
      sent: 1,
    });
    await until(() => service.received() === 'PING\r\nPING\r\n');
    expect((await historyOf(client, id)).texts).toEqual(['PING\r\n', 'PING\r\n']);
  });

  it('keeps text and binary, and makes bytes from elsewhere what fits', async () => {
    await using bench = await openBench();
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const seen: string[] = [];
    server.on('connection', (socket) =>
      socket.on('message', (data: Buffer, isBinary) =>
        seen.push(`${isBinary ? 'binary' : 'text'} ${data.toString()}`),
      ),
    );
    await using service = await tcpService((text, socket) => socket.write(text));
    const { client } = bench;
    const web = await bench.bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${portOf(server)}/` });
    const tcp = await bench.bench.open({ kind: 'tcp-client', address: service.url });
    await web.send('all', 'binary', bytes('b'));
    await tcp.send('all', 'data', bytes('t'));
    for (const source of [web, tcp]) {
      const row = (await allRows(source.reader)).find(({ direction }) => direction === 'out');
      const question = {
        session: web.id,
        to: 'all',
        source: { session: source.id },
        seq: row?.seq ?? 0,
      } as const;
      await client.call('history.sendAgain', question);
    }
    await until(() => seen.length === 3);
    expect(seen).toEqual(['binary b', 'binary b', 'text t']);
    for (const socket of server.clients) socket.terminate();
    server.close();
  });

  it('sends what is larger than 16 MiB in pieces, and refuses what is no message', async () => {
    await using bench = await openBench();
    const sum = new SumOfBytes();
    await using peer = await tcpPeer((socket) => socket.on('data', (chunk: Buffer) => sum.add(chunk)));
    const { client } = bench;
    const session = await bench.bench.open({ kind: 'tcp-client', address: `127.0.0.1:${peer.port}` });
    const message = new Uint8Array(17 * 1024 * 1024).map((_, index) => index % 251);
    await session.send('all', 'data', message);
    const again = async (seq: number): Promise<unknown> =>
      client.call('history.sendAgain', {
        session: session.id,
        to: 'all',
        source: { session: session.id },
        seq,
      });
    const rows = await allRows(session.reader);
    const large = rows.find(({ direction }) => direction === 'out');
    let most = 0;
    session.observe(({ bytes: piece }) => (most = Math.max(most, piece.length)));
    expect(await again(large?.seq ?? 0)).toEqual({ sent: 1 });
    await until(() => sum.bytes === 2 * message.length);
    expect(most).toBe(256 * 1024);
    const twice = createHash('sha256').update(message).update(message).digest('hex');
    expect(sum.digest()).toBe(twice);
    await expect(again(rows.at(0)?.seq ?? 0)).rejects.toThrow('Only what has bytes can be sent.');
    await expect(again(10_000)).rejects.toThrow('Record 10000 is no longer in its recording.');
  });
});
