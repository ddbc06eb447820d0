import { describe, expect, it } from 'vitest';
import {
  certificateFileName,
  formatCertificateTime,
  shortName,
  validityOf,
} from '../../../renderer/features/connectionPanel/certificateWords.ts';
import { optionsInForce } from '../../../renderer/features/connectionPanel/optionWords.ts';
import { layoutWaterfall } from '../../../renderer/features/connectionPanel/waterfall.ts';
import { measureDuration } from '../../../shared/base/time.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { connectUsOf, type Certificate, type ConnectionStep } from '../../../shared/model/facts.ts';

const step = (change: Partial<ConnectionStep>): ConnectionStep => ({
  name: 'connect',
  target: '127.0.0.1:1',
  beganUs: 0,
  endedUs: null,
  outcome: 'running',
  note: null,
  code: null,
  ...change,
});

describe('the steps of a connection', () => {
  it('share one axis, from the beginning of the first step to the end of the last, which is how long it took', () => {
    const steps = [
      step({ name: 'lookup', beganUs: 500, endedUs: 1500, outcome: 'done' }),
      step({ beganUs: 1500, endedUs: 3500, outcome: 'failed' }),
      step({ beganUs: 2500, endedUs: 4500, outcome: 'done' }),
    ];
    const { bars, totalUs, isRunning } = layoutWaterfall(steps, 99_000);
    expect(connectUsOf({ steps })).toBe(totalUs);
    expect(bars.map(({ from, to, tookUs }) => [from, to, tookUs])).toEqual([
      [0, 0.25, 1000],
      [0.25, 0.75, 2000],
      [0.5, 1, 2000],
    ]);
    expect([totalUs, isRunning]).toEqual([4000, false]);
  });

  it('grow while they run, and never end before they began when the clocks differ', () => {
    const steps = [step({ name: 'lookup', endedUs: 1000, outcome: 'done' }), step({ beganUs: 1000 })];
    expect(layoutWaterfall(steps, 5000).bars[1]).toMatchObject({ from: 0.2, to: 1, tookUs: 4000 });
    expect(layoutWaterfall(steps, -5000).bars[1]).toMatchObject({ from: 1, to: 1, tookUs: 0 });
  });

  it('are nothing where nothing was done, as in a recording without facts', () => {
    expect(layoutWaterfall([], 0)).toEqual({ bars: [], totalUs: 0, isRunning: false });
  });

  it.each([
    [420, '0.42 ms'],
    [12_300, '12.3 ms'],
    [250_000, '250 ms'],
    [12_000_000, '12.0 s'],
  ])('that took %i µs say %s', (us, words) => {
    const { value, unit } = measureDuration(us);
    expect(`${value} ${unit}`).toBe(words);
  });
});

const day = 86_400_000;
const now = Date.UTC(2026, 5, 15, 12);
const certificate = (change: Partial<Certificate>): Certificate => ({
  subject: 'CN=localhost',
  issuer: 'CN=Bench CA',
  names: [],
  validFrom: now - day,
  validTo: now + 90 * day,
  serialNumber: '01',
  fingerprint: 'AB:CD',
  key: 'EC P-256',
  isAuthority: false,
  pem: '',
  ...change,
});

describe('a certificate', () => {
  it.each([
    [{ validTo: now - 3 * day - 1 }, 'bad', 'expired 3 days ago'],
    [{ validTo: now - 60_000 }, 'bad', 'expired less than an hour ago'],
    [{ validFrom: now + 2 * 3_600_000 }, 'bad', 'not valid yet: valid in 2 hours'],
    [{ validTo: now + 5 * day }, 'soon', 'expires in 5 days'],
    [{}, 'good', 'expires in 90 days'],
  ] as const)('with %j is %s: %s', (change, tone, words) => {
    expect(validityOf(certificate(change), now)).toEqual({ tone, words });
  });

  it('is called by its common name, and saved under a name that any system takes', () => {
    expect(shortName('C=DE, CN=service.example, O=Example')).toBe('service.example');
    expect(shortName('O=Nobody')).toBe('O=Nobody');
    expect(certificateFileName(certificate({ subject: 'CN=../../*.example' }))).toBe('example.pem');
    expect(certificateFileName(certificate({ subject: '' }))).toBe('ABCD.pem');
    expect(certificateFileName(certificate({ subject: 'CN=\u202eevil/..' }))).toBe('evil.pem');
  });

  it('says when it counts, and does not fail over a time that is none', () => {
    expect(formatCertificateTime(now)).toBe('2026-06-15 12:00 UTC');
    expect(formatCertificateTime(Number.MAX_SAFE_INTEGER)).toBe('unknown');
  });
});

describe('the options in force', () => {
  it('are those that differ from the defaults, in words', () => {
    const endpoint = endpointSchema.parse({
      kind: 'tls-client',
      address: 'tls://h:1',
      connectTimeoutMs: 2500,
      socket: { noDelay: false, keepAliveMs: 60_000 },
      onOpen: [{ kind: 'data', format: 'text', text: 'hello' }],
      tls: { ca: '-----BEGIN CERTIFICATE-----', key: { id: 'k', name: 'my.key' }, alpn: ['h2', 'x'] },
    });
    expect(optionsInForce(endpoint).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Connect timeout: 2,500 ms',
      'Opening messages: 1 message',
      'Keep-alive after: 60 s',
      'No delay: off',
      'Authorities: 1 certificate',
      'Private key: my.key',
      'ALPN: h2, x',
    ]);
    expect(optionsInForce(endpointSchema.parse({ kind: 'udp', address: 'udp://h:1' }))).toEqual([]);
  });

  it('have a name each, whatever the kind', () => {
    const endpoint = endpointSchema.parse({
      kind: 'udp',
      address: 'udp://h:1',
      bind: '0.0.0.0:0',
      socket: { groups: [{ group: '239.1.2.3', interface: 'eth0' }], receiveBufferBytes: 65_536 },
      whenDiskFails: 'pause',
    });
    expect(optionsInForce(endpoint).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Receive at: 0.0.0.0:0',
      'Groups: 239.1.2.3 on eth0',
      'Receive buffer: 65.5 kB',
      'When the disk fails: pause',
    ]);
  });
});
