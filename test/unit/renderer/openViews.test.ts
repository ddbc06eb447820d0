import { describe, expect, it, vi } from 'vitest';
import { createOpenRecording } from '../../../renderer/state/workspace/openRecording.ts';
import { createClearedViews } from '../../../renderer/state/window/clearedViews.ts';
import { createReplayNews } from '../../../renderer/state/window/replayNews.ts';
import { createOpenViews } from '../../../renderer/state/window/openViews.ts';
import { Holds, Recent } from '../../../renderer/state/base/recent.ts';
import { createRecordingStore } from '../../../renderer/state/workspace/recordings.ts';
import { searchFor, searchText } from '../../../renderer/state/base/search.ts';
import { formatStart, formatStartInFull } from '../../../renderer/state/base/startTime.ts';
import { recordingIdSchema, sessionIdSchema } from '../../../shared/model/ids.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import {
  createFakeEngine,
  createFakeStorage,
  fakeConnection,
  fakeRecording,
} from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

describe('what was used last', () => {
  it('is kept, and what was not used for longest is ended', () => {
    const ended: string[] = [];
    const recent = new Recent<{ dispose: () => void }>(2);
    const use = (key: string): void => void recent.get(key, () => ({ dispose: () => ended.push(key) }));
    use('a');
    use('b');
    use('a');
    use('c');
    expect(ended).toEqual(['b']);
    recent.dispose();
    expect(ended).toEqual(['b', 'a', 'c']);
  });

  it('is kept longer where it is held, as a view is that is shown beside others', () => {
    const ended: string[] = [];
    const holds = new Holds();
    const recent = new Recent<{ dispose: () => void }>(2, (value) => holds.has(value));
    const use = (key: string) => recent.get(key, () => ({ dispose: () => ended.push(key) }));
    const [once, twice] = [holds.hold(use('a')), holds.hold(use('a'))];
    for (const key of 'bcd') use(key);
    expect(ended).toEqual(['b', 'c']);
    once.dispose();
    use('e');
    expect(ended).toEqual(['b', 'c', 'd']);
    twice.dispose();
    use('f');
    expect(ended).toEqual(['b', 'c', 'd', 'a']);
    recent.dispose();
  });
});

describe('the views of a recording', () => {
  it('are made anew when its file was deleted and another has its name', async () => {
    using engine = createFakeEngine({});
    engine.recordings.set([fakeRecording('r1'), fakeRecording('r2')]);
    const recordings = createRecordingStore(engine.client);
    const listed = (count: number): Promise<void> =>
      until(() => recordings.store.getState().recordings.length === count);
    await listed(2);
    const views = createOpenViews({
      client: engine.client,
      recordings,
      environment: () => null,
      cleared: createClearedViews(createFakeStorage()),
      replays: createReplayNews(),
    });
    const [gone, kept] = ['r1', 'r2'].map((id) => recordingIdSchema.parse(id));
    if (gone === undefined || kept === undefined) throw new Error('They are two.');
    const before = [gone, kept].map((id) => [views.recordsOfRecording(id), views.recording(id)]);
    engine.recordings.set([fakeRecording('r2')]);
    await listed(1);
    engine.recordings.set([fakeRecording('r1'), fakeRecording('r2')]);
    await listed(2);
    const after = [gone, kept].map((id) => [views.recordsOfRecording(id), views.recording(id)]);
    expect(after[0]?.map((view, index) => view === before[0]?.[index])).toEqual([false, false]);
    expect(after[1]?.map((view, index) => view === before[1]?.[index])).toEqual([true, true]);
    views.dispose();
    recordings.dispose();
  });
});

describe('the views of a recording that has ended', () => {
  it('are read again when records that were deleted have come back', async () => {
    let asked = 0;
    using engine = createFakeEngine({
      'recordings.open': () => {
        asked += 1;
        throw new Error('Nobody looks at it.');
      },
    });
    engine.recordings.set([fakeRecording('r1', { first: 20 }), fakeRecording('r2', { first: 20 })]);
    const recordings = createRecordingStore(engine.client);
    const views = createOpenViews({
      client: engine.client,
      recordings,
      environment: () => null,
      cleared: createClearedViews(createFakeStorage()),
      replays: createReplayNews(),
    });
    const [back, other] = ['r1', 'r2'].map((id) => views.recordsOfRecording(recordingIdSchema.parse(id)));
    if (back === undefined || other === undefined) throw new Error('They are two.');
    views.recording(recordingIdSchema.parse('r1'));
    await until(() => recordings.store.getState().recordings.length === 2 && asked === 1);
    using readAgain = vi.spyOn(back, 'readAgain');
    using readOther = vi.spyOn(other, 'readAgain');
    engine.recordings.set([fakeRecording('r1', { first: 1 }), fakeRecording('r2', { first: 30 })]);
    await until(() => asked === 2);
    expect(readAgain).toHaveBeenCalledOnce();
    expect(readOther).not.toHaveBeenCalled();
    views.dispose();
    recordings.dispose();
  });
});

describe('an opened recording', () => {
  it('is read again when its session has ended', async () => {
    let complete = false;
    using engine = createFakeEngine({
      'recordings.open': (): RecordingInfo => ({
        name: 'redis',
        endpoint: fakeConnection('c').endpoint,
        url: null,
        startedAt: 0,
        endedAt: complete ? 1 : null,
        complete,
        facts: null,
        first: 1,
        records: 0,
        blanked: null,
        payloadsIn: 0,
        payloadsOut: 0,
        bytesIn: 0,
        bytesOut: 0,
        peers: [],
      }),
    });
    engine.recordings.set([fakeRecording('r1', { liveSession: sessionIdSchema.parse('s1') })]);
    const recordings = createRecordingStore(engine.client);
    await until(() => recordings.store.getState().isLoaded);
    const opened = createOpenRecording(recordings, recordingIdSchema.parse('r1'));
    await until(() => opened.store.getState().info?.complete === false);
    complete = true;
    engine.recordings.set([fakeRecording('r1')]);
    await until(() => opened.store.getState().info?.complete !== false);
    expect(opened.store.getState()).toMatchObject({ info: { endedAt: 1 }, problem: null });
    opened.dispose();
    recordings.dispose();
  });
});

describe('the sidebar', () => {
  it('finds by words, in any order and case', () => {
    expect(searchFor('')(searchText('anything'))).toBe(true);
    expect(searchFor('6379 RED')(searchText('Redis', 'tcp://127.0.0.1:6379'))).toBe(true);
    expect(searchFor('redis 1')(searchText('redis', 'tcp://h:2'))).toBe(false);
  });

  it('tells when a recording began as shortly as it can be told apart', () => {
    const now = new Date(2026, 10, 21, 15, 0);
    const us = (date: Date): number => date.getTime() * 1000;
    expect(formatStart(us(new Date(2026, 10, 21, 14, 2, 9)), now)).toBe('14:02:09');
    expect(formatStart(us(new Date(2026, 2, 12, 14, 2)), now)).toBe('12 Mar 14:02');
    expect(formatStart(us(new Date(2025, 2, 2, 14, 2)), now)).toBe('2025-03-02');
    expect(formatStartInFull(us(new Date(2025, 2, 2, 4, 2, 9)))).toBe('2025-03-02 04:02:09');
  });
});
