import { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { connectionSchema, type Connection } from '../../../shared/model/connection.ts';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { tcpPeer, type TcpPeer } from '../../support/peers.ts';
import { ask, createReplayBench, reached } from '../../support/replayBench.ts';
import { allRows } from '../../support/sessionBench.ts';

/** Greets, goes over to TLS when it is asked to, and there answers each line in capitals. */
function startTlsService(): Promise<TcpPeer> {
  return tcpPeer((socket) => {
    socket.write('ready\n');
    socket.once('data', () => {
      socket.write('go\n');
      const secured = new TLSSocket(socket, { isServer: true, key: testKey, cert: validCertificate });
      secured.on('error', () => undefined);
      secured.on('data', (bytes: Buffer) => secured.write(bytes.toString().toUpperCase()));
    });
  });
}

const client = (port: number) =>
  ({ kind: 'tcp-client', address: `tcp://127.0.0.1:${port}`, tls: { verify: false } }) as const;

function savedConnection(endpoint: unknown): Connection {
  return connectionSchema.parse({ version: 1, id: 'c1', name: 'Service', endpoint });
}

describe('a recording in which TLS was started', () => {
  it('is replayed in plain text up to there, and over TLS from there on', async () => {
    await using bench = await createReplayBench();
    await using service = await startTlsService();
    const path = await bench.record(client(service.port), async (session) => {
      await reached(session, ({ bytesIn }) => bytesIn === 6);
      await ask(session, 'STARTTLS\n', 9);
      await session.act('startTls', { to: 'all' });
      await expect(session.act('startTls', { to: 'all' })).rejects.toMatchObject({ code: 'WRONG_STATE' });
      await ask(session, 'secret\n', 16);
      expect(session.facts(1).value.tls).toMatchObject({ role: 'client', verification: 'unverified' });
    });
    const to = `tcp://127.0.0.1:${service.port}`;
    // Nobody vouches for the service: that it is taken all the same is not for the file to say.
    const strange = await bench.replay(path, { to, timing: 'wait' });
    expect(strange).toMatchObject({ phase: 'failed', reason: expect.stringContaining('self-signed') });
    bench.saved.push(savedConnection(client(service.port)));
    const result = await bench.replay(path, { to, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', reason: null, sent: 2, toSend: 2, matched: 3, missing: 0 });
    const rows = await allRows(bench.sessions.get(result.session).reader);
    const story = rows.map(({ kind, direction }) => (direction ? `${direction} ${kind}` : kind));
    expect(story.slice(0, 7)).toEqual([
      'opened',
      'in data',
      'out data',
      'in data',
      'secured',
      'out data',
      'in data',
    ]);
    await expect(bench.replay(path, { to, timing: 'fast' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(
      bench.replay(path, { to: `tls://127.0.0.1:${service.port}`, timing: 'wait' }),
    ).rejects.toThrow('replayed to a tcp:// address');
  });
});
