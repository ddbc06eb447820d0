import { expect, it } from 'vitest';
import { nameOfTab } from '../../../renderer/state/window/tabNames.ts';
import type { Tab } from '../../../renderer/state/window/tabs.ts';
import { tellApart } from '../../../renderer/state/window/tellApart.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { fakeConnection, fakeRecording } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';

it('tells those of one name apart by what only one of them has', () => {
  const told = tellApart([
    { name: 'redis', facts: ['TCP client', 'staging', '10.0.0.1:6379'] },
    { name: 'redis', facts: ['TCP client', 'local', '127.0.0.1:6379'] },
    { name: 'redis', facts: ['14:02:11'] },
    { name: 'echo', facts: ['TCP client', 'local', '127.0.0.1:7'] },
  ]);
  expect(told).toEqual(['staging', 'local', '14:02:11', null]);
});

it('gives what there is of those that nothing tells apart', () => {
  const twin = { name: 'redis', facts: ['TCP client', '127.0.0.1:6379'] };
  expect(tellApart([twin, { ...twin }])).toEqual(['127.0.0.1:6379', '127.0.0.1:6379']);
  expect(
    tellApart([
      { name: '', facts: [] },
      { name: '', facts: [] },
    ]),
  ).toEqual([null, null]);
});

it('tells two tabs of one name by folder, address or time', async () => {
  using window = await TestWindow.open();
  const { engine, state } = window;
  const twins = [
    { ...fakeConnection('c1', 'redis'), folder: 'gateway/eu' },
    fakeConnection('c2', 'redis', 'tcp://10.0.0.1:6379'),
  ];
  engine.folders.set([{ path: 'gateway' }, { path: 'gateway/eu' }]);
  engine.connections.set(twins);
  engine.recordings.set([1, 2].map((at) => fakeRecording(`r${at}`, { name: 'said', startedAt: at * 1e9 })));
  await until(
    () =>
      state.connections.store.getState().connections.length === 2 &&
      state.recordings.store.getState().recordings.length === 2,
  );
  const tabs: Tab[] = [
    ...twins.map(({ id }): Tab => ({ kind: 'connection', id })),
    ...['r1', 'r2'].map((id): Tab => ({ kind: 'recording', id: recordingIdSchema.parse(id) })),
  ];
  const told = tellApart(tabs.map((tab) => nameOfTab(state, tab, new Date())));
  expect(told.slice(0, 2)).toEqual(['eu', '10.0.0.1:6379']);
  expect(new Set(told.slice(2)).size).toBe(2);
});
