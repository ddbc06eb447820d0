import { describe, expect, it } from 'vitest';
import { sessionOfTab } from '../../../renderer/state/window/sessionOfTab.ts';
import type { Tab } from '../../../renderer/state/window/tabs.ts';
import { fakeConnection, fakeRecording, fakeSession } from '../../support/fakeEngine.ts';

const { id: connectionId } = fakeConnection('c1');
const first = fakeSession('s1', { connectionId, phase: 'closed' });
const second = fakeSession('s2', { connectionId });
const other = fakeSession('s3', { connectionId: fakeConnection('c2').id });
const sessions = [first, second, other];
const live = fakeRecording('r1', { liveSession: first.id });
const recordings = [live, fakeRecording('r2'), fakeRecording('r3', { liveSession: fakeSession('gone').id })];

const shown = (tab: Tab): string | undefined => sessionOfTab(tab, sessions, recordings)?.id;

describe('the session that a tab shows', () => {
  it('is the newest one of its connection', () => {
    expect(shown({ kind: 'connection', id: connectionId })).toBe('s2');
    expect(shown({ kind: 'connection', id: fakeConnection('c3').id })).toBe(undefined);
  });

  it('is the one that the tab is of, while it is there', () => {
    expect(shown({ kind: 'session', id: first.id })).toBe('s1');
    expect(shown({ kind: 'session', id: fakeSession('gone').id })).toBe(undefined);
  });

  it('is the one that is being recorded, and none for a recording that is read from its file', () => {
    expect(shown({ kind: 'recording', id: live.id })).toBe('s1');
    expect(shown({ kind: 'recording', id: fakeRecording('r2').id })).toBe(undefined);
    expect(shown({ kind: 'recording', id: fakeRecording('r3').id })).toBe(undefined);
  });
});
