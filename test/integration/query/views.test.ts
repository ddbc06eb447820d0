import { describe, expect, it } from 'vitest';
import { OpenRecordings } from '../../../electron/engine/records/openRecordings.ts';
import { largestViewCount } from '../../../electron/engine/records/recordViews.ts';
import type { FilteredView } from '../../../shared/model/filteredView.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { unpackRows } from '../../../shared/model/recordPage.ts';
import { tcpPeer } from '../../support/peers.ts';
import { reaches, type SessionBench } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';
import { rejection, StoreFixture, text } from '../store/storeFixture.ts';

const newBench = benchesOfOneEngine();

/** Follows a view as a window does; `end` closes its subscription. */
function openView(
  bench: SessionBench,
  input: Parameters<SessionBench['engine']['handlers']['views.open']>[0],
): {
  readonly items: FilteredView[];
  readonly texts: string[][];
  readonly ended: Promise<void>;
  readonly end: () => Promise<void>;
} {
  const over = new AbortController();
  const items: FilteredView[] = [];
  const texts: string[][] = [];
  const follow = async (): Promise<void> => {
    const context = { signal: over.signal, body: undefined };
    for await (const { output, body } of bench.engine.handlers['views.open'](input, context)) {
      items.push(output);
      texts.push(unpackRows(output.rows, body).map(({ preview }) => new TextDecoder().decode(preview)));
    }
  };
  const following = follow();
  following.catch(() => undefined);
  return {
    items,
    texts,
    ended: following,
    end: async () => {
      over.abort();
      await following;
    },
  };
}

function newest(items: readonly FilteredView[]): FilteredView {
  const item = items.at(-1);
  if (!item) throw new Error('The view has told nothing.');
  return item;
}

const noBody = { signal: new AbortController().signal, body: undefined };

describe('a filtered view of a live session', () => {
  it('grows by itself while a flood is recorded, and outlives the session', async () => {
    const bench = newBench();
    const lines = 20_000;
    await using peer = await tcpPeer((socket) => {
      for (let line = 1; line <= lines; line += 1) socket.write(`line ${line} of the flood\n`);
      socket.end();
    });
    const session = await bench.begin({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    const view = openView(bench, { source: { session: session.id }, filter: '"line 19999 of"', rows: 2 });
    await until(() => view.items.some(({ matches }) => matches >= 1));
    await session.ended;
    await until(() => {
      const last = view.items.at(-1);
      return last?.state === 'current' && last.scanned === session.info.value.records;
    });
    const { view: id, matches } = newest(view.items);
    expect(session.info.value).toMatchObject({ recording: { state: 'complete' }, unrecordedPayloads: 0 });
    const page = await bench.engine.handlers['views.rows']({ view: id, from: 0, count: 10 }, noBody);
    expect(page.output.rows).toHaveLength(matches);
    const [row] = page.output.rows;
    const near = await bench.engine.handlers['views.near']({ view: id, seq: 0, toward: 'next' }, noBody);
    expect(near).toEqual({ seq: row?.seq, index: 0 });
    await view.end();
    const late = async (): Promise<unknown> =>
      bench.engine.handlers['views.rows']({ view: id, from: 0, count: 1 }, noBody);
    expect(await rejection(late())).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('finds what the network cut in two, and marks both parts', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => {
      socket.setNoDelay(true);
      socket.on('data', () => socket.write('EDLE and more'));
      socket.write('first a NE');
    });
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    await reaches(session, ({ payloadsIn }) => payloadsIn === 1);
    const view = openView(bench, { source: { session: session.id }, filter: '"NEEDLE"', rows: 5 });
    await until(() => view.items.at(-1)?.state === 'current');
    expect(view.items.at(-1)?.matches).toBe(0);
    await session.send(1, 'data', text('go on'));
    await until(() => view.items.at(-1)?.matches === 2);
    expect(view.texts.at(-1)).toEqual(['first a NE', 'EDLE and more']);
    const { view: id, rows } = newest(view.items);
    const ranges = await Promise.all(
      rows.map(async ({ seq }) =>
        bench.engine.handlers['views.ranges']({ view: id, seq, offset: 0, length: 65_536 }, noBody),
      ),
    );
    expect(ranges).toEqual([{ ranges: [{ from: 8, to: 10 }] }, { ranges: [{ from: 0, to: 4 }] }]);
    await view.end();
    await session.close();
  });

  it('shows the traffic and the time of it as it goes on', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => void socket.on('data', () => socket.write('12345')));
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    const over = new AbortController();
    const traffic = bench.engine.handlers['records.traffic'](
      { source: { session: session.id }, from: null, to: null, buckets: 10 },
      { signal: over.signal, body: undefined },
    )[Symbol.asyncIterator]();
    await traffic.next();
    await session.send(1, 'data', text('abc'));
    await reaches(session, ({ bytesIn }) => bytesIn === 5);
    const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);
    for (let item = await traffic.next(); ; item = await traffic.next()) {
      if (item.done) throw new Error('It ended.');
      if (sum(item.value.bytesIn) === 5 && sum(item.value.bytesOut) === 3) break;
    }
    over.abort();
    await traffic.return?.();
    const { last } = await session.reader.tail({ rows: 1 });
    const source = { session: session.id };
    expect(await bench.engine.handlers['records.at']({ source, at: 0 }, noBody)).toEqual({ seq: 1 });
    const late = session.info.value.startedAt + 3_600_000_000;
    expect(await bench.engine.handlers['records.at']({ source, at: late }, noBody)).toEqual({
      seq: last + 1,
    });
    await session.close();
  });
});

describe('filtered views', () => {
  it('are refused with a sentence when too many are open, and when the filter is wrong', async () => {
    const bench = newBench();
    await using peer = await tcpPeer(() => undefined);
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    const source = { session: session.id };
    const views = Array.from({ length: largestViewCount }, () =>
      openView(bench, { source, filter: 'dir:in', rows: 0 }),
    );
    await until(() => views.every(({ items }) => items.length > 0));
    const next = (filter: string): Promise<unknown> =>
      bench.engine.handlers['views.open']({ source, filter, rows: 0 }, noBody)[Symbol.asyncIterator]().next();
    expect(await rejection(next('dir:in'))).toMatchObject({ code: 'LIMIT' });
    await views[0]?.end();
    expect(await rejection(next('size>'))).toMatchObject({ code: 'BAD_REQUEST' });
    await Promise.all(views.map(({ end }) => end()));
    await session.close();
  });

  it('end with a sentence when their session is released', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => void socket.end('bye'));
    const session = await bench.begin({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    await session.ended;
    const view = openView(bench, { source: { session: session.id }, filter: '"bye"', rows: 1 });
    await until(() => view.items.at(-1)?.matches === 1);
    await bench.engine.sessions.release(session.id);
    expect((await rejection(view.ended)).message).toMatch(/is closed\. Filter again/);
  });
});

describe('recordings that are open side by side', () => {
  it('are read to the end, however many others are opened meanwhile', async () => {
    await using fixture = new StoreFixture();
    const names = Array.from({ length: 24 }, (_, index) => `recording${String(index).padStart(2, '0')}`);
    for (const name of names) {
      await fixture.recording(
        Array.from({ length: 50 }, () => ({ bytes: text(name) })),
        `${name}.wbs`,
      );
    }
    const ids = names.map((name) => recordingIdSchema.parse(name.padEnd(16, '0').slice(0, 16)));
    const paths = new Map(ids.map((id, index) => [id, fixture.path(`${names[index] ?? ''}.wbs`)]));
    const open = new OpenRecordings(fixture.store, (id) => paths.get(id) ?? '');
    const [firstId] = ids;
    if (firstId === undefined) throw new Error('There are no recordings.');
    const first = await open.reader(firstId);
    const query = await first.query('"recording00"');
    const reads = ids.map(async (id) => (await open.reader(id)).rows({ from: 1, count: 50 }));
    const pages = await Promise.all([...reads, first.rows({ from: 1, count: 50 }), first.tail({ rows: 50 })]);
    expect(pages.every(({ rows }) => rows.length === 50)).toBe(true);
    await until(() => query.progress.value.state === 'current');
    expect((await query.tail({ rows: 50 })).rows).toHaveLength(50);
    await query.close();
    expect((await first.tail({ rows: 1 })).rows).toHaveLength(1);
    await open.close();
    expect(await rejection(first.tail({ rows: 1 }))).toMatchObject({ code: 'WRONG_STATE' });
  });
});
