import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Templates, type TemplateSources } from '../../../electron/engine/template/templates.ts';
import { noTemplates } from '../../../electron/engine/session/noTemplates.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { fail, ok } from '../../../shared/base/result.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { peerIdSchema } from '../../../shared/model/ids.ts';
import { wsPeer } from '../../support/peers.ts';
import { allRows, reaches } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { tcpService } from '../../support/tcpService.ts';
import { layer } from '../../support/templates.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

function sourcesOf(file: TemplateSources['file']): TemplateSources {
  const none = Promise.resolve(fail({ code: 'unavailable', message: 'none' } as const));
  return { clock: { nowUs: () => Date.now() * 1000 }, environment: () => none, file };
}

function templatesOf(variables: Readonly<Record<string, string>>): Templates {
  let reads = 0;
  const file = () => Promise.resolve(ok(new TextEncoder().encode(`read ${(reads += 1)}`)));
  return new Templates([layer('the base', variables)], sourcesOf(file));
}

describe('a session with variables', () => {
  it('opens where they lead, and says what it opened', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const templates = templatesOf({
      url: 'tcp://{{host}}:{{port}}',
      host: '127.0.0.1',
      port: new URL(service.url).port,
    });
    const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: '{{url}}' });
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates },
    });
    await reaches(session, ({ phase }) => phase === 'open');
    expect(session.endpoint.address).toBe(service.url);
  });

  it('does not open where one is missing, and says where it was looked for', async () => {
    const bench = newBench();
    const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://{{hots}}:1' });
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null },
      templates: templatesOf({ host: 'h' }),
    });
    await reaches(session, ({ phase }) => phase === 'failed');
    expect(session.info.value).toMatchObject({
      reason: 'There is no variable “hots” in the base. Did you mean “host”?',
      problem: { field: 'address' },
    });
  });

  it('evaluates its messages anew each time they are sent, and counts them', async () => {
    const bench = newBench();
    await using service = await tcpService((text, socket) => void (text.includes('again') && socket.end()));
    const endpoint = endpointSchema.parse({
      kind: 'tcp-client',
      address: service.url,
      reconnect: { enabled: true, firstDelayMs: 100 },
      onOpen: [{ kind: 'data', format: 'text', text: 'hello {{$counter}};' }],
    });
    const session = await bench.engine.sessions.open({
      ...{
        endpoint,
        name: 'Test',
        connectionId: null,
        recordingPath: null,
        templates: templatesOf({ name: 'x' }),
      },
    });
    await reaches(session, ({ phase }) => phase === 'open');
    const ask = {
      ...plainTextOptions,
      kind: 'data',
      format: 'text',
      text: '{{name}}{{$counter:10:5}} {{$file:f}};',
    } as const;
    await Promise.all([session.sendWritten('all', ask), session.sendWritten('all', ask)]);
    await session.sendWritten('all', { ...ask, text: '{{name}}{{$counter}};' });
    await expect(session.sendWritten('all', { ...ask, text: '{{nothing}}' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('no variable “nothing”'),
    });
    await session.sendWritten('all', { ...ask, format: 'hex', text: '61 {{text:name}} 3b' }, () =>
      Promise.resolve(templatesOf({ name: 'gain' })),
    );
    await until(() => service.received().endsWith('hello 2;'));
    expect(service.received()).toBe('hello 1;x10 read 1;x15 read 2;x1;again;hello 2;');
  });

  it('sends what has a drawn name in it, and nothing in place of what is not known', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const session = await bench.open({ kind: 'tcp-client', address: service.url });
    const asked: string[] = [];
    let nowUs = 0;
    const templates = new Templates(
      [{ origin: 'the base', variables: new Map([['later', { value: null, isSecret: false }]]) }],
      {
        clock: { nowUs: () => (nowUs += 1) },
        environment: () => Promise.resolve(ok('value')),
        file: (path) => {
          asked.push(path);
          return Promise.resolve(ok(new TextEncoder().encode(`<${path}>`)));
        },
      },
    );
    const message = { ...plainTextOptions, kind: 'data', format: 'text' } as const;
    const text = 'order={{$file:a-{{$uuid}}.json}},{{$file:{{$now:unixUs}}}};';
    await session.sendWritten('all', { ...message, text }, () => Promise.resolve(templates));
    await expect(
      session.sendWritten('all', { ...message, text: 'order={{later}};' }, () => Promise.resolve(templates)),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('not known') });
    await until(() => service.received().endsWith(';'));
    expect(asked).toHaveLength(2);
    expect(service.received()).toBe(`order=<${asked[0]}>,<${asked[1]}>;`);
    const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: `${service.url}{{later}}` });
    const unopened = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates },
    });
    await reaches(unopened, ({ phase }) => phase === 'failed');
    expect(unopened.info.value.problem).toMatchObject({ field: 'address' });
  });

  it('leaves no value of a secret in what it records or shows, except in the bytes that were sent', async () => {
    const bench = newBench();
    const requests: string[] = [];
    await using server = await wsPeer((_socket, { url, headers: { authorization } }) =>
      requests.push(`${url} ${authorization}`),
    );
    const headers = [
      { name: 'Authorization', value: 'Bearer {{secretToken}}' },
      { name: 'X-{{secretName}}', value: '{{$sha256:{{secretToken}}}}' },
    ];
    const endpoint = endpointSchema.parse({
      kind: 'ws-client',
      address: '{{url}}',
      headers,
    });
    const recordingPath = join(bench.folder, 'secret.wbs');
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath },
      templates: templatesOf({
        url: `ws://127.0.0.1:${server.port}/?key={{secretKey}}`,
        secretKey: 'k3y-ü%41-mine',
        secretToken: 't0ken-of-mine',
        secretName: 'n4me-of-mine',
      }),
    });
    await reaches(session, ({ phase }) => phase === 'open' || phase === 'failed');
    expect(session.info.value.reason).toBeNull();
    expect(requests).toEqual(['/?key=k3y-%C3%BC%41-mine Bearer t0ken-of-mine']);
    expect(session.endpoint).toMatchObject({
      address: endpoint.address,
      headers,
    });
    const seen = JSON.stringify([
      session.info.value,
      session.facts(null).value,
      session.endpoint,
      await allRows(session.reader),
    ]);
    expect(seen).toContain('Authorization: Bearer •••');
    await session.close();
    for (const name of await readdir(bench.folder)) {
      const file = await readFile(join(bench.folder, name), 'utf8');
      const digest = createHash('sha256').update('t0ken-of-mine').digest('hex');
      for (const secret of ['t0ken-of-mine', 'k3y-ü', 'k3y-%C3%BC', '4me-of-mine', digest]) {
        expect(seen).not.toContain(secret);
        expect(file).not.toContain(secret);
      }
    }
  });

  it('sends in the order of the calls, whatever a message waits for, and counts what was sent alone', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const disk = Promise.withResolvers<void>();
    const file = () => disk.promise.then(() => ok(new TextEncoder().encode('file')));
    const slow = new Templates([], sourcesOf(file));
    const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: service.url });
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates: slow },
    });
    await reaches(session, ({ phase }) => phase === 'open');
    const written = (text: string) => ({ ...plainTextOptions, kind: 'data', format: 'text', text }) as const;
    const scope = Promise.withResolvers<Templates>();
    const sends = [
      session.sendWritten('all', written('1 {{$file:f}};'), () => scope.promise),
      session.send('all', 'data', new TextEncoder().encode('2;')),
      session.sendWritten('all', written('3;')),
      session.send('all', 'data', new TextEncoder().encode('4;')),
    ];
    scope.resolve(slow);
    disk.resolve();
    expect(await Promise.all(sends)).toEqual([1, 1, 1, 1]);
    await until(() => service.received() === '1 file;2;3;4;');
    await expect(session.sendWritten(peerIdSchema.parse(99), written('{{$counter}};'))).rejects.toThrow(
      'peer',
    );
    await session.sendWritten('all', written('{{$counter}};'));
    await until(() => service.received() === '1 file;2;3;4;1;');
  });

  it('reads the files of its opening messages anew each time they are sent', async () => {
    const bench = newBench();
    let content = '1';
    await using service = await tcpService((text, socket) => {
      content = '2';
      if (!text.includes('2;')) socket.end();
    });
    const endpoint = endpointSchema.parse({
      ...{ kind: 'tcp-client', address: service.url, reconnect: { enabled: true, firstDelayMs: 100 } },
      onOpen: [{ kind: 'data', format: 'text', text: '{{$file:f}};' }],
    });
    const templates = new Templates(
      [],
      sourcesOf(() => Promise.resolve(ok(new TextEncoder().encode(content)))),
    );
    const session = await bench.engine.sessions.open({
      ...{ endpoint, name: 'Test', connectionId: null, recordingPath: null, templates },
    });
    await until(() => service.received().includes('2;'));
    expect(service.received()).toBe('1;2;');
    await session.close();
  });

  it('knows functions without any workspace', async () => {
    const bench = newBench();
    await using service = await tcpService(() => undefined);
    const session = await bench.open({ kind: 'tcp-client', address: service.url });
    const message = {
      ...plainTextOptions,
      kind: 'data',
      format: 'text',
      text: '{{$hex:A}}{{$randomInt:7:7}}',
    } as const;
    await reaches(session, ({ phase }) => phase === 'open');
    session.answerWritten(peerIdSchema.parse(1), message);
    await until(() => service.received() === '417');
    await session.sendWritten('all', message, () => Promise.resolve(noTemplates({ nowUs: () => 0 })));
    await until(() => service.received() === '417417');
  });
});
