import { expect, it } from 'vitest';
import { SessionLife } from '../../../electron/engine/session/sessionLife.ts';

it('has the state that the events led to, and says at once that it has changed', () => {
  const phases: string[] = [];
  const life = new SessionLife({ now: () => void phases.push(life.phase) });
  expect(life.state).toMatchObject({ phase: 'connecting', openedAt: null });
  life.apply({ type: 'clientOpened', local: 'a:1', remote: 'b:2', subprotocol: null, at: 7 });
  life.apply({ type: 'closeRequested' });
  life.apply({ type: 'closed', outcome: { clean: false, reason: 'Reset.' }, at: 9 });
  expect(phases).toEqual(['open', 'closing', 'closed']);
  expect(life.state).toMatchObject({ openedAt: 7, endedAt: 9, local: 'a:1', reason: 'Reset.' });
});
