import { createFakeStorage } from '../../support/fakeEngine.ts';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import { importCollections, type ImportOutcome } from '../../../renderer/state/workspace/imports.ts';
import type { ChosenCollection } from '../../../renderer/state/workspace/files.ts';
import { createConnectionStore } from '../../../renderer/state/workspace/connections.ts';
import { createEnvironmentStore } from '../../../renderer/state/workspace/environments.ts';
import { createMessageStore } from '../../../renderer/state/workspace/messages.ts';
import type { WirebenchClient } from '../../../renderer/state/base/client.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { toDisposable, type Owner } from '../../../shared/base/lifecycle.ts';
import { largestImportBytes } from '../../../shared/import/importFiles.ts';
import { isFileMessage, sendableOf } from '../../../shared/model/messageText.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { ownerOfTest } from '../../support/ownerOfTest.ts';
import { bytesOf, createSessionBench, reaches, type SessionBench } from '../../support/sessionBench.ts';
import { until } from '../../support/until.ts';
import { fixture } from '../../unit/import/importing.ts';

const noStorage = { getItem: () => null, setItem: () => undefined };

/** A window’s client on the whole contract. */
function clientOf({ engine }: SessionBench, owner: Owner): WirebenchClient {
  const [ours, theirs] = createMemoryPair();
  owner.add(serve(contract, engine.handlers, theirs));
  const client: WirebenchClient = createClient(contract);
  owner.add(toDisposable(() => client.dispose()));
  client.attach(ours);
  return client;
}

function chosen(
  name: string,
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
): ChosenCollection {
  return {
    name,
    files: Object.entries(files).map(([path, content]) => ({ path, content: new Blob([content]) })),
  };
}

function importing(
  client: WirebenchClient,
  ...collections: ChosenCollection[]
): Promise<readonly ImportOutcome[]> {
  return importCollections(client, collections, '', () => undefined);
}

describe('collections that a window imports', () => {
  it('are folders of files, and their WebSocket connections open and send', async () => {
    await using bench = await createSessionBench();
    using owner = ownerOfTest();
    const client = clientOf(bench, owner);
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    owner.add(toDisposable(() => server.close()));
    await once(server, 'listening');
    const requests: (string | undefined)[] = [];
    server.on('connection', (socket, request) => {
      requests.push(
        `${request.url} ${request.headers.authorization} ${request.headers['sec-websocket-protocol']}`,
      );
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    const { port } = Object(server.address());
    const names = ['bruno.json', 'environments/Local.bru', 'rooms/folder.bru', 'rooms/join.bru'];
    const collection =
      'auth {\n  mode: bearer\n}\n\nauth:bearer {\n  token: s3cr3t\n}\n\nvars:pre-request {\n  room: lobby\n}\n';
    const files = Object.fromEntries(names.map((name) => [name, fixture(`bruno/${name}`)]));
    const local = (files['environments/Local.bru'] ?? '').replace('127.0.0.1:8080', `127.0.0.1:${port}`);
    const join = (files['rooms/join.bru'] ?? '').replace('?user={{process.env.USER}}', '');
    const [outcome] = await importing(
      client,
      chosen('chat', {
        ...files,
        'collection.bru': collection,
        'environments/Local.bru': local,
        'rooms/join.bru': join,
      }),
    );
    expect(outcome).toMatchObject({ name: 'chat', report: { folder: 'Chat', connections: 1, messages: 2 } });

    const connections = owner.add(createConnectionStore(client, createFakeStorage()));
    const messages = owner.add(createMessageStore(client, () => Promise.resolve()));
    await until(
      () =>
        connections.store.getState().connections.length === 1 &&
        messages.store.getState().messages.size === 2,
    );
    const [saved] = connections.store.getState().connections;
    const environments = owner.add(createEnvironmentStore(client, { window: noStorage, browser: noStorage }));
    await until(() => environments.store.getState().environments.length === 2);
    const environment =
      environments.store.getState().environments.find(({ name }) => name === 'Local')?.id ?? null;
    if (!saved) throw new Error('Nothing was imported.');
    const { id } = await client.call('sessions.open', { connection: saved.id, environment });
    const session = bench.engine.sessions.get(id);
    await reaches(session, ({ phase }) => phase !== 'connecting');
    expect(session.info.value).toMatchObject({ phase: 'open' });
    expect(requests).toEqual(['/rooms/lobby Bearer s3cr3t chat']);

    const raw = [...messages.store.getState().messages.values()].find(({ name }) => name === 'raw');
    if (!raw) throw new Error('The message is missing.');
    const sendable = sendableOf(raw, saved.endpoint.kind);
    if (isFileMessage(sendable)) throw new Error('It is no file.');
    const { text, ...written } = sendable;
    await client.call(
      'sessions.sendWritten',
      { session: id, to: 'all', environment, ...written },
      { body: new TextEncoder().encode(text) },
    );
    await until(async () => (await bytesOf(session.reader, 'in')).length === 4);
    expect((await bytesOf(session.reader, 'in')).toString('hex')).toBe('deadbeef');
  });

  it('that cannot be imported say why, and the others are', async () => {
    await using bench = await createSessionBench();
    using owner = ownerOfTest();
    const client = clientOf(bench, owner);
    const outcomes = await importing(
      client,
      chosen('none.yml', { 'none.yml': 'a: b' }),
      chosen('image.png', { 'image.png': new Uint8Array([1, 0]) }),
      chosen('folder', {}),
      chosen('large', { large: new Uint8Array(largestImportBytes + 1) }),
      chosen('insomnia.yaml', { 'insomnia.yaml': fixture('insomnia5.yaml') }),
    );
    expect(
      outcomes.map((outcome) => ('report' in outcome ? outcome.report.folder : outcome.problem)),
    ).toEqual([
      expect.stringMatching(/^“none\.yml” was not imported\. Wirebench cannot import this file\./),
      '“image.png” was not imported. It is not a text file: it contains zero bytes.',
      '“folder” was not imported. There is nothing in it that can be imported.',
      '“large” was not imported. It is larger than 16 MiB, the most that is imported at once.',
      'Feeds',
    ]);
  });

  it('are refused when their pieces are out of order, or too many wait', async () => {
    await using bench = await createSessionBench();
    using owner = ownerOfTest();
    const client = clientOf(bench, owner);
    const begin = async (): Promise<number> => (await client.call('imports.begin', { name: 'n' })).import;
    const piece = (number: number, path: string, offset: number, size: number): Promise<unknown> =>
      client.call('imports.piece', { import: number, path, offset }, { body: new Uint8Array(size) });
    const first = await begin();
    await piece(first, 'a', 0, 3);
    await expect(piece(first, 'a', 2, 1)).rejects.toThrow('Its pieces arrived out of order');
    await expect(piece(first, 'a', 3, 1)).rejects.toThrow('This import is no longer open');
    for (let count = 0; count < 4; count += 1) await begin();
    await expect(begin()).rejects.toThrow('Four collections are being imported already');
  });
});
