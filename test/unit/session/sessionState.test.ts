import { describe, expect, it } from 'vitest';
import {
  initialState,
  nextState,
  type SessionEvent,
  type SessionState,
} from '../../../electron/engine/session/sessionState.ts';

const opened: SessionEvent = {
  type: 'clientOpened',
  local: '127.0.0.1:1000',
  remote: '127.0.0.1:2000',
  subprotocol: null,
  at: 10,
};
const closeRequested: SessionEvent = { type: 'closeRequested' };
const ended = (clean: boolean): SessionEvent => ({
  type: 'closed',
  outcome: { clean, reason: clean ? 'The other side closed.' : 'The other side reset.' },
  at: 20,
});

function play(...events: SessionEvent[]): SessionState {
  return events.reduce(nextState, initialState);
}

describe('the state of a session', () => {
  it('is connecting until something opens', () => {
    expect(initialState.phase).toBe('connecting');
    expect(play(opened)).toMatchObject({ phase: 'open', openedAt: 10, remote: '127.0.0.1:2000' });
  });

  it('fails with the reason when nothing opened', () => {
    expect(play(ended(false))).toMatchObject({
      phase: 'failed',
      reason: 'The other side reset.',
      endedAt: 20,
      openedAt: null,
    });
  });

  it('tells a reset from a close', () => {
    expect(play(opened, ended(true)).phase).toBe('closed');
    expect(play(opened, ended(false)).phase).toBe('failed');
  });

  it('calls no end a failure that was asked for', () => {
    expect(play(opened, closeRequested, ended(false)).phase).toBe('closed');
    expect(play(closeRequested, ended(false)).phase).toBe('closed');
  });

  it('stays closing when the connection comes about after it was cancelled', () => {
    expect(play(closeRequested, opened).phase).toBe('closing');
  });

  it('waits between two attempts with the reason why, and is open as of the last one', () => {
    const outcome = { clean: false, reason: 'Refused.', code: 'ECONNREFUSED' };
    const retry = { attempt: 1, attempts: 3, at: 40 };
    const waiting = play(opened, { type: 'waiting', outcome, retry });
    expect(waiting).toMatchObject({
      phase: 'waiting',
      reason: 'Refused.',
      problem: { code: 'ECONNREFUSED', field: null },
      retry,
      endedAt: null,
    });
    const retrying = nextState(waiting, { type: 'retrying', at: 45 });
    expect(retrying).toMatchObject({
      phase: 'connecting',
      reason: null,
      problem: null,
      retry,
    });
    expect(nextState(retrying, { ...opened, at: 50 })).toMatchObject({
      phase: 'open',
      retry: null,
      openedAt: 50,
    });
    expect(nextState(waiting, closeRequested)).toMatchObject({ phase: 'closing', retry: null });
  });

  it('knows the groups that its socket is in', () => {
    const groups = [{ group: '239.1.1.1', interface: 'lo' }];
    expect(play(opened, { type: 'groupsChanged', groups })).toMatchObject({ phase: 'open', groups });
  });

  it('says what a failure was caused by, and of a close nothing', () => {
    const outcome = { clean: false, reason: 'No key.', field: 'tls.key' };
    expect(play({ type: 'closed', outcome, at: 1 }).problem).toEqual({ code: null, field: 'tls.key' });
    expect(play(closeRequested, { type: 'closed', outcome, at: 1 }).problem).toBeNull();
  });

  it('keeps the address that a server listens at when it ends', () => {
    const listening: SessionEvent = { type: 'listening', local: '[::1]:5', url: 'tcp://[::1]:5', at: 3 };
    expect(play(listening, ended(true))).toMatchObject({
      url: 'tcp://[::1]:5',
      openedAt: 3,
      phase: 'closed',
    });
  });

  it('does not change any more once it has ended', () => {
    const end = play(opened, ended(true));
    for (const event of [opened, closeRequested, ended(false)]) expect(nextState(end, event)).toBe(end);
  });
});
