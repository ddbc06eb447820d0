import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WirebenchClient } from '../../../renderer/state/base/client.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { validCertificate } from '../../support/certificates.ts';
import { closedPort, tcpPeer } from '../../support/peers.ts';
import { allRows, portOfSession, reaches, type SessionBench } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();
let bench: SessionBench;
let client: WirebenchClient;
let stopServing: () => void;

beforeEach(() => {
  bench = newBench();
  const [ours, theirs] = createMemoryPair();
  const serving = serve(contract, bench.engine.handlers, theirs);
  client = createClient(contract);
  client.attach(ours);
  stopServing = () => serving.dispose();
});

afterEach(() => {
  client.dispose();
  stopServing();
});

const tcpServer = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;

async function notesOf(id: SessionId, kind: string): Promise<(string | null)[]> {
  const rows = await allRows(bench.engine.sessions.get(id).reader);
  return rows.filter((row) => row.kind === kind).map(({ note }) => note);
}

/** What a subscription was told, and how it ended. */
function followFacts(session: SessionId, peer: number | null): { told: ConnectionFacts[]; ended: unknown[] } {
  const followed = { told: [] as ConnectionFacts[], ended: [] as unknown[] };
  client.subscribe(
    'sessions.facts',
    { session, peer },
    (facts) => void followed.told.push(facts),
    (error) => void followed.ended.push(error),
  );
  return followed;
}

describe('what a connection really did', () => {
  it('is told of a client as it happens, and still when it has failed', async () => {
    const { id, ended } = await bench.begin({
      kind: 'tcp-client',
      address: `tcp://127.0.0.1:${await closedPort()}`,
    });
    const { told } = followFacts(id, null);
    await ended;
    await until(() => told.at(-1)?.steps.some(({ outcome }) => outcome === 'failed') ?? false);
    expect(told.at(-1)?.steps.find(({ name }) => name === 'connect')).toMatchObject({
      outcome: 'failed',
      code: 'ECONNREFUSED',
    });
    expect(bench.engine.sessions.get(id).info.value.problem).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is told of each peer of a server, gone or not, and of no other', async () => {
    const session = await bench.open(tcpServer);
    const socket = createConnection(portOfSession(session), '127.0.0.1');
    await reaches(session, ({ openPeers }) => openPeers === 1);
    const remote = `127.0.0.1:${socket.localPort}`;
    socket.end();
    await reaches(session, ({ openPeers }) => openPeers === 0);
    const { told } = followFacts(session.id, 1);
    await until(() => told.length > 0);
    expect(told[0]).toMatchObject({ remote, tls: null, steps: [] });
    const { ended } = followFacts(session.id, 2);
    await until(() => ended.length > 0);
    expect(ended[0]).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what a person does with a link', () => {
  it('is to end our side, and hear what the other side still has to say', async () => {
    await using peer = await tcpPeer((socket) => socket.on('end', () => socket.end('and that is all')), {
      allowHalfOpen: true,
    });
    const { id, info, ended } = await bench.open({
      kind: 'tcp-client',
      address: `tcp://127.0.0.1:${peer.port}`,
      socket: { halfOpen: true },
    });
    await client.call('sessions.end', { session: id, to: 'all' });
    await ended;
    expect(info.value).toMatchObject({ phase: 'closed', bytesIn: 15 });
    expect(await notesOf(id, 'ended')).toEqual([
      'Our side has sent its last byte (FIN).',
      'The other side has sent its last byte (FIN).',
    ]);
  });

  it('is to cut it, which the other side sees as a reset, and which is no failure', async () => {
    await using peer = await tcpPeer();
    const { id, info, ended } = await bench.open({
      kind: 'tcp-client',
      address: `tcp://127.0.0.1:${peer.port}`,
    });
    await until(() => peer.sockets.length === 1);
    const failed = once(peer.sockets[0] ?? createConnection(0), 'error');
    await client.call('sessions.reset', { session: id, to: 1 });
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
    await ended;
    expect(info.value).toMatchObject({ phase: 'closed', problem: null });
  });

  it('may be for some peers of a server, all of which have to be there', async () => {
    const session = await bench.open(tcpServer);
    const port = portOfSession(session);
    const sockets = [1, 2, 3].map(() => createConnection(port, '127.0.0.1').resume());
    await reaches(session, ({ openPeers }) => openPeers === 3);
    await client.call('sessions.disconnect', { session: session.id, to: [1, 3] });
    await reaches(session, ({ openPeers }) => openPeers === 1);
    const both = client.call('sessions.disconnect', { session: session.id, to: [2, 3] });
    await expect(both).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: 'Peer 3 is no longer connected.',
    });
    expect(session.info.value).toMatchObject({ phase: 'open', openPeers: 1 });
    for (const socket of sockets) socket.destroy();
  });

  it('is refused, with the name of the protocol, where that has no such thing', async () => {
    const { id: udp } = await bench.open({ kind: 'udp', address: 'udp://127.0.0.1:9', bind: '127.0.0.1:0' });
    const { id: tcp } = await bench.open(tcpServer);
    const refusals = [
      client.call('sessions.end', { session: udp, to: 'all' }),
      client.call('sessions.reset', { session: udp, to: 'all' }),
      client.call('sessions.startTls', { session: udp, to: 'all' }),
      client.call('sessions.addPeer', { session: tcp, address: '127.0.0.1:1' }),
      client.call('sessions.joinGroup', { session: tcp, group: '239.1.1.1', interface: '' }),
    ];
    const outcomes = await Promise.allSettled(refusals);
    const reasons = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : null));
    for (const reason of reasons) expect(reason).toMatchObject({ code: 'UNSUPPORTED' });
    for (const reason of reasons) expect(String(reason)).toMatch(/UDP|TCP/);
    await expect(client.call('sessions.retryNow', { session: tcp })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });
});

describe('a UDP socket', () => {
  it('gets a peer by its address, and refuses one that is none', async () => {
    const { id } = await bench.open({ kind: 'udp', address: '', bind: '127.0.0.1:0' });
    const { peer } = await client.call('sessions.addPeer', { session: id, address: '127.0.0.1:9' });
    expect(bench.engine.sessions.get(id).peers().peers[0]).toMatchObject({
      id: peer,
      address: '127.0.0.1:9',
    });
    await expect(client.call('sessions.addPeer', { session: id, address: 'nowhere' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('refuses a group that is none, and says of a real one that it is in it', async () => {
    const { id, info } = await bench.open({ kind: 'udp', address: '', bind: '0.0.0.0:0' });
    const group = { session: id, group: '10.1.1.1', interface: '' };
    await expect(client.call('sessions.joinGroup', group)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await client.call('sessions.joinGroup', { session: id, group: '239.7.7.7', interface: '127.0.0.1' });
    expect(info.value.groups).toMatchObject([{ group: '239.7.7.7' }]);
    await client.call('sessions.leaveGroup', { session: id, group: '239.7.7.7', interface: '127.0.0.1' });
    expect(info.value.groups).toEqual([]);
    expect(await notesOf(id, 'changed')).toHaveLength(2);
  });
});

describe('an address with variables in it', () => {
  it('is that of a peer or group in the chosen environment, unless it would tell a secret or has to be allowed', async () => {
    const secret = await client.call(
      'secrets.keep',
      { name: 'token' },
      { body: new TextEncoder().encode('hush') },
    );
    const variable = (name: string, value: string) => ({ name, value, secret: null, on: true });
    const { id: environment } = await client.call('environments.create', {
      ...{ name: 'lab', colour: 'none', withSecrets: true },
      variables: [
        variable('host', '127.0.0.1'),
        variable('group', '239.7.7.8'),
        { ...variable('token', ''), secret },
      ],
    });
    const session = await bench.open({ kind: 'udp', address: '', bind: '0.0.0.0:0' });
    const { id } = session;
    const add = (address: string) => client.call('sessions.addPeer', { session: id, environment, address });
    await add('{{host}}:9');
    expect(session.peers().peers.map(({ address }) => address)).toEqual(['127.0.0.1:9']);
    const group = { group: '{{group}}', interface: '127.0.0.1' };
    await client.call('sessions.joinGroup', { session: id, environment, ...group });
    expect(session.info.value.groups).toMatchObject([{ group: '239.7.7.8' }]);

    await expect(add('{{hots}}:9')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/no variable “hots” in .*the environment “lab” or .*“host”/),
    });
    await expect(add('{{token}}:9')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('has a secret in it'),
    });
    await expect(add('{{$env:HOME}}:9')).rejects.toMatchObject({ code: 'BAD_REQUEST', allows: 'HOME' });
    expect(session.peers().peers).toHaveLength(1);
  });
});

describe('secrets and the authority, as a window sees them', () => {
  it('go in by name, and are used by their ids', async () => {
    const key = new TextEncoder().encode('a key');
    const ref = await client.call('secrets.keep', { name: 'client.key' }, { body: key });
    expect(ref).toMatchObject({ name: 'client.key' });
    const authority = await client.call('secrets.authority', {});
    expect(authority).toMatchObject({ isAuthority: true });
    expect(await client.call('secrets.authority', {})).toEqual(authority);
  });

  it('are asked for when a connection needs one that is not here', async () => {
    await using peer = await tcpPeer();
    const session = await bench.begin({
      kind: 'tls-client',
      address: `tls://127.0.0.1:${peer.port}`,
      reconnect: { enabled: true },
      tls: { key: { id: 'elsewhere', name: 'client.key' }, certificate: validCertificate },
    });
    await session.ended;
    expect(session.info.value).toMatchObject({
      phase: 'failed',
      reason: 'This machine does not have “client.key”. Choose it again.',
      problem: { field: 'tls.key' },
    });
  });
});
