import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { udpPeer, wsPeer } from '../../support/peers.ts';
import { allRows, portOfSession, reaches, storyOf, urlOf } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';

const newBench = benchesOfOneEngine();

const encoder = new TextEncoder();

describe('a session of a UDP socket', () => {
  it('talks to its address', async () => {
    const bench = newBench();
    await using peer = await udpPeer((datagram) => Buffer.concat([datagram, datagram]));
    const session = await bench.open({ kind: 'udp', address: `udp://127.0.0.1:${peer.port}` });
    await session.send(1, 'data', encoder.encode('ab'));
    await reaches(session, ({ bytesIn }) => bytesIn === 4);
    await session.close();
    expect(await storyOf(session.reader)).toEqual(['opened', 'out data', 'in data', 'closed']);
  });

  it('that is bound has a peer for each source, and keeps the other side it was opened for', async () => {
    const bench = newBench();
    await using peer = await udpPeer((datagram) => datagram);
    const remote = `127.0.0.1:${peer.port}`;
    const session = await bench.open({ kind: 'udp', address: `udp://${remote}`, bind: '127.0.0.1:0' });
    const stranger = createSocket('udp4');
    stranger.send('from elsewhere', portOfSession(session), '127.0.0.1');
    await reaches(session, ({ openPeers }) => openPeers === 2);
    await session.send(2, 'data', encoder.encode('back'));
    const [answer] = (await once(stranger, 'message')) as [Buffer];
    expect(answer.toString()).toBe('back');
    expect(session.info.value.remote).toBe(remote);
    stranger.close();
    await session.close();
    expect(session.info.value).toMatchObject({ phase: 'closed', payloadsIn: 1, payloadsOut: 1 });
  });
});

describe('a session of a WebSocket', () => {
  it('sends and receives text, binary, ping and pong as a client', async () => {
    const bench = newBench();
    await using peer = await wsPeer((socket) => {
      socket.on('message', (bytes, isBinary) => socket.send(bytes, { binary: isBinary }));
    });
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    await session.send(1, 'text', encoder.encode('grüß dich'));
    await session.send(1, 'binary', Uint8Array.of(0, 255));
    await session.send(1, 'ping', encoder.encode('p'));
    await reaches(session, ({ payloadsIn }) => payloadsIn === 3);
    await expect(session.send(1, 'text', Uint8Array.of(0xff))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await session.close();
    const story = await storyOf(session.reader);
    expect(story.filter((what) => what.startsWith('out'))).toEqual([
      'out text',
      'out binary',
      'out ping',
      'out close',
    ]);
    expect(story.filter((what) => what.startsWith('in '))).toEqual([
      'in text',
      'in binary',
      'in pong',
      'in close',
    ]);
    expect(session.info.value).toMatchObject({ phase: 'closed', recording: { state: 'complete' } });
  });

  it('serves clients, and says how each of them closed', async () => {
    const bench = newBench();
    const session = await bench.open({
      kind: 'ws-server',
      address: 'ws://127.0.0.1:0/',
      subprotocols: ['chat'],
    });
    const polite = new WebSocket(urlOf(session), ['chat']);
    const rude = new WebSocket(urlOf(session));
    await Promise.all([once(polite, 'open'), once(rude, 'open')]);
    const heard = once(polite, 'message');
    expect(await session.send('all', 'text', encoder.encode('welcome'))).toBe(2);
    expect(String((await heard)[0])).toBe('welcome');
    await reaches(session, ({ openPeers }) => openPeers === 2);
    polite.close(4000, 'that is all');
    rude.terminate();
    await reaches(session, ({ openPeers }) => openPeers === 0);
    await expect(session.send('all', 'text', encoder.encode('x'))).rejects.toMatchObject({
      message: 'No peer is connected, so nothing was sent.',
    });
    await session.close();
    const notes = (await allRows(session.reader)).map(({ note }) => note ?? '');
    expect(notes.some((note) => /4000.*: that is all/.test(note))).toBe(true);
    expect(notes.some((note) => note.includes('1006'))).toBe(true);
  });
});
