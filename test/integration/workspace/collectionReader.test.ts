import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CollectionReader } from '../../../electron/engine/workspace/collectionReader.ts';
import { importWorkerUrl } from '../../../electron/workerUrls.ts';
import { portOf } from '../../support/peers.ts';

const context = { baseVariables: new Map<string, string | null>() };
const forever = new URL('data:text/javascript,setInterval(() => {}, 60_000)');
const greedy = new URL('data:text/javascript,const all = []; for (;;) all.push({ all: [...all] })');

const inThread = "data:text/javascript,import { parentPort } from 'node:worker_threads';";
const failsLater = new URL(
  `${inThread}parentPort.once('message', () => { parentPort.postMessage({ ok: false, problem: 'read' }); throw new Error('late'); })`,
);
const silent = new URL(`${inThread}parentPort.once('message', () => process.exit(0))`);

function file(text: string): { path: string; bytes: Uint8Array }[] {
  return [{ path: 'a.yaml', bytes: Buffer.from(text) }];
}

/** YAML of about 3 MB that takes a while to read, and is a collection in the end. */
function largeCollection(): string {
  const items = Array.from({ length: 20_000 }, (_, index) => [
    `  - name: R${index}`,
    `    url: "https://example.org/a/rather/long/path/that/says/little/${index}"`,
    '    method: GET',
    `    meta: {id: "req_${index}", sortKey: ${index}}`,
  ]);
  return ['type: collection.insomnia.rest/5.0', 'name: Large', 'collection:', ...items.flat()].join('\n');
}

describe('a collection', () => {
  it('is read while sockets are served', async () => {
    const echo = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const socket = connect(portOf(echo), '127.0.0.1');
    await once(socket, 'connect');
    const happened: string[] = [];
    const reading = new CollectionReader(importWorkerUrl()).read(file(largeCollection()), context);
    const read = reading.finally(() => happened.push('read'));
    while (!happened.includes('read') && happened.length < 20) {
      socket.write('x');
      await once(socket, 'data');
      happened.push('echo');
    }
    expect(happened).toEqual(Array.from({ length: 20 }, () => 'echo'));
    expect(await read).toMatchObject({ ok: true, value: { program: 'Insomnia', left: { count: 20_000 } } });
    socket.destroy();
    echo.close();
  });

  it('that is never read to its end is given up, with a sentence', async () => {
    expect(await new CollectionReader(forever, { longestMs: 20 }).read(file('a'), context)).toEqual({
      ok: false,
      problem: 'It was not read within 0.02 seconds.',
    });
  });

  it('that takes more memory than there is ends its thread alone', async () => {
    expect(await new CollectionReader(greedy, { mostMemoryMb: 32 }).read(file('a'), context)).toEqual({
      ok: false,
      problem: 'Reading it takes more than 32 MiB of memory.',
    });
  });

  it('is read no more when the workspace is closed', async () => {
    const reader = new CollectionReader(forever);
    const reading = reader.read(file('a'), context);
    const [refused] = await Promise.allSettled([reading, reader.close()]);
    expect(refused).toMatchObject({
      reason: { message: 'Nothing more is imported, because Wirebench is ending.' },
    });
    await expect(reader.read(file('a'), context)).rejects.toThrow('because Wirebench is ending');
  });

  it('is read although its thread fails afterwards, and not waited for when that ends without a word', async () => {
    expect(await new CollectionReader(failsLater).read(file('a'), context)).toEqual({
      ok: false,
      problem: 'read',
    });
    await expect(
      new CollectionReader(silent, { longestMs: 600_000 }).read(file('a'), context),
    ).rejects.toThrow('The file could not be read: the thread that read it has ended.');
  });
});
