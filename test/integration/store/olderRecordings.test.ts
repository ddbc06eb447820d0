import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RecordReader } from '../../../electron/engine/store/store.ts';
import type { RecordContent } from '../../../shared/model/record.ts';
import { olderFormats, olderRecording } from '../../support/olderRecordings.ts';
import { linePeer } from '../../support/peers.ts';
import { runHere } from '../../support/wirebenchHere.ts';
import { fixturesOfOneStore } from './sharedStore.ts';

const newFixture = fixturesOfOneStore();

async function matching(reader: RecordReader, filter: string): Promise<RecordContent['kind'][]> {
  const query = await reader.query(filter);
  try {
    for await (const { state } of query.progress.changes(new AbortController().signal)) {
      if (state === 'current') break;
      expect(state).not.toBe('failed');
    }
    return (await query.rows({ from: 0, count: 512 })).rows.map(({ kind }) => kind);
  } finally {
    await query.close();
  }
}

const textOf = ({ bytes }: RecordContent): string => new TextDecoder().decode(bytes);

describe.each(olderFormats)('a recording of format %i, as that Wirebench made it', (format) => {
  it('opens, and is read to its last byte', async () => {
    const fixture = newFixture();
    const path = olderRecording(format, 'server', fixture.folder);
    const before = readFileSync(path);
    const reader = await fixture.store.open(path);
    const info = await reader.info();
    expect(info).toMatchObject({
      complete: true,
      payloadsIn: format === 4 ? 6 : 5,
      endpoint: { kind: 'ws-server' },
    });
    expect(info.peers.map(({ id, detail }) => [id, detail])).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
    const records = await reader.contents(1, 512, 65_536);
    expect(records).toHaveLength(info.records);
    expect(records.every(({ detail }) => detail === undefined)).toBe(true);
    expect(records.find(({ kind }) => kind === 'opened')?.note).toMatch(/path \/chat, subprotocol chat\.v2/);
    expect(records.filter(({ kind, size }) => kind === 'text' && size === 5).map(textOf)).toEqual([
      'hello',
      'hello',
    ]);
    const large = records.filter(({ size }) => size === 1_320_000);
    expect(large.map(({ direction }) => direction)).toEqual(['in', 'out']);
    for (const { seq } of large) {
      const { bytes } = await reader.bytes({ seq, offset: 0, length: 2_000_000 });
      expect(new TextDecoder().decode(bytes) === 'a line of some length\n'.repeat(60_000)).toBe(true);
    }
    expect((await reader.rows({ from: 1, count: 512 })).rows).toHaveLength(info.records);
    await reader.close();
    // Only the first version had to be brought up to date.
    expect(readFileSync(path).equals(before)).toBe(format > 1);
  });

  it('is filtered', async () => {
    const fixture = newFixture();
    const reader = await fixture.store.open(olderRecording(format, 'server', fixture.folder));
    expect(await matching(reader, 'dir:in and "hello"')).toEqual(['text']);
    expect(await matching(reader, 'note:"application" or note:"4001"')).toContain('closed');
    expect(await matching(reader, 'kind:ping or kind:failed')).toEqual(['ping', 'failed']);
    expect(await matching(reader, 'size>1M')).toEqual(['text', 'text']);
    await reader.close();
  });

  it('is marked, and nothing else of it changes', async () => {
    const fixture = newFixture();
    const path = olderRecording(format, 'server', fixture.folder);
    const reader = await fixture.store.open(path);
    const before = await reader.contents(1, 512, 65_536);
    const mark = { from: 2, to: 3, colour: 'green', note: null, at: 0 } as const;
    await fixture.store.setMarks(path, [{ from: 2, to: 3, marks: [mark] }]);
    expect((await reader.marks({ from: 1, to: 512, count: 9 })).marks).toEqual([mark]);
    expect(await matching(reader, 'mark:any')).toEqual(before.slice(1, 3).map(({ kind }) => kind));
    await reader.close();
    const again = await fixture.store.open(path);
    expect(await again.contents(1, 512, 65_536)).toEqual(before);
    await again.close();
  });

  it('is replayed, and finds what it found then', async () => {
    const fixture = newFixture();
    await using peer = await linePeer((line) => {
      const said = line.trim();
      if (said === 'BIG') return 'big '.repeat(25_000);
      return said === 'QUIT' ? 'BYE\r\n' : `+${said}\r\n`;
    });
    const path = olderRecording(format, 'client', fixture.folder);
    const to = `tcp://127.0.0.1:${peer.port}`;
    const { status, lines } = await runHere('replay', path, '--to', to, '--timing', 'fast', '--json');
    expect(lines.at(-1)).toMatchObject({ event: 'result', sent: 4, mismatched: 0, missing: 0 });
    expect(status).toBe(0);
  });
});
