import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/engine/session/session.ts';
import { addExamplesTo, type ExampleBench } from '../../support/exampleBench.ts';
import { needs, programs } from '../../support/needs.ts';
import { closedPort } from '../../support/peers.ts';
import { startDnsmasq, startMosquitto, startRedis } from '../../support/realServers.ts';
import {
  allRows,
  bytesOf,
  createSessionBench,
  reaches,
  type SessionBench,
} from '../../support/sessionBench.ts';
import { until } from '../../support/until.ts';

let bench: SessionBench;
let examples: ExampleBench;

beforeAll(async () => {
  bench = await createSessionBench();
  examples = await addExamplesTo(bench.engine);
  const [tcpPort, tlsPort, udpPort, wsPort, chatPort] = await Promise.all(
    [0, 0, 0, 0, 0].map(async () => String(await closedPort())),
  );
  await examples.use({
    ...{ tcpPort: tcpPort ?? '', tlsPort: tlsPort ?? '', udpPort: udpPort ?? '' },
    ...{ wsPort: wsPort ?? '', chatPort: chatPort ?? '', socket: join(bench.folder, 'echo.sock') },
  });
});

afterEach(async () => {
  const { sessions } = bench.engine;
  await Promise.all(sessions.all.value.map(({ id }) => sessions.release(id)));
});

afterAll(async () => {
  examples[Symbol.dispose]();
  await bench[Symbol.asyncDispose]();
});

const textsOf = async (session: Session): Promise<string[]> => {
  const rows = await allRows(session.reader);
  const texts = rows.filter(({ kind, direction }) => kind === 'text' && direction === 'in');
  return Promise.all(
    texts.map(async ({ seq, size }) =>
      Buffer.from((await session.reader.bytes({ seq, offset: 0, length: size })).bytes).toString(),
    ),
  );
};

describe('the examples that need nothing else', () => {
  it.each([
    ['TCP server', 'TCP client'],
    ['TLS server', 'TLS client'],
    ['Unix server', 'Unix client'],
    ['UDP echo', 'UDP client'],
    ['WebSocket server', 'WebSocket client'],
  ])('%s sends back to %s every message that it has', async (server, client) => {
    await examples.open(server);
    const session = await examples.open(client);
    const names = examples.messagesOf(client).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['Hello', 'JSON with variables', 'Bytes', 'Base64', 'Japanese']),
    );
    for (const name of names) {
      expect(await examples.send(session, name)).not.toHaveLength(0);
      await until(async () => (await bytesOf(session.reader, 'in')).length === session.info.value.bytesOut);
    }
    expect(await bytesOf(session.reader, 'in')).toEqual(await bytesOf(session.reader, 'out'));
  });

  it('have a TLS client that verifies the server by the authority of the workspace', async () => {
    await examples.open('TLS server');
    const session = await examples.open('TLS client');
    expect(session.info.value.tls).toMatchObject({ verification: 'verified' });
  });

  it('are a chat: each message goes to everybody in it', async () => {
    await examples.open('Chat server');
    const anna = await examples.open('Anna');
    await until(async () => (await textsOf(anna)).includes('Anna is here'));
    const ben = await examples.open('Ben');
    await until(async () => (await textsOf(anna)).includes('Ben is here'));
    await examples.send(anna, 'To Ben');
    await examples.send(ben, 'To Anna');
    const said = ['Anna: Hello, Ben. Are you there?', 'Ben: I am, Anna.'];
    for (const each of [anna, ben])
      await until(async () => {
        const texts = await textsOf(each);
        return said.every((text) => texts.includes(text));
      });
    expect(await textsOf(ben)).toEqual(expect.arrayContaining(['Ben is here', ...said]));
    expect(await textsOf(ben)).not.toContain('Anna is here');
  });
});

describe('the example of Redis', needs(programs('redis-server')), () => {
  it('has messages that it answers as their notes say', async () => {
    await using redis = await startRedis();
    await examples.use({ redis: `127.0.0.1:${redis.port}` });
    const session = await examples.open('Redis');
    const ask = async (name: string, length: number): Promise<string> =>
      (await examples.ask(session, name, length)).toString();
    expect(await ask('PING', 7)).toBe('+PONG\r\n');
    expect(await ask('PING in hex', 7)).toBe('+PONG\r\n');
    expect(await ask('GET', 5)).toBe('$-1\r\n');
    expect(await ask('SET', 5)).toBe('+OK\r\n');
    expect(await ask('GET', 43)).toMatch(/^\$36\r\n[0-9a-f-]{36}\r\n$/);
    expect(await ask('ECHO', 17)).toBe('$10\r\nhello Anna\r\n');
    expect(await ask('A mistake', 60)).toMatch(/^-ERR unknown command .*\r\n$/);
    expect(await ask('SUBSCRIBE', 44)).toBe('*3\r\n$9\r\nsubscribe\r\n$14\r\nwirebench:news\r\n:1\r\n');
  });
});

describe('the example of MQTT', needs(programs('mosquitto')), () => {
  it('has packets that a broker takes, and answers as their notes say', async () => {
    await using mosquitto = await startMosquitto();
    await examples.use({ mqtt: `127.0.0.1:${mosquitto.port}` });
    const session = await examples.open('MQTT over WebSocket');
    const ask = async (name: string, length: number): Promise<string> =>
      (await examples.ask(session, name, length)).toString('hex');
    expect(await ask('CONNECT', 4)).toBe('20020000');
    expect(await ask('SUBSCRIBE', 5)).toBe('9003000100');
    const published = await examples.ask(session, 'PUBLISH', 54);
    expect(published.toString('latin1')).toMatch(/^04\0\x0ewirebench\/demo[0-9a-f-]{36}$/);
    expect(await ask('PINGREQ', 2)).toBe('d000');
    await examples.send(session, 'DISCONNECT').catch(() => undefined);
    await reaches(session, ({ phase }) => phase === 'closed' || phase === 'failed');
    expect(session.info.value.reason).toContain('ended the connection');
  });
});

describe('the example of DNS', needs(programs('dnsmasq')), () => {
  it('has questions that a server answers as their notes say', async () => {
    await using dnsmasq = await startDnsmasq();
    await examples.use({ dns: `127.0.0.1:${dnsmasq.port}` });
    const session = await examples.open('DNS');
    expect(await examples.send(session, 'A cut-off question')).toHaveLength(6);
    const answer = await examples.ask(session, 'A of wirebench.test', 48);
    const asked = (await bytesOf(session.reader, 'out')).subarray(6);
    // The first two bytes are the question’s, the flags say that it is an answer without an error, and the address is at the end.
    expect(answer.subarray(0, 2)).toEqual(asked.subarray(0, 2));
    expect(answer.readUInt16BE(2) & 0x800f).toBe(0x8000);
    expect([...answer.subarray(-4)]).toEqual([192, 0, 2, 7]);
    const version = await examples.ask(session, 'TXT of version.bind', 40);
    expect(version.toString('latin1')).toContain('dnsmasq-');
  });
});
