import { describe, expect, it, vi } from 'vitest';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { FilteredView } from '../../../shared/model/filteredView.ts';
import type { ViewId } from '../../../shared/model/ids.ts';
import { largestMarkPage, type Mark } from '../../../shared/model/mark.ts';
import { withStretch } from '../../../shared/model/markList.ts';
import { wsPeer } from '../../support/peers.ts';
import type { SessionBench } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';
import { rejection } from '../store/storeFixture.ts';

const newBench = benchesOfOneEngine();
const noBody = { signal: new AbortController().signal, body: undefined };

/** A window that watches the marks of a source. */
class Watcher implements AsyncDisposable {
  marks: readonly Mark[] = [];
  items = 0;
  private readonly over = new AbortController();
  private readonly following: Promise<void>;

  constructor(bench: SessionBench, source: RecordSource) {
    this.following = this.follow(bench, source);
  }

  get text(): string {
    return this.marks
      .map(({ from, to, colour, note }) => `${from}-${to} ${colour}${note === null ? '' : `: ${note}`}`)
      .join(', ');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.over.abort();
    await this.following;
  }

  private async follow(bench: SessionBench, source: RecordSource): Promise<void> {
    const context = { signal: this.over.signal, body: undefined };
    for await (const item of bench.engine.handlers['marks.watch']({ source }, context)) {
      this.marks = withStretch(this.marks, item);
      this.items += 1;
    }
  }
}

/** A session that has received so many messages. */
async function received(bench: SessionBench, messages: number) {
  const peer = await wsPeer((socket) => {
    for (let number = 1; number <= messages; number += 1) socket.send(`message ${number}`);
  });
  const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}` });
  await until(() => session.info.value.payloadsIn >= messages);
  await session.reader.tail({ rows: 1 });
  return { session, peer };
}

/** The view, once it has looked at all records. */
async function lookedAtAll(items: AsyncIterator<{ output: FilteredView }>): Promise<ViewId> {
  for (;;) {
    const { value, done } = await items.next();
    if (done) throw new Error('The view has ended.');
    if (value.output.state === 'current') return value.output.view;
  }
}

describe('the marks that windows see', () => {
  it('are the same in each, of a session and of its recording, while they change', async () => {
    const bench = newBench();
    const { handlers } = bench.engine;
    const { session, peer } = await received(bench, 4);
    await using _ = peer;
    const live = { session: session.id };
    const recording = { recording: session.info.value.recordingId };
    await using one = new Watcher(bench, live);
    await using other = new Watcher(bench, live);
    const set = async (
      source: RecordSource,
      from: number,
      to: number,
      mark: { colour: 'red'; note: string | null } | null,
    ) => handlers['marks.set']({ source, view: null, stretches: [{ from, to }], mark }, noBody);

    const first = await set(live, 1, 3, { colour: 'red', note: 'slow' });
    expect(first.lost).toEqual({ marks: 0, notes: 0 });
    await until(() => one.text === '1-3 red: slow' && other.text === one.text);
    const second = await set(live, 2, 2, null);
    expect(second.lost).toEqual({ marks: 1, notes: 1 });
    await until(() => one.text === '1-1 red: slow, 3-3 red: slow' && other.text === one.text);
    await handlers['marks.undo']({ undo: second.undo }, noBody);
    await until(() => other.text === '1-3 red: slow');
    const again = Promise.resolve(handlers['marks.undo']({ undo: second.undo }, noBody));
    expect((await rejection(again)).code).toBe('NOT_FOUND');

    await session.close();
    await session.ended;
    await using late = new Watcher(bench, recording);
    await until(() => late.text === '1-3 red: slow');
    await set(recording, 1, 2, null);
    await until(() => [one, other, late].every(({ text }) => text === '3-3 red: slow'));
    expect((await rejection(set(recording, 999, 1000, { colour: 'red', note: null }))).code).toBe(
      'NOT_FOUND',
    );
  });

  it('come back at the second attempt, where the first one could not write them', async () => {
    const bench = newBench();
    const { handlers } = bench.engine;
    const { session, peer } = await received(bench, 4);
    await using _ = peer;
    const source = { session: session.id };
    await using watcher = new Watcher(bench, source);
    const mark = { colour: 'red', note: null } as const;
    const { undo } = await handlers['marks.set'](
      { source, view: null, stretches: [{ from: 1, to: 2 }], mark },
      noBody,
    );
    await until(() => watcher.text === '1-2 red');
    const refused = vi
      .spyOn(bench.engine.store, 'setMarks')
      .mockRejectedValueOnce(new WirebenchError('BAD_REQUEST', 'The disk is full.'));
    const first = Promise.resolve(handlers['marks.undo']({ undo }, noBody));
    expect((await rejection(first)).message).toContain('The disk is full.');
    refused.mockRestore();
    await handlers['marks.undo']({ undo }, noBody);
    await until(() => watcher.text === '');
  });

  it('come back with the records that were deleted', async () => {
    const bench = newBench();
    const { handlers } = bench.engine;
    const { session, peer } = await received(bench, 4);
    await using _ = peer;
    const source = { session: session.id };
    const mark = { colour: 'red', note: 'kept' } as const;
    await handlers['marks.set']({ source, view: null, stretches: [{ from: 1, to: 2 }], mark }, noBody);
    const { deletion } = await handlers['sessions.deleteRecorded']({ session: session.id }, noBody);
    await using watcher = new Watcher(bench, source);
    await until(() => session.info.value.first > 4 && watcher.text === '');
    await session.close();
    await handlers['deletions.undo']({ deletion }, noBody);
    await until(() => watcher.text === '1-2 red: kept' && session.info.value.first === 1);
    const late = Promise.resolve(handlers['sessions.deleteRecorded']({ session: session.id }, noBody));
    expect((await rejection(late)).code).toBe('WRONG_STATE');
  });

  it('are made of what a filter lists of a selection, and of nothing between', async () => {
    const bench = newBench();
    const { handlers } = bench.engine;
    const { session, peer } = await received(bench, 30);
    await using _ = peer;
    const source = { session: session.id };
    const over = new AbortController();
    const context = { signal: over.signal, body: undefined };
    const items = handlers['views.open']({ source, filter: '/message 1/', rows: 0 }, context)[
      Symbol.asyncIterator
    ]();
    const view = await lookedAtAll(items);
    const everything = [{ from: 1, to: 1_000_000 }];
    const mark = { colour: 'green', note: null } as const;
    await handlers['marks.set']({ source, view, stretches: everything, mark }, noBody);
    await using watcher = new Watcher(bench, source);
    // The messages 1 and 10 to 19, behind what opened the connection.
    await until(() => watcher.marks.length === 2);
    expect(watcher.marks.map(({ from, to }) => to - from + 1)).toEqual([1, 10]);
    over.abort();
    await items.return?.();
  });

  it('are watched in a recording that can be deleted meanwhile', async () => {
    const bench = newBench();
    const { handlers, sessions } = bench.engine;
    const { session, peer } = await received(bench, 4);
    await using _ = peer;
    const recording = session.info.value.recordingId;
    await session.close();
    await session.ended;
    await sessions.release(session.id);
    await using watcher = new Watcher(bench, { recording });
    await until(() => watcher.items === 1);
    await handlers['recordings.remove']({ recording }, noBody);
    const gone = handlers['marks.set'](
      { source: { recording }, view: null, stretches: [{ from: 1, to: 1 }], mark: null },
      noBody,
    );
    expect((await rejection(Promise.resolve(gone))).code).toBe('NOT_FOUND');
  });

  it('come in pages, also where there are many', async () => {
    const bench = newBench();
    const { session, peer } = await received(bench, 2 * largestMarkPage + 20);
    await using _ = peer;
    const source = { session: session.id };
    // Every second record, since neighbours that are marked at once are one stretch.
    const stretches = Array.from({ length: largestMarkPage + 10 }, (_each, index) => {
      const seq = 2 * index + 1;
      return { from: seq, to: seq };
    });
    await bench.engine.handlers['marks.set'](
      { source, view: null, stretches, mark: { colour: 'blue', note: null } },
      noBody,
    );
    await using watcher = new Watcher(bench, source);
    await until(() => watcher.marks.length === stretches.length);
    expect(watcher.items).toBe(2);
    expect(watcher.marks.map(({ from, to }) => ({ from, to }))).toEqual(stretches);
  });
});
