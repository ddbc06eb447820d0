import { describe, expect, it } from 'vitest';
import { factsMenu, factsText } from '../../../renderer/features/connection/factsMenu.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { fakeSession } from '../../support/fakeEngine.ts';

const endpoint = newEndpoint('tcp-client', 'tcp://127.0.0.1:6379');
const actions = { copy: () => undefined, showConnection: () => undefined };

describe('the menu of the line of facts', () => {
  it('has what there is to copy', () => {
    const labels = (session?: ReturnType<typeof fakeSession>): readonly string[] =>
      factsMenu(endpoint, session, actions).map(({ label }) => label);
    expect(labels()).toEqual(['Copy address']);
    const open = fakeSession('s1', { local: '127.0.0.1:5', remote: '127.0.0.1:6379', reason: null });
    expect(labels(open)).toEqual([
      'Copy address',
      'Copy local address',
      'Copy remote address',
      'Copy all facts',
      'Show connection details',
    ]);
  });

  it('tells the facts of a failure as lines', () => {
    const text = factsText(
      fakeSession('s1', {
        endpoint,
        phase: 'failed',
        reason: 'Nobody listens there.',
        local: null,
        remote: null,
      }),
    );
    expect(text).toMatch(
      /^Address: tcp:\/\/127\.0\.0\.1:6379\nState: failed\n(.*\n)*Reason: Nobody listens there\.\n/,
    );
  });
});
