import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linePeer, wsPeer } from '../../support/peers.ts';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { formatVersion } from '../../../electron/engine/store/schema.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation, type Finished } from '../../support/finished.ts';
import { runHere as run } from '../../support/wirebenchHere.ts';

/** Records a short conversation over TCP: two questions, one answer each. */
async function record(file: string): Promise<Finished> {
  await using peer = await linePeer((line) => `you said ${line}\n`, 'two');
  const finished = await run(
    'connect',
    `tcp://127.0.0.1:${peer.port}`,
    ...['--send', 'one\\n', '--send', 'two\\n', '--save', file, '--json'],
  );
  expect(finished.stdout).toContain('you said two');
  return finished;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
/** A short conversation, recorded, and what was printed of it meanwhile. */
let file: string;
let live: Finished;
beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'talk.wbs');
  live = await record(file);
});
afterAll(() => folder[Symbol.asyncDispose]());

describe('a recording', () => {
  it('is shown as it happened', async () => {
    const shown = await run('show', file, '--json');
    expect(shown.status).toBe(0);
    expect(shown.lines[0]).toEqual(live.lines[0]);
    expect(shown.records).toEqual(live.records);
    expect(shown.lines.at(-1)).toEqual(live.lines.at(-1));
  });

  it('is made without printing it, with --quiet', async () => {
    const quiet = join(folder.path, 'quiet.wbs');
    await using peer = await linePeer((line) => `you said ${line}\n`, 'one');
    const url = `tcp://127.0.0.1:${peer.port}`;
    const { status, stdout } = await run('connect', url, '--send', 'one\\n', '--save', quiet, '--quiet');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([`Open: ${url}`, expect.stringContaining('closed')]);
    expect(conversation(await run('show', quiet, '--json'))).toEqual(['→ one\n', '← you said one\n']);
  });

  it('is shown with the marks of a person, and found by them', async () => {
    const marked = join(folder.path, 'marked.wbs');
    await copyFile(file, marked);
    const store = createStore({ workerUrl: storeWorkerUrl() });
    const seq = live.records.find(({ direction }) => direction === 'out')?.seq ?? 0;
    const mark = { from: seq, to: seq, colour: 'red', note: 'odd\u202e', at: 0 } as const;
    await store.setMarks(marked, [{ from: seq, to: seq, marks: [mark] }]);
    await store.close();
    expect((await run('show', marked)).stdout).toMatch(/4 {2}one\\n {2}◆ red: odd[^\u202e]+\n/);
    expect((await run('show', marked, '--full')).stdout).toMatch(/4 {2}one\\n {2}◆ red: odd[^\u202e]+\n/);
    const shown = await run('show', marked, '--json', '--filter', 'mark:"ODD"i');
    expect(shown.records).toEqual([
      expect.objectContaining({ seq, mark: { colour: 'red', note: 'odd\u202e' } }),
    ]);
    expect((await run('show', marked, '--json', '--filter', 'mark:blue')).records).toEqual([]);
  });

  it('is shown to a person with a head, and is not changed by that', async () => {
    const before = await readFile(file);
    const { status, stdout } = await run('show', file);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^tcp:\/\/127\.0\.0\.1:\d+\ntcp-client, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: \d+ records; received [12] chunks?, .*; sent 2 chunks, 8/,
    );
    expect(stdout).toContain('→  #1   data               4  one\\n\n');
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('is shown as far as it matches a filter', async () => {
    const shown = await run('show', file, '--filter', 'dir:out and "two"', '--json');
    expect(shown.status).toBe(0);
    expect(conversation(shown)).toEqual(['→ two\n']);
    const wrong = await run('show', file, '--filter', 'dir:in and kind:nonsense');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(/nonsense.*\n.*--filter dir:in and kind:nonsense\n *\^+\n/);
  });

  it('is replayed: what answers the same matches, and the replay is recorded too', async () => {
    const again = join(folder.path, 'again.wbs');
    await using peer = await linePeer((line) => `you said ${line}\n`, 'two');
    const to = `tcp://127.0.0.1:${peer.port}`;
    const finished = await run('replay', file, '--to', to, '--timing', 'wait', '--save', again, '--json');
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(finished.lines[0]).toMatchObject({ event: 'open', url: to });
    expect(finished.lines.slice(-2).map(({ event }) => event)).toEqual(['closed', 'result']);
    const result = finished.lines.at(-1);
    expect(result).toMatchObject({ event: 'result', sent: 2, mismatched: 0, missing: 0 });
    expect(conversation(finished).filter((text) => text.startsWith('→'))).toEqual(['→ one\n', '→ two\n']);
    expect((await run('show', again, '--json')).records).toEqual(finished.records);
  });

  it.each([['original', '--speed', '100'], ['fast']])(
    'is replayed with timing %s',
    async (timing, ...speed) => {
      await using peer = await linePeer((line) => `you said ${line}\n`, 'two');
      const to = `tcp://127.0.0.1:${peer.port}`;
      const finished = await run('replay', file, '--to', to, '--timing', timing, ...speed, '--json');
      expect(finished.status).toBe(0);
    },
  );

  it('fails to be replayed where something else answers, or nobody', async () => {
    await using other = await linePeer((line) => `you sang ${line}\n`, 'two');
    const wrong = await run(
      'replay',
      file,
      '--to',
      `tcp://127.0.0.1:${other.port}`,
      '--timing',
      'fast',
      '--json',
    );
    expect(wrong.status).toBe(1);
    expect(wrong.lines.at(-1)).toMatchObject({ event: 'result', sent: 2 });
    expect(wrong.stderr).toMatch(/^What came is not what was recorded: [12] mismatched, 0 missing\.\n$/);
    await other[Symbol.asyncDispose]();
    const nobody = await run('replay', file, '--to', `tcp://127.0.0.1:${other.port}`, '--json');
    expect(nobody.status).toBe(1);
    expect(nobody.lines.map(({ event }) => event)).toEqual(['record', 'closed', 'result']);
    expect(nobody.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('of a WebSocket is replayed with its kinds of messages', async () => {
    const messages = join(folder.path, 'messages.wbs');
    await using peer = await wsPeer((socket) =>
      socket.on('message', (data, binary) => socket.send(data, { binary })),
    );
    const to = `ws://127.0.0.1:${peer.port}/`;
    await run('connect', to, '--send', 'a', '--send-hex', 'ff', '--until', '2', '--save', messages);
    const finished = await run('replay', messages, '--to', to, '--timing', 'fast', '--json');
    expect(finished.status).toBe(0);
    expect(finished.lines.at(-1)).toEqual({
      event: 'result',
      sent: 2,
      matched: 2,
      mismatched: 0,
      missing: 0,
    });
    const told = await run('replay', messages, '--to', to, '--timing', 'fast');
    expect(told.stdout).toContain(
      'Sent 2 of 2. Of 2 messages received in the recording, 2 came again, 0 differed, 0 did not come.',
    );
  });
});

describe('a file that is no recording', () => {
  it('is refused with a sentence, whatever is wrong with it', async () => {
    const newer = join(folder.path, 'newer.wbs');
    await copyFile(file, newer);
    const bytes = await readFile(newer);
    // The user version of an SQLite file: four bytes, big-endian, at offset 60 of its header.
    bytes.writeUInt32BE(formatVersion + 1, 60);
    await writeFile(newer, bytes);
    const cut = join(folder.path, 'cut.wbs');
    await copyFile(file, cut);
    await truncate(cut, 20_000);
    const files = { 'text.wbs': 'hello', 'empty.wbs': '', 'zeros.wbs': Buffer.alloc(65_536) };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder.path, name), content);
    for (const name of [...Object.keys(files), 'newer.wbs', 'cut.wbs']) {
      const shown = await run('show', join(folder.path, name));
      expect([name, shown.status, shown.stdout]).toEqual([name, 1, '']);
      expect(shown.stderr).toMatch(/^[A-Z“].+\.\n$/);
      expect(shown.stderr).not.toContain('went wrong');
    }
    const shown = await run('show', newer);
    expect(shown.stderr).toContain('newer');
  });
});
