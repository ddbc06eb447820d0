import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createToastStore, type ToastStore } from '../../../renderer/state/window/toasts.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { fakeConnection } from '../../support/fakeEngine.ts';
import { TestWindow } from '../../support/testWindow.ts';
import { until } from '../../support/until.ts';

const texts = ({ store }: ToastStore): string[] => store.getState().map(({ text }) => text);

describe('a message without a place of its own', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('goes by itself, unless there is something to do about it', () => {
    const toasts = createToastStore({ allow: () => Promise.resolve(), tab: () => null });
    toasts.failed(new Error('It was not sent.'));
    toasts.say('It was replaced.', { label: 'Undo', run: () => undefined });
    vi.advanceTimersByTime(10_000);
    expect(texts(toasts)).toEqual(['It was not sent.', 'It was replaced.']);
    vi.advanceTimersByTime(20_000);
    expect(texts(toasts)).toEqual(['It was replaced.']);
  });
});

it('goes when its tab is left, and stays when another is closed', async () => {
  using window = await TestWindow.open();
  const { engine, state, actions } = window;
  engine.connections.set([fakeConnection('c1', 'redis'), fakeConnection('c2', 'echo')]);
  await until(() => state.connections.store.getState().connections.length === 2);
  actions.showConnection(connectionIdSchema.parse('c1'));
  actions.showConnection(connectionIdSchema.parse('c2'));
  state.toasts.say('It was replaced.', { label: 'Undo', run: () => undefined });
  state.tabs.close('connection:c1');
  expect(window.said()).toEqual(['It was replaced.']);
  actions.showConnection(connectionIdSchema.parse('c1'));
  expect(window.said()).toEqual([]);
});
