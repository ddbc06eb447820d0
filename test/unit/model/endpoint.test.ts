import { describe, expect, it } from 'vitest';
import { briefEndpoint, endpointSchema, largestEndpointBytes } from '../../../shared/model/connection.ts';
import { largestPemLength } from '../../../shared/model/tlsOptions.ts';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { largestEndpoint } from '../../support/largestEndpoint.ts';

const tlsClient = (tls: object, more: object = {}): object => ({
  kind: 'tls-client',
  address: 'tls://x:1',
  tls,
  ...more,
});

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

function refusalOf(value: unknown): { path: string; message: string } | null {
  const [issue] = endpointSchema.safeParse(value).error?.issues ?? [];
  return issue ? { path: issue.path.join('.'), message: issue.message } : null;
}

describe('the certificates of an endpoint', () => {
  it.each(['ca', 'certificate'])('may be 64 KiB as %s, and a sentence refuses more', (name) => {
    expect(refusalOf(tlsClient({ [name]: 'A'.repeat(largestPemLength) }))).toBeNull();
    expect(refusalOf(tlsClient({ [name]: 'A'.repeat(largestPemLength + 1) }))).toEqual({
      path: `tls.${name}`,
      message: expect.stringContaining('more than 64 KiB of certificates'),
    });
  });

  it.each([
    ['plain', testKey],
    ['beside its certificate', `${validCertificate}\n${testKey}`],
    ['of RSA', testKey.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY')],
    ['encrypted', testKey.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY')],
  ])('are no place for a private key that is %s', (_what, text) => {
    for (const kind of ['tls-client', 'tls-server']) {
      for (const name of ['ca', 'certificate']) {
        const refusal = refusalOf({ ...tlsClient({ [name]: text }), kind });
        expect(refusal).toEqual({
          path: `tls.${name}`,
          message: expect.stringContaining('Keys have a field of their own'),
        });
      }
    }
    expect(refusalOf(tlsClient({ certificate: validCertificate }))).toBeNull();
  });
});

describe('all options of an endpoint together', () => {
  it('take 256 KiB at most; a sentence at the largest of them refuses more', () => {
    const largest = largestEndpoint();
    expect(jsonBytes(largest)).toBe(largestEndpointBytes);
    expect(endpointSchema.parse(largest)).toEqual(largest);
    expect(refusalOf({ ...largest, address: `${largest.address}0` })).toEqual({
      path: 'onOpen',
      message: expect.stringContaining('at most 256 KiB'),
    });
  });

  it('are measured as they are written, in UTF-8 with escapes', () => {
    const onOpen = Array.from({ length: 3 }, () => ({
      kind: 'data',
      format: 'text',
      text: '\u20ac'.repeat(60_000),
    }));
    expect(refusalOf(tlsClient({}, { onOpen }))?.path).toBe('onOpen');
    expect(refusalOf(tlsClient({}, { onOpen: onOpen.slice(1, 2) }))).toBeNull();
  });
});

describe('a brief endpoint', () => {
  it('has everything but what may be large', () => {
    const endpoint = endpointSchema.parse({
      kind: 'ws-client',
      address: 'wss://x:1',
      headers: [{ name: 'A', value: 'b' }],
      subprotocols: ['mqtt'],
      onOpen: [{ kind: 'text', format: 'text', text: 'hi' }],
      tls: { ca: validCertificate, certificate: validCertificate, serverName: 'y', verify: false },
    });
    expect(briefEndpoint(endpoint)).toEqual(
      endpointSchema.parse({
        kind: 'ws-client',
        address: 'wss://x:1',
        subprotocols: ['mqtt'],
        tls: { serverName: 'y', verify: false },
      }),
    );
    const udp = endpointSchema.parse({ kind: 'udp', address: 'udp://x:1', bind: ':5' });
    expect(briefEndpoint(udp)).toEqual(udp);
    expect(jsonBytes(briefEndpoint(largestEndpoint()))).toBeLessThan(2048);
  });
});

describe('the largest message of a WebSocket', () => {
  const webSocket = (messageLimitBytes: number): object => ({
    kind: 'ws-client',
    address: 'ws://x:1',
    messageLimitBytes,
  });

  // The library keeps 32 bits of it: some of these would mean none, and no message at all could be read, or any.
  it.each([0, -1, 1.5, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    'is not %d bytes',
    (bytes) => expect(refusalOf(webSocket(bytes))?.path).toBe('messageLimitBytes'),
  );

  it.each([1, 2 ** 30])('may be %d bytes', (bytes) => expect(refusalOf(webSocket(bytes))).toBeNull());
});
