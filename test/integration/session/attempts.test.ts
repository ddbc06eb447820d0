import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineDeps } from '../../../electron/headless.ts';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import type { Session } from '../../../electron/engine/session/session.ts';
import type { Templates } from '../../../electron/engine/template/templates.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { wsPeer, type TestPeer } from '../../support/peers.ts';
import { allRows, reaches } from '../../support/sessionBench.ts';
import { templatesOf } from '../../support/templates.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const context = { signal: new AbortController().signal, body: undefined };
/** A wait that no test sees the end of: each attempt begins when it is asked for. */
const reconnect = { enabled: true, firstDelayMs: 3_600_000, longestDelayMs: 3_600_000 } as const;

interface Bench {
  readonly engine: Engine;
  readonly workspace: string;
  readonly config: string;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let bench: Bench;
beforeAll(async () => {
  folder = await temporaryFolder();
  const [workspace, config] = [join(folder.path, 'workspace'), join(folder.path, 'config')];
  const engine = await createEngine({ ...createEngineDeps(workspace), configFolder: config });
  bench = { engine, workspace, config };
});
afterAll(async () => {
  await bench.engine.close();
  await folder[Symbol.asyncDispose]();
});

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A server that notes the headers of each handshake, and closes when it is told. */
interface Server extends TestPeer {
  readonly heard: Headers[];
  readonly hangUp: () => void;
}

async function server(): Promise<Server> {
  const heard: Headers[] = [];
  const closers: (() => void)[] = [];
  const peer = await wsPeer((socket, { headers }) => {
    heard.push(headers);
    closers.push(() => socket.close());
  });
  return { ...peer, heard, hangUp: () => closers.at(-1)?.() };
}

interface Opening {
  readonly headers: Readonly<Record<string, string>>;
  readonly environment?: EnvironmentId;
  readonly more?: object;
}

/** Opens a saved connection that sends these headers. */
async function open({ port }: Server, { headers, environment, more }: Opening): Promise<Session> {
  const { handlers, sessions } = bench.engine;
  const endpoint = endpointSchema.parse({
    ...{ kind: 'ws-client', address: `ws://127.0.0.1:${port}`, reconnect },
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    ...more,
  });
  const made = await handlers['connections.create']({ name: 'service', endpoint, folder: '' }, context);
  const asked = { connection: made.id, environment: environment ?? null };
  const opening = await handlers['sessions.open'](asked, context);
  const session = sessions.get(opening.id);
  await reaches(session, ({ phase }) => phase === 'open');
  return session;
}

/** Ends the link from the other side, and connects again. */
async function again(session: Session, { hangUp }: Server): Promise<void> {
  hangUp();
  await reaches(session, ({ phase }) => phase === 'waiting');
  await session.act('retryNow', {});
  await reaches(session, ({ phase }) => phase !== 'connecting');
}

/** The value of a secret, kept as the window keeps it. */
async function keep(value: string): Promise<SecretRef> {
  const body = new TextEncoder().encode(value);
  return await bench.engine.handlers['secrets.keep']({ name: 'token' }, { ...context, body });
}

const plain = (value: string) => ({ name: 'value', value, secret: null, on: true });
const secret = (ref: SecretRef) => ({ name: 'value', value: '', secret: ref, on: true });

/** An environment with one variable, `value`; and how that is replaced. */
async function environmentWith(first: Variable) {
  const { handlers } = bench.engine;
  const content = { name: 'stage', colour: 'none', withSecrets: true } as const;
  const made = await handlers['environments.create']({ ...content, variables: [first] }, context);
  const { id, revision } = made;
  const replace = async (variable: Variable): Promise<void> => {
    const changed = { ...content, variables: [variable], environment: id, revision };
    await handlers['environments.update'](changed, context);
  };
  return { environment: id, replace };
}

describe('a client that connects again', () => {
  it('sends headers with what is drawn, counted, in files and in environments by then', async () => {
    await using peer = await server();
    const { environment, replace } = await environmentWith(plain('one'));
    const file = join(bench.workspace, 'token.txt');
    await writeFile(file, 'first');
    const headers = {
      'X-Count': '{{$counter}}',
      'X-Id': '{{$uuid}}',
      'X-Token': '{{$file:token.txt}}',
      'X-Value': '{{value}}',
    };
    const session = await open(peer, { headers, environment });
    await writeFile(file, 'second');
    await replace(plain('two'));
    await again(session, peer);
    expect(session.info.value.phase).toBe('open');
    expect(peer.heard).toMatchObject([
      { 'x-count': '1', 'x-token': 'first', 'x-value': 'one' },
      { 'x-count': '2', 'x-token': 'second', 'x-value': 'two' },
    ]);
    expect(peer.heard[1]?.['x-id']).not.toBe(peer.heard[0]?.['x-id']);

    // The recording has the endpoint of its beginning, and each handshake as it was.
    const { endpoint } = await session.reader.info();
    expect(endpoint).toMatchObject({ headers: expect.arrayContaining([{ name: 'X-Value', value: 'one' }]) });
    const opened = (await allRows(session.reader)).filter(({ kind }) => kind === 'opened');
    expect(opened.map(({ detail }) => JSON.stringify(detail))).toEqual([
      expect.stringContaining('X-Token: first'),
      expect.stringContaining('X-Token: second'),
    ]);
  });

  it('shows no secret that came after its beginning', async () => {
    await using peer = await server();
    const { environment, replace } = await environmentWith(secret(await keep('first hush')));
    const session = await open(peer, { headers: { 'X-Key': '{{value}}' }, environment });
    await replace(secret(await keep('second hush')));
    await again(session, peer);
    expect(peer.heard.map((headers) => headers['x-key'])).toEqual(['first hush', 'second hush']);
    const seen = [await allRows(session.reader), await session.reader.info(), session.facts(null).value];
    expect(JSON.stringify(seen)).toContain('X-Key: •••');
    expect(JSON.stringify(seen)).not.toContain('hush');
  });

  it('waits for a file that is not there, and counts that as an attempt', async () => {
    await using peer = await server();
    const file = join(bench.workspace, 'later.txt');
    await writeFile(file, 'here');
    const session = await open(peer, { headers: { 'X-Token': '{{$file:later.txt}}' } });
    await rm(file);
    await again(session, peer);
    expect(session.info.value).toMatchObject({
      phase: 'waiting',
      reason: expect.stringContaining('There is no file “later.txt”'),
      retry: { attempt: 2 },
    });
    expect(session.facts(null).value.handshake).toBeNull();
    await writeFile(file, 'back');
    await session.act('retryNow', {});
    await reaches(session, ({ phase }) => phase === 'open');
    expect(peer.heard.map((headers) => headers['x-token'])).toEqual(['here', 'back']);
  });

  it('gives up where a variable is gone, with where it was looked for, and opens nothing', async () => {
    await using peer = await server();
    const { environment, replace } = await environmentWith(plain('one'));
    const onOpen = [{ kind: 'text', format: 'text', text: 'hello {{value}}' }];
    const session = await open(peer, { headers: {}, environment, more: { onOpen } });
    await replace({ ...plain('one'), on: false });
    await again(session, peer);
    await session.ended;
    expect(session.info.value).toMatchObject({
      phase: 'failed',
      reason: expect.stringContaining(
        'no variable “value” in the process environment, the environment “stage” or the base environment',
      ),
      problem: { field: 'onOpen.0' },
    });
    expect(peer.heard).toHaveLength(1);
  });

  it('gives up where what was allowed is allowed no longer, and names it', async () => {
    await using peer = await server();
    const { handlers } = bench.engine;
    await handlers['environments.allow']({ name: 'PATH' }, context);
    const session = await open(peer, { headers: { 'X-Path': '{{$env:PATH}}' } });
    await rm(bench.config, { recursive: true });
    await again(session, peer);
    await session.ended;
    expect(session.info.value).toMatchObject({
      phase: 'failed',
      problem: { field: 'headers.0.value', allows: 'PATH' },
    });
    const failed = (await allRows(session.reader)).filter(({ kind }) => kind === 'failed');
    expect(failed.map(({ detail }) => detail)).toMatchObject([{ what: 'endpoint', allows: 'PATH' }]);
    expect(peer.heard).toHaveLength(1);
  });

  it('ends at once when it is closed while it still reads what it stands for', async () => {
    await using peer = await server();
    const never = Promise.withResolvers<Templates>();
    const asked = Promise.withResolvers<void>();
    const session = await bench.engine.sessions.open({
      endpoint: endpointSchema.parse({
        ...{ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}`, reconnect },
        headers: [{ name: 'X-Id', value: '{{$uuid}}' }],
      }),
      ...{ name: 'Test', connectionId: null, recordingPath: null, templates: templatesOf({}) },
      renew: () => {
        asked.resolve();
        return never.promise;
      },
    });
    await reaches(session, ({ phase }) => phase === 'open');
    peer.hangUp();
    await reaches(session, ({ phase }) => phase === 'waiting');
    await session.act('retryNow', {});
    await asked.promise;
    await session.close();
    expect(session.info.value).toMatchObject({ phase: 'closed', reason: 'Cancelled while connecting.' });
    never.resolve(templatesOf({}));
    expect(peer.heard).toHaveLength(1);
  });
});
