import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { sumOfRecord } from '../../../electron/engine/store/recordSum.ts';
import { crcOf } from '../../../electron/engine/store/crc.ts';
import { storedPart, storedRecord } from '../../../electron/engine/store/worker/blank/storedRows.ts';
import { storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { SecretSearch } from '../../../shared/model/secretSearch.ts';
import { openDesk, opened, type Desk } from '../../support/desk.ts';
import { tcpPeer, udpPeer, wsPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

/** Characters that an address, JSON and Base64 write in their own ways. */
const token = 'geh/eim+w"ört=7&x';

/** The token as it may be written. */
const forms: ReadonlyMap<string, Buffer> = new Map([
  ['as it is', Buffer.from(token)],
  ['in JSON', Buffer.from(JSON.stringify(token).slice(1, -1))],
  ['in an address', Buffer.from(encodeURIComponent(token))],
  ['in hex', Buffer.from(Buffer.from(token).toString('hex'))],
  ['in Base64', Buffer.from(Buffer.from(token).toString('base64'))],
  ['in Base64 behind a name', Buffer.from(Buffer.from(`user:${token}`).toString('base64'))],
  ['in UTF-16', Buffer.from(token, 'utf16le')],
]);

function formsIn(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  return [...forms].filter(([, form]) => buffer.includes(form)).map(([name]) => name);
}

let root: Awaited<ReturnType<typeof temporaryFolder>>;
let workspace: string;
let desk: Desk;
const store = createStore({ workerUrl: storeWorkerUrl() });

beforeAll(async () => {
  root = await temporaryFolder();
  workspace = join(root.path, 'workspace');
  desk = await openDesk(workspace, join(root.path, 'config'));
  const keep = (name: string, value: string) =>
    desk.client.call('secrets.keep', { name }, { body: Buffer.from(value) });
  const [secret, pin] = [await keep('token', token), await keep('pin', '123')];
  await desk.client.call('environments.create', {
    name: 'Staging',
    colour: 'red',
    variables: [
      { name: 'token', value: '', secret, on: true },
      { name: 'pin', value: '', secret: pin, on: true },
    ],
  });
});

afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await store.close();
  await root[Symbol.asyncDispose]();
});

/** Opens a connection, sends these messages and waits until so many payloads came back, and returns its finished recording. */
async function recorded(
  endpoint: Partial<Endpoint> & Pick<Endpoint, 'kind' | 'address'>,
  sent: readonly Uint8Array[],
  answers: number,
): Promise<RecordingId> {
  const { client } = desk;
  const connection = await client.call('connections.create', {
    name: endpoint.kind,
    endpoint: endpointSchema.parse(endpoint),
  });
  const session = await opened(desk, connection, null);
  expect(session.phase).toBe('open');
  let payloadsIn = 0;
  const watching = client.subscribe('sessions.watch', { session: session.id }, (info) => {
    ({ payloadsIn } = info);
  });
  const kind = endpoint.kind === 'ws-client' ? 'binary' : 'data';
  for (const body of sent)
    await client.call('sessions.send', { session: session.id, kind, to: 'all' }, { body });
  await until(() => payloadsIn >= answers);
  await client.call('sessions.close', { session: session.id });
  watching.dispose();
  const { recordingId } = session;
  if (recordingId === null) throw new Error('The session was not recorded.');
  return recordingId;
}

async function fileOf(recording: RecordingId): Promise<string> {
  const folder = join(workspace, 'sessions');
  const names = await readdir(folder);
  const name = names.find((each) => each.endsWith('.wbs') && each.toLowerCase().includes(recording));
  if (name === undefined) throw new Error(`No file of ${recording} among ${names.join(', ')}`);
  return join(folder, name);
}

function search(recording: RecordingId): Promise<SecretSearch> {
  return new Promise((resolve, reject) => {
    const searching = desk.client.subscribe(
      'recordings.findSecrets',
      { recording },
      ({ found }) => {
        if (found === null) return;
        searching.dispose();
        resolve(found);
      },
      (error) => reject(error ?? new Error('The search ended without an answer.')),
    );
  });
}

/** Makes the copy and saves it as a browser does; the one in the workspace is gone afterwards. */
async function blankedCopy(recording: RecordingId): Promise<string> {
  const { client } = desk;
  const made = Promise.withResolvers<number>();
  const making = client.subscribe(
    'recordings.blank',
    { recording },
    ({ copy }) => {
      if (copy !== null) made.resolve(copy);
    },
    (error) => made.reject(error ?? new Error('The copy ended before it was whole.')),
  );
  const copy = await made.promise;
  const pieces: Uint8Array[] = [];
  for (let offset = 0, size = 1; offset < size;) {
    const { output, body } = await client.call('recordings.read', { recording, copy, offset });
    pieces.push(Buffer.from(body));
    offset += body.length;
    ({ size } = output);
  }
  making.dispose();
  await until(async () => (await outgoing()).length === 0);
  const path = join(root.path, `${recording}.wbs`);
  await writeFile(path, Buffer.concat(pieces));
  return path;
}

function outgoing(): Promise<string[]> {
  return readdir(join(workspace, 'sessions', '.outgoing')).catch(() => []);
}

/** Every checksum of the file is that of its row. */
function expectSums(path: string): void {
  using file = new DatabaseSync(path, { readOnly: true });
  for (const record of file.prepare('SELECT * FROM records').all().map(storedRecord)) {
    expect([record.seq, record.crc]).toEqual([record.seq, sumOfRecord(record, record.bytes, record.detail)]);
    expect(record.preview ?? Buffer.alloc(0)).toEqual(
      record.preview ? record.bytes.subarray(0, record.preview.length) : Buffer.alloc(0),
    );
  }
  for (const part of file.prepare('SELECT * FROM parts').all().map(storedPart))
    expect(part.crc).toBe(crcOf(part.bytes));
}

async function expectBlanked(recording: RecordingId, records: number): Promise<string> {
  const original = await fileOf(recording);
  const before = await readFile(original);
  expect(formsIn(before)).not.toEqual([]);
  const found = await search(recording);
  expect(found.secrets).toEqual([{ name: 'token', where: 'Staging', records, elsewhere: false }]);
  expect(found.unsought).toEqual([{ name: 'pin', where: 'Staging' }]);
  const path = await blankedCopy(recording);
  expect(formsIn(await readFile(path))).toEqual([]);
  expect((await readFile(original)).equals(before)).toBe(true);
  expectSums(path);
  const reader = await store.open(path);
  expect(await reader.info()).toMatchObject({ blanked: records, complete: true });
  await reader.close();
  return path;
}

describe('a copy without secrets', () => {
  it('has none in the notes of marks, whose colours stay', async () => {
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const recording = await recorded({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` }, [], 1);
    const mark = { colour: 'orange', note: `sent ${token} here` } as const;
    const stretches = [{ from: 1, to: 2 }];
    await desk.client.call('marks.set', { source: { recording }, view: null, stretches, mark });
    expect((await search(recording)).secrets).toMatchObject([{ name: 'token', records: 0, elsewhere: true }]);
    const reader = await store.open(await blankedCopy(recording));
    expect((await reader.marks({ from: 1, to: 9, count: 9 })).marks).toMatchObject([
      { from: 1, to: 2, colour: 'orange', note: `sent ${'*'.repeat(Buffer.byteLength(token))} here` },
    ]);
    await reader.close();
  });

  it('has none that came in two chunks of a stream, nor any other form of it', async () => {
    const whole = Buffer.concat([...forms.values()].flatMap((form) => [form, Buffer.from(' ')]));
    await using peer = await tcpPeer((socket) => {
      socket.write(`{${token.slice(0, 5)}`);
      // The second half follows once the first was received.
      socket.on('data', (chunk) => {
        if (chunk.toString().endsWith('next')) socket.write(`${token.slice(5)}}`);
      });
    });
    const recording = await recorded(
      { kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` },
      [whole.subarray(0, 9), whole.subarray(9), Buffer.from('next')],
      2,
    );
    const path = await expectBlanked(recording, 4);
    const reader = await store.open(path);
    const query = await reader.query('dir:out and "****"');
    await until(() => query.progress.value.state === 'current');
    expect(query.progress.value.matches).toBe(2);
    await query.close();
    await reader.close();
    expectSums(path);
  });

  it('has none of a message that is stored in parts, across their border, too', async () => {
    await using peer = await wsPeer((socket) => {
      socket.on('message', (data) => socket.send(data));
    });
    const message = Buffer.alloc(2_500_000, 0x20);
    for (const at of [0, 50, 1024 * 1024 - 7, 1_500_000, 2_499_900]) message.write(token, at);
    const recording = await recorded(
      { kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` },
      [message],
      1,
    );
    const path = await expectBlanked(recording, 2);
    using file = new DatabaseSync(path, { readOnly: true });
    const row = file.prepare("SELECT size, preview FROM records WHERE kind = 'binary' LIMIT 1").get();
    expect(row?.['size']).toBe(message.length);
    expect(Buffer.from(storedPreview(row?.['preview'])).toString()).toMatch(/^\*{18} +\*+$/);
  });

  it('has none of a datagram', async () => {
    await using peer = await udpPeer((datagram) => datagram);
    const recording = await recorded(
      { kind: 'udp', address: `udp://127.0.0.1:${peer.port}` },
      [Buffer.from(`a ${token} b`), Buffer.from('nothing')],
      2,
    );
    const path = await expectBlanked(recording, 2);
    const reader = await store.open(path);
    const { rows } = await reader.rows({ from: 1, count: 10 });
    const sent = rows.find(({ direction }) => direction === 'out');
    expect(Buffer.from(sent?.preview ?? []).toString()).toBe(`a ${'*'.repeat(18)} b`);
    await reader.close();
  });

  it('has none in what it says of a handshake, where somebody typed it', async () => {
    await using peer = await wsPeer((socket) => socket.send('hello'));
    const address = `ws://127.0.0.1:${peer.port}/${encodeURIComponent(token)}`;
    const recording = await recorded({ kind: 'ws-client', address }, [], 1);
    expect((await search(recording)).secrets).toMatchObject([{ name: 'token', elsewhere: true }]);
    const path = await blankedCopy(recording);
    expect(formsIn(await readFile(path))).toEqual([]);
    const reader = await store.open(path);
    expect((await reader.info()).facts?.handshake?.request[0]).toMatch(/^GET \/\*+ HTTP\/1\.1$/);
    await reader.close();
    expectSums(path);
  });

  it('leaves no file when it is cancelled', async () => {
    await using peer = await tcpPeer((socket) => void socket.pipe(socket));
    const recording = await recorded(
      { kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` },
      Array.from({ length: 24 }, () => Buffer.concat([Buffer.alloc(1024 * 1024), Buffer.from(token)])),
      1,
    );
    let isBegun = false;
    const making = desk.client.subscribe('recordings.blank', { recording }, () => {
      isBegun = true;
      making.dispose();
    });
    await until(async () => isBegun || (await outgoing()).length > 0);
    making.dispose();
    await until(async () => (await outgoing()).length === 0);
  });
});

function storedPreview(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new Error('There is no preview.');
}
