import { describe, expect, it } from 'vitest';
import { createActions } from '../../../renderer/state/window/actions.ts';
import { newEndpoint } from '../../../renderer/state/workspace/endpoints.ts';
import { describeRefusal } from '../../../renderer/state/workspace/refusalWords.ts';
import { refusedCertificate, withTrusted } from '../../../renderer/state/workspace/trust.ts';
import { createDraftStore } from '../../../renderer/state/window/drafts.ts';
import { createWorkbenchState } from '../../../renderer/state/window/workbench.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { noFacts, type ConnectionFacts } from '../../../shared/model/facts.ts';
import {
  createFakeEngine,
  createFakeStorage,
  fakeConnection,
  fakeSession,
  fakeFiles,
} from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
const facts: ConnectionFacts = {
  ...noFacts,
  tls: {
    role: 'client',
    version: 'TLSv1.3',
    cipher: null,
    alpn: null,
    serverName: null,
    isSessionReused: false,
    verification: 'refused',
    problem: { code: 'CERT_HAS_EXPIRED', message: 'The certificate expired on 1 February 2020.' },
    chain: [
      {
        subject: 'CN=a',
        issuer: 'CN=a',
        names: [],
        validFrom: 0,
        validTo: 1,
        serialNumber: '1',
        fingerprint,
        key: 'EC P-256',
        isAuthority: false,
        pem: '',
      },
    ],
    keyLogPath: null,
  },
};

describe('a refused certificate', () => {
  it('is the one that the other side showed as its own', () => {
    expect(refusedCertificate(facts)).toEqual({ fingerprint });
    expect(refusedCertificate(noFacts)).toBeNull();
  });

  it('is told in a few words, by its code', () => {
    expect(describeRefusal('DEPTH_ZERO_SELF_SIGNED_CERT')).toBe('The certificate is self-signed.');
    expect(describeRefusal('PATH_LOOP')).toBe('The certificate does not verify.');
    expect(describeRefusal(null)).toBe('The certificate does not verify.');
  });

  it('is trusted once, and only by what verifies certificates', () => {
    const once = withTrusted(newEndpoint('tls-client', 'tls://h:1'), fingerprint);
    expect(once.ok && once.value.kind === 'tls-client' && once.value.tls.trusted).toEqual([fingerprint]);
    expect(once.ok && withTrusted(once.value, fingerprint)).toEqual(once);
    expect(withTrusted(newEndpoint('tls-server'), fingerprint).ok).toBe(false);
  });

  it('is trusted after a question that shows its fingerprint; then it is saved, and connected again', async () => {
    const endpoint = newEndpoint('tls-client', 'tls://127.0.0.1:1');
    const connection = { ...fakeConnection('c1'), endpoint };
    using engine = createFakeEngine({
      'connections.update': ({ name, endpoint: changed }) => {
        const updated = { ...connection, name, endpoint: endpointSchema.parse(changed) };
        engine.connections.set([updated]);
        return updated;
      },
      'sessions.close': () => fakeSession('s1', { connectionId: connection.id, phase: 'closed' }),
      'sessions.open': () => fakeSession('s2', { connectionId: connection.id }),
      'sessions.release': () => ({}),
    });
    engine.connections.set([connection]);
    engine.sessions.set([fakeSession('s1', { connectionId: connection.id, endpoint, phase: 'waiting' })]);
    const state = createWorkbenchState(engine.client, fakeFiles, createFakeStorage(), createFakeStorage());
    await until(() => state.connections.get(connection.id) !== undefined);
    await until(() => state.sessions.store.getState().sessions.length === 1);
    createActions(state, createDraftStore(createFakeStorage())).askToTrust(connection.id, { fingerprint });
    const question = state.questions.getState();
    expect(question?.text).toContain(fingerprint);
    expect(engine.asked).toEqual([]);
    await question?.run();
    expect(engine.asked.map(({ name }) => name)).toEqual([
      'connections.update',
      'sessions.close',
      'sessions.open',
    ]);
    expect(engine.asked[0]?.input).toMatchObject({ endpoint: { tls: { trusted: [fingerprint] } } });
    state.dispose();
  });
});
