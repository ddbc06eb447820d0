import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  closePayload,
  opcodes,
  parseFrames,
  startRudeWebSocketServer,
  webSocketFrame,
} from '../../support/rudePeers.ts';
import { ask, reached, type ReplayBench } from '../../support/replayBench.ts';
import { benchOfReplays } from '../../support/sharedBench.ts';
import { fileOnDisk } from '../../support/sentFiles.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const replayBench = benchOfReplays();

interface Service extends AsyncDisposable {
  readonly url: string;
}

async function webSocketService(
  heard: (text: string, isBinary: boolean, socket: WebSocket) => void,
): Promise<Service & { readonly pings: string[]; readonly offers: string[] }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const pings: string[] = [];
  const offers: string[] = [];
  server.on('connection', (socket, request) => {
    offers.push(`${request.headers['sec-websocket-protocol'] ?? ''} ${String(request.headers['x-key'])}`);
    socket.on('message', (data: Buffer, isBinary) => heard(data.toString(), isBinary, socket));
    socket.on('ping', (data) => pings.push(data.toString()));
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `ws://127.0.0.1:${port}/chat`,
    pings,
    offers,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

async function datagramService(
  heard: (text: string, answer: (text: string) => void) => void,
): Promise<Service> {
  const socket = createSocket('udp4');
  socket.on('message', (data, from) => {
    heard(data.toString(), (text) => socket.send(text, from.port, from.address));
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    url: `udp://127.0.0.1:${socket.address().port}`,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

describe('a replay over WebSocket', () => {
  let bench: ReplayBench;
  let path: string;

  beforeAll(async () => {
    bench = replayBench();
    await using service = await webSocketService((text, isBinary, socket) => {
      socket.send(text.toUpperCase(), { binary: isBinary });
    });
    const options = { headers: [{ name: 'X-Key', value: 'k' }], subprotocols: ['chat'] };
    path = await bench.record({ kind: 'ws-client', address: service.url, ...options }, async (session) => {
      await ask(session, 'one', 3, 'text');
      await session.send('all', 'ping', new TextEncoder().encode('hi'));
      await session.send('all', 'binary', new TextEncoder().encode('two'));
      await reached(session, ({ bytesIn }) => bytesIn >= 8);
    });
  });

  it('sends what is due after a reply, though the service closes with it in one write', async () => {
    const heard: Buffer[] = [];
    await using service = await startRudeWebSocketServer((socket) => {
      const close = webSocketFrame(opcodes.close, closePayload(1000));
      socket.once('data', () => socket.write(Buffer.concat([webSocketFrame(opcodes.text, 'ONE'), close])));
      socket.on('data', (bytes: Buffer) => {
        heard.push(bytes);
        if (parseFrames(Buffer.concat(heard)).some(({ opcode }) => opcode === opcodes.close)) socket.end();
      });
    }, 'Sec-WebSocket-Protocol: chat\r\n');
    const to = `ws://127.0.0.1:${service.port}/chat`;
    const result = await bench.replay(path, { to, timing: 'wait' });
    expect(parseFrames(Buffer.concat(heard)).map(({ payload }) => payload.toString('latin1'))).toEqual([
      'one',
      'hi',
      'two',
      '\x03\xe8',
    ]);
    expect(result).toMatchObject({ sent: 3, toSend: 3, matched: 1, missing: 1 });
  });

  it('sends messages and pings again, with the recorded headers and subprotocols', async () => {
    await using service = await webSocketService((text, isBinary, socket) => {
      socket.ping('not compared');
      socket.send(text.toUpperCase(), { binary: isBinary });
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({
      phase: 'done',
      reason: null,
      sent: 3,
      toSend: 3,
      matched: 2,
      toReceive: 2,
      extra: 0,
    });
    expect(service.pings).toEqual(['hi']);
    expect(service.offers).toEqual(['chat k']);
  });

  it('tells a message of another kind, and one too many', async () => {
    await using service = await webSocketService((text, _isBinary, socket) => {
      socket.send(text.toUpperCase());
      if (text === 'two') socket.send('extra');
    });
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', matched: 1, mismatched: 1, missing: 0, extra: 1 });
    expect(result.rows[1]).toMatchObject({ outcome: 'mismatched', size: 3, differsAt: 0 });
  });
});

describe('a message that was sent in fragments', () => {
  it('is sent as one again', async () => {
    const bench = replayBench();
    await using folder = await temporaryFolder();
    const file = await fileOnDisk(folder.path, 'message.bin', 600_000);
    const heard: number[] = [];
    await using service = await webSocketService((text, _isBinary, socket) => {
      heard.push(text.length);
      socket.send('got it');
    });
    const path = await bench.record({ kind: 'ws-client', address: service.url }, async (session) => {
      await session.sendFile('all', 'binary', file.open);
      await ask(session, 'two', 12, 'text');
    });
    const before = [...heard];
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', sent: 4, toSend: 4, matched: 2, missing: 0, extra: 0 });
    expect(heard).toEqual([...before, ...before]);
    expect(before).toHaveLength(2);
  });
});

describe('a message too many in the middle', () => {
  it('does not shift those after the next send', async () => {
    const bench = replayBench();
    let isMore = false;
    await using service = await webSocketService((text, _isBinary, socket) => {
      if (text === 'two' && isMore) socket.send('news');
      socket.send(text.toUpperCase());
    });
    const path = await bench.record({ kind: 'ws-client', address: service.url }, async (session) => {
      await ask(session, 'one', 3, 'text');
      await ask(session, 'two', 6, 'text');
      await ask(session, 'three', 11, 'text');
    });
    isMore = true;
    const result = await bench.replay(path, { to: service.url, timing: 'wait' });
    expect(result).toMatchObject({ phase: 'done', matched: 2, mismatched: 1, missing: 0, extra: 1 });
    expect(result.rows.map(({ outcome }) => outcome)).toEqual(['matched', 'mismatched', 'matched']);
  });
});

describe('a replay over UDP', () => {
  it('compares datagram by datagram, and misses what was lost', async () => {
    const bench = replayBench();
    await using service = await datagramService((text, answer) => answer(`re: ${text}`));
    const path = await bench.record({ kind: 'udp', address: service.url }, async (session) => {
      await ask(session, 'one', 7);
      await ask(session, 'two', 14);
    });
    expect(await bench.replay(path, { to: service.url, timing: 'wait' })).toMatchObject({
      phase: 'done',
      matched: 2,
    });

    await using lossy = await datagramService((text, answer) => {
      if (text === 'one') answer('re: one');
    });
    const result = await bench.replay(path, { to: lossy.url, timing: 'wait', replyTimeoutMs: 100 });
    expect(result).toMatchObject({ phase: 'done', sent: 2, matched: 1, missing: 1 });
  });
});

describe('a recording of a server', () => {
  it('is replayed as a client: what our side sent to one peer is sent again', async () => {
    const bench = replayBench();
    const server = await bench.open({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    await until(() => server.info.value.url !== null);
    const address = server.info.value.url ?? '';
    const talk = (text: string) =>
      bench.record({ kind: 'tcp-client', address }, (client) =>
        client.send('all', 'data', new TextEncoder().encode(text)).then(() => undefined),
      );
    await talk('ignored');
    await until(() => server.info.value.openPeers === 0);
    const recorded = await bench.record({ kind: 'tcp-client', address }, async (client) => {
      await until(() => server.info.value.openPeers === 1);
      await server.send(2, 'data', new TextEncoder().encode('welcome'));
      await until(() => client.info.value.bytesIn === 7);
      await client.send('all', 'data', new TextEncoder().encode('thanks'));
      await until(() => server.info.value.bytesIn === 13);
    });
    expect(recorded).not.toBe('');
    await server.close();
    const info = await server.reader.info();
    expect(info.payloadsIn).toBe(2);

    const other = replayBench();
    const target = await other.open({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    await until(() => target.info.value.url !== null);
    target.observe(({ direction, peer }) => {
      if (direction === 'in' && peer !== null)
        void target.send(peer, 'data', new TextEncoder().encode('thanks'));
    });
    const replay = await bench.replays.start({
      source: server.reader,
      recordingId: server.info.value.recordingId,
      options: {
        to: target.info.value.url ?? '',
        timing: 'wait',
        speed: 1,
        peer: null,
        replyTimeoutMs: 5000,
      },
      recordingPath: null,
    });
    await replay.ended;
    expect(replay.progress.value).toMatchObject({ phase: 'done', sent: 1, matched: 1, toReceive: 1 });
  });

  it('in which our side sent nothing is refused', async () => {
    const bench = replayBench();
    await using service = await datagramService(() => undefined);
    const path = await bench.record({ kind: 'udp', address: service.url }, async () => undefined);
    await expect(bench.start(path, { to: service.url, timing: 'fast' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: 'Our side sent nothing in this recording, so there is nothing to replay.',
    });
  });
});
