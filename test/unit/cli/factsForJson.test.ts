import { describe, expect, it } from 'vitest';
import { describeFacts, describeRefused } from '../../../electron/cli/describeFacts.ts';
import { factsForJson } from '../../../electron/cli/factsForJson.ts';
import {
  noFacts,
  type Certificate,
  type ConnectionStep,
  type TlsFacts,
} from '../../../shared/model/facts.ts';

function step(name: ConnectionStep['name'], beganUs: number, endedUs: number | null): ConnectionStep {
  return { name, target: 'x', beganUs, endedUs, outcome: 'done', note: null, code: null };
}

const certificate: Certificate = {
  subject: 'CN=db',
  issuer: 'CN=Bench authority',
  names: ['db', '10.0.0.1'],
  validFrom: Date.UTC(2026, 0, 1),
  validTo: Date.UTC(2027, 0, 1),
  serialNumber: '01',
  fingerprint: 'AA:BB',
  key: 'EC P-256',
  isAuthority: false,
  pem: '-----BEGIN CERTIFICATE-----',
};

const tls: TlsFacts = {
  role: 'client',
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  alpn: 'h2',
  serverName: 'db',
  isSessionReused: false,
  verification: 'verified',
  problem: null,
  chain: [certificate],
  keyLogPath: null,
};

describe('the facts of a connection in JSON', () => {
  it('have a time for each kind of step that there was, and nothing for the others', () => {
    const steps = [
      step('lookup', 0, 1500),
      step('connect', 1500, 2000),
      step('tls', 2000, 5125),
      step('upgrade', 5125, null),
    ];
    expect(factsForJson({ ...noFacts, steps })).toEqual({ lookupMs: 1.5, connectMs: 0.5, secureMs: 3.125 });
    expect(factsForJson(noFacts)).toEqual({});
  });

  it('add attempts up that followed each other, and count once what ran side by side', () => {
    const steps = [step('connect', 0, 1000), step('connect', 250, 3000), step('connect', 5000, 6000)];
    expect(factsForJson({ ...noFacts, steps })).toEqual({ connectMs: 4 });
  });

  it('have addresses, the proxy, and TLS with its chain, without keys and PEM', () => {
    const facts = { ...noFacts, local: 'a:1', remote: 'b:2', proxy: 'socks5://c:3', tls };
    expect(factsForJson(facts)).toEqual({
      remote: 'b:2',
      local: 'a:1',
      proxy: 'socks5://c:3',
      tls: {
        version: 'TLSv1.3',
        cipher: 'TLS_AES_256_GCM_SHA384',
        alpn: 'h2',
        serverName: 'db',
        reused: false,
        authorized: true,
        verification: 'verified',
        problem: null,
        chain: [
          {
            subject: 'CN=db',
            issuer: 'CN=Bench authority',
            names: ['db', '10.0.0.1'],
            validFrom: '2026-01-01T00:00:00.000Z',
            validTo: '2027-01-01T00:00:00.000Z',
            fingerprint: 'AA:BB',
          },
        ],
      },
    });
  });

  it.each(['pinned', 'unverified', 'refused', 'none'] as const)(
    'are not authorized when %s',
    (verification) => {
      expect(factsForJson({ ...noFacts, tls: { ...tls, verification } })).toMatchObject({
        tls: { authorized: false, verification },
      });
    },
  );
});

describe('the facts of a connection for a person', () => {
  it('are a line for the proxy and one for TLS, with what is wrong with a certificate below', () => {
    const problem = { code: 'CERT_HAS_EXPIRED', message: 'It has expired.' };
    const facts = {
      ...noFacts,
      proxy: 'http://p:1',
      tls: { ...tls, verification: 'pinned', problem } as const,
    };
    expect(describeFacts(facts)).toEqual([
      'Proxy: http://p:1',
      'TLS: TLSv1.3, TLS_AES_256_GCM_SHA384, ALPN h2, SNI db, certificate trusted by its fingerprint',
      '  It has expired.',
    ]);
    expect(describeFacts(noFacts)).toEqual([]);
  });

  it('show a refused chain, and how to trust it, with nothing that a terminal obeys', () => {
    const hostile = { ...certificate, subject: '\x1b[31mCN=\u202edb' };
    const lines = describeRefused({ ...tls, verification: 'refused', chain: [hostile] });
    expect(lines.at(-1)).toBe('To trust this certificate: --trust AA:BB');
    expect(lines.join(' ')).toContain('issued by  CN=Bench authority');
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(describeRefused(tls)).toEqual([]);
  });
});
