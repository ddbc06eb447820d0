import { describe, expect, it } from 'vitest';
import { linkCommands } from '../../../renderer/commands/linkCommands.ts';
import { asidePane } from '../../../renderer/state/window/asidePane.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { actionsOfAllPeers, actionsOfLink } from '../../../renderer/state/sessions/linkActions.ts';
import { createWorkbenchState } from '../../../renderer/state/window/workbench.ts';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import { createFakeEngine, createFakeStorage, fakeFiles, fakeSession } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

describe('what can be done to a link', () => {
  it('is what its protocol can', () => {
    const all = endpointKinds.map((kind) => [kind, actionsOfLink(kind, null).join(' ')]);
    expect(Object.fromEntries(all)).toEqual({
      'tcp-client': 'end reset startTls',
      'tcp-server': 'disconnect end reset startTls',
      'tls-client': 'end reset',
      'tls-server': 'disconnect end reset',
      udp: '',
      'unix-client': 'end',
      'unix-server': 'disconnect end',
      'ws-client': 'reset',
      'ws-server': 'disconnect reset',
    });
  });

  it('does not make TLS of what is TLS already', () => {
    const tls = { version: 'TLSv1.3', verification: 'verified' } as const;
    expect(actionsOfLink('tcp-client', tls)).toEqual(['end', 'reset']);
  });

  it('disconnects all peers of a server at once, and of nothing else', () => {
    expect(endpointKinds.filter((kind) => actionsOfAllPeers(kind).includes('disconnect'))).toEqual(
      endpointKinds.filter((kind) => kind.endsWith('-server')),
    );
  });
});

describe('the menu of a connection', () => {
  it('does it to the session that is open, and offers nothing that cannot be done now', async () => {
    using engine = createFakeEngine({ 'sessions.end': () => ({}) });
    const state = createWorkbenchState(engine.client, fakeFiles, createFakeStorage(), createFakeStorage());
    const endpoint = newEndpoint('tcp-client', 'tcp://127.0.0.1:9000');
    const possible = (phase: 'open' | 'waiting'): string[] =>
      linkCommands(endpoint, fakeSession('s', { endpoint, phase }), state)
        .filter(({ isPossible }) => isPossible)
        .map(({ id }) => id);
    expect(possible('waiting')).toEqual(['link.copyCommand']);
    expect(possible('open')).toEqual(['link.end', 'link.reset', 'link.startTls', 'link.copyCommand']);
    const withVariables = newEndpoint('tcp-client', 'tcp://{{host}}:9000');
    expect(linkCommands(withVariables, undefined, state).at(-1)).toMatchObject({
      id: 'link.copyCommand',
      isPossible: true,
    });
    linkCommands(endpoint, fakeSession('s', { endpoint }), state)[0]?.run();
    await until(() => engine.asked.length > 0);
    expect(engine.asked).toEqual([{ name: 'sessions.end', input: { session: 's', to: 'all' } }]);
    state.dispose();
  });

  it('disconnects nobody where nobody is connected', () => {
    using engine = createFakeEngine();
    const state = createWorkbenchState(engine.client, fakeFiles, createFakeStorage(), createFakeStorage());
    const endpoint = newEndpoint('tcp-server', 'tcp://127.0.0.1:0');
    const [first] = linkCommands(endpoint, fakeSession('s', { endpoint, openPeers: 0 }), state);
    expect(first).toMatchObject({ title: 'Disconnect all peers', isPossible: false });
    state.dispose();
  });
});

describe('beside the timeline', () => {
  it('stands the connection until a record is selected', () => {
    expect(asidePane(undefined, null)).toBe('connection');
    expect(asidePane(undefined, 7)).toBe('record');
  });

  it('stays what a person chose, until they select another record', () => {
    expect(asidePane({ pane: 'connection', current: 7 }, 7)).toBe('connection');
    expect(asidePane({ pane: 'connection', current: 7 }, 8)).toBe('record');
    expect(asidePane({ pane: 'record', current: null }, null)).toBe('record');
    expect(asidePane({ pane: 'connection', current: 7 }, null)).toBe('connection');
  });
});
