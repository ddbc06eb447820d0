import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Session } from '../../../electron/engine/session/session.ts';
import type { RecordKind, RecordRow } from '../../../shared/model/record.ts';
import { detailSchemas, type DetailedKind, type DetailOf } from '../../../shared/model/recordDetail.ts';
import { closedPort, tcpPeer } from '../../support/peers.ts';
import { reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';

const newBench = benchesOfOneEngine();

async function rowsOf(session: Session): Promise<readonly RecordRow[]> {
  return (await session.reader.rows({ from: 1, count: 512 })).rows;
}

async function detailsOf<Kind extends DetailedKind>(
  session: Session,
  kind: Kind,
): Promise<DetailOf<RecordKind & Kind>[]> {
  const rows = (await rowsOf(session)).filter((row) => row.kind === kind);
  return rows.map(({ detail }) => detailSchemas[kind].parse(detail) as DetailOf<RecordKind & Kind>);
}

describe('what the records of a session say in fields', () => {
  it('is the handshake of a WebSocket on both sides, and how it was closed', async () => {
    const bench = newBench();
    const server = await bench.open({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat' });
    const { url, local } = server.info.value;
    const client = await bench.open({
      ...{ kind: 'ws-client', address: url ?? '', subprotocols: ['chat.v2'] },
      headers: [
        { name: 'X-Trace', value: 'a b' },
        { name: 'user-agent', value: 'bench/1' },
      ],
    });
    await reaches(server, ({ openPeers }) => openPeers === 1);
    const [theirs] = await detailsOf(server, 'opened');
    const [ours] = await detailsOf(client, 'opened');
    const told = { path: '/chat', userAgent: 'bench/1', subprotocol: 'chat.v2', tls: null, proxy: null };
    expect(theirs).toMatchObject({ ...told, local, remote: ours?.local });
    expect(ours).toMatchObject({ ...told, remote: local });
    expect(ours?.handshake?.request).toEqual(theirs?.handshake?.request);
    expect(ours?.handshake?.request).toEqual(expect.arrayContaining(['GET /chat HTTP/1.1', 'X-Trace: a b']));
    expect(ours?.handshake?.answer[0]).toBe('HTTP/1.1 101 Switching Protocols');
    expect(server.peers().peers[0]).toMatchObject({ local, path: '/chat', userAgent: 'bench/1' });
    const { peers } = await server.reader.info();
    expect(peers[0]?.detail).toMatchObject({ local, path: '/chat', subprotocol: 'chat.v2' });
    expect(peers[0]?.detail?.headers).toContainEqual(['X-Trace', 'a b']);

    await client.close();
    await reaches(server, ({ openPeers }) => openPeers === 0);
    expect(await detailsOf(server, 'close')).toEqual([
      { code: 1000, reason: '' },
      { code: 1000, reason: '' },
    ]);
    expect((await detailsOf(server, 'closed'))[0]).toEqual({ code: null, closeCode: 1000, closeReason: '' });
    await server.close();
    const listening = await detailsOf(server, 'listening');
    expect(listening).toEqual([{ local, url }]);
  });

  it('is the reason of a peer, the pong that went by itself, and a frame that broke the protocol', async () => {
    const bench = newBench();
    const server = await bench.open({ kind: 'ws-server', address: 'ws://127.0.0.1:0/' });
    const { url } = server.info.value;
    const peer = new WebSocket(url ?? '');
    await once(peer, 'open');
    peer.ping();
    await once(peer, 'pong');
    peer.close(4001, 'genug für heute');
    await once(peer, 'close');
    const rude = new WebSocket(url ?? '', { skipUTF8Validation: true });
    await once(rude, 'open');
    rude.send(Buffer.from([0xff, 0xfe]), { binary: false });
    await once(rude, 'close');
    await reaches(server, ({ openPeers, records }) => openPeers === 0 && records > 0);
    await server.close();
    expect(await detailsOf(server, 'pong')).toEqual([{ isAutomatic: true }]);
    const closed = (await detailsOf(server, 'closed'))[0];
    expect(closed).toEqual({ code: null, closeCode: 4001, closeReason: 'genug für heute' });
    const failed = await detailsOf(server, 'failed');
    expect(failed).toEqual([
      { what: 'link', code: 'WS_ERR_INVALID_UTF8', field: null, closeCode: expect.any(Number) },
    ]);
    expect(await detailsOf(server, 'data')).toEqual([{ what: 'frame', wholeBytes: 8, isWhole: true }]);
  });

  it('is who was turned away, and with which status', async () => {
    const bench = newBench();
    const server = await bench.open({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat' });
    const { origin } = new URL((server.info.value.url ?? '').replace('ws:', 'http:'));
    expect((await fetch(`${origin}/other`)).status).toBeGreaterThanOrEqual(400);
    await reaches(server, ({ records }) => records >= 2);
    const [failed] = await detailsOf(server, 'failed');
    expect(failed).toMatchObject({ what: 'client', remote: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
    expect(failed).toMatchObject({ status: expect.any(Number) });
  });

  it('is the code of what failed, the whole handshake with it, and who ended first', async () => {
    const bench = newBench();
    const nobody = await bench.begin({
      kind: 'tcp-client',
      address: `tcp://127.0.0.1:${await closedPort()}`,
    });
    await nobody.ended;
    const [refused] = await detailsOf(nobody, 'failed');
    expect(refused).toMatchObject({ what: 'endpoint', code: 'ECONNREFUSED', handshake: null });

    await using other = await tcpPeer((socket) => void socket.end('HTTP/1.1 404 Not Found\r\nX: y\r\n\r\n'));
    const turnedDown = await bench.begin({ kind: 'ws-client', address: `ws://127.0.0.1:${other.port}/a` });
    await turnedDown.ended;
    const [failed] = await detailsOf(turnedDown, 'failed');
    expect(failed).toMatchObject({ what: 'endpoint' });
    if (failed?.what !== 'endpoint') throw new Error('It is of the endpoint.');
    expect(failed.handshake?.request[0]).toBe('GET /a HTTP/1.1');
    expect(failed.handshake?.answer).toEqual(['HTTP/1.1 404 Not Found', 'X: y']);

    await using polite = await tcpPeer((socket) => void socket.end('bye'));
    const ended = await bench.begin({ kind: 'tcp-client', address: `tcp://127.0.0.1:${polite.port}` });
    await ended.ended;
    expect(await detailsOf(ended, 'ended')).toEqual([{ side: 'peer', isAnswer: false }]);
    expect(await detailsOf(ended, 'closed')).toEqual([{ code: null, closeCode: null, closeReason: null }]);
    const silent = (await rowsOf(ended)).filter(({ kind }) => kind === 'data');
    expect(silent.map(({ detail }) => detail)).toEqual([undefined]);
  });
});
