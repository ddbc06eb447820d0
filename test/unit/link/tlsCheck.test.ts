import { noTemplates } from '../../../electron/engine/session/noTemplates.ts';
import { readFile } from 'node:fs/promises';
import nodeTls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkEndpoint, listInterfaces } from '../../../electron/engine/check/checkEndpoint.ts';
import type { Machine } from '../../../electron/engine/check/machine.ts';
import { tlsLibrary } from '../../../electron/engine/link/tls/library.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import {
  endpointCheckSchema,
  networkInterfaceSchema,
  type EndpointCheck,
} from '../../../shared/model/endpointCheck.ts';
import {
  expiredCertificate,
  futureCertificate,
  testKey,
  validCertificate,
} from '../../support/certificates.ts';
import { needs, programs } from '../../support/needs.ts';
import { makeOpensslFiles, filesPassphrase, type OpensslFiles } from '../../support/programs/opensslFiles.ts';

const machine: Machine = {
  platform: 'linux',
  interfaces: {
    lo: [{ address: '127.0.0.1', family: 'IPv4' }],
    eth0: [
      { address: '192.0.2.7', family: 'IPv4' },
      { address: '2001:db8::7', family: 'IPv6', scopeid: 0 },
    ],
  },
  firstFreePort: 1024,
  nowMs: Date.parse('2026-05-01'),
};
const key = { id: 'key', name: 'a.key' };

async function check(
  endpoint: object,
  secrets: Readonly<Record<string, Uint8Array | string>> = { key: testKey },
  nowMs = machine.nowMs,
): Promise<EndpointCheck> {
  const source = {
    secret: ({ id }: { id: string }): Promise<Uint8Array> => Promise.resolve(Buffer.from(secrets[id] ?? '')),
  };
  return endpointCheckSchema.parse(
    await checkEndpoint(endpointSchema.parse(endpoint), source, noTemplates({ nowUs: () => 0 }), {
      ...machine,
      nowMs,
    }),
  );
}

/** What is found, as `field: message`, problems with a mark. */
async function findings(endpoint: object): Promise<string[]> {
  const { findings: found } = await check(endpoint);
  return found.map(({ field, tone, message }) => `${tone === 'problem' ? '!' : '?'} ${field}: ${message}`);
}

const tlsClient = (tls: object) => ({ kind: 'tls-client', address: 'tls://db.example:5432', tls });
const tlsServer = (tls: object, address = 'tls://127.0.0.1:9000') => ({ kind: 'tls-server', address, tls });

describe('the check of an endpoint', () => {
  it.each([
    { kind: 'tcp-client', address: 'tcp://127.0.0.1:9000' },
    { kind: 'tcp-server', address: 'tcp://0.0.0.0:0' },
    tlsClient({}),
    tlsServer({}),
    { kind: 'udp', address: '', bind: '192.0.2.7:5353' },
    { kind: 'unix-client', address: 'unix:/run/service.sock' },
    { kind: 'ws-client', address: 'wss://example.org/' },
    { kind: 'ws-server', address: 'wss://localhost:0/' },
  ])('finds nothing against $kind as it is', async (endpoint) => {
    expect(await check(endpoint)).toEqual({ findings: [], certificates: [] });
  });

  it('does not take what has no value for an address', async () => {
    const found = await findings({ kind: 'ws-server', address: 'ws://127.0.0.1:9000/?q={{missing}}' });
    expect(found).toEqual([expect.stringMatching(/^! address: .*“missing”/)]);
  });

  it('finds everything that is wrong at once', async () => {
    const tls = { ca: 'hello', certificate: validCertificate, minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' };
    expect(await findings(tlsClient(tls))).toEqual([
      expect.stringMatching(/^! tls\.minVersion: The minimum version/),
      expect.stringMatching(/^! tls\.ca: There is no certificate/),
      expect.stringMatching(/^! tls\.certificate|^! tls\.key: A certificate needs its private key/),
    ]);
  });

  it('finds what opening would refuse in the opening messages, beside what else is wrong', async () => {
    const onOpen = [
      { kind: 'data', format: 'text', text: 'fine' },
      { kind: 'data', format: 'hex', text: '4x' },
    ];
    expect(await findings({ ...tlsClient({ ca: 'hello' }), onOpen })).toEqual([
      expect.stringMatching(/^! onOpen\.1: Message 2 of those sent after connecting is wrong\./),
      expect.stringMatching(/^! tls\.ca: There is no certificate/),
    ]);
  });

  it.each([
    ['expired', expiredCertificate, 'This certificate expired on 1 February 2020.'],
    ['not valid yet', futureCertificate, 'This certificate is not valid until 1 January 2119.'],
  ])('warns of a certificate that is %s, and shows it', async (_what, certificate, message) => {
    const { findings: found, certificates } = await check(tlsClient({ certificate, key }));
    expect(found).toEqual([{ field: 'tls.certificate', tone: 'warning', message }]);
    expect(certificates).toEqual([
      { field: 'tls.certificate', chain: [expect.objectContaining({ names: ['localhost'] })] },
    ]);
  });

  it('warns of a server’s certificate that is not for where it listens', async () => {
    const tls = { identity: 'given', certificate: validCertificate, key };
    expect(await findings(tlsServer(tls, 'tls://localhost:9000'))).toEqual([]);
    expect(await findings(tlsServer(tls, 'tls://0.0.0.0:9000'))).toEqual([]);
    expect(await findings(tlsServer(tls))).toEqual([
      '? tls.certificate: This certificate is not for 127.0.0.1, where this server listens.',
    ]);
  });

  it('warns of names that a made certificate lacks, and refuses names that are none', async () => {
    expect(await findings(tlsServer({ names: ['localhost', 'not a name'] }))).toEqual([
      expect.stringMatching(/^! tls\.names\.1: “not a name” is neither/),
    ]);
    expect(await findings(tlsServer({ names: ['bench.test'] }))).toEqual([
      '? tls.names: The certificate will not be for 127.0.0.1, where this server listens. Add it.',
    ]);
    expect(await findings(tlsServer({ names: ['*.bench.test'] }, 'tls://a.bench.test:1234'))).toEqual([]);
  });

  it('says that a server lacks a certificate, or the authority for those of its clients', async () => {
    expect(await findings(tlsServer({ identity: 'given', clientCertificate: 'required' }))).toEqual([
      expect.stringMatching(/^! tls\.ca: Client certificates are required/),
      expect.stringMatching(/^! tls\.certificate: A TLS server needs a certificate/),
    ]);
  });

  it('asks the TLS library for no more than a hundred words of a cipher list, and for no cipher twice', async () => {
    using asked = vi.spyOn(nodeTls, 'createSecureContext');
    const words = Array.from({ length: 1000 }, (_, index) => `NO${index}`);
    const { name, choosesTls13Suites } = tlsLibrary();
    const known = nodeTls
      .getCiphers()
      .map((cipher) => cipher.toUpperCase())
      .filter((cipher) => choosesTls13Suites || !cipher.startsWith('TLS_'));
    const ciphers = [...known, ...words].join(':').slice(0, 4096);
    const [found] = await findings(tlsClient({ ciphers }));
    expect(found?.startsWith(`! tls.ciphers: ${name}, the TLS library of this program,`)).toBe(true);
    expect(found).toMatch(/does not know NO0, NO1, NO2, NO3, NO4 and \d+ more\. Remove them/);
    expect(asked.mock.calls.length).toBeLessThan(110);
  });

  it('refuses ciphers that the library would ignore beside one that it knows', async () => {
    expect(await findings(tlsClient({ ciphers: 'AES128-SHA:NO-SUCH:!aNULL' }))).toEqual([
      `! tls.ciphers: ${tlsLibrary().name}, the TLS library of this program, does not know NO-SUCH. Remove it, or correct the spelling.`,
    ]);
  });

  it('looks at TLS options where they count only, and lets those for later wait', async () => {
    const tls = { ca: 'hello' };
    const plain = { kind: 'ws-client', address: 'ws://example.org', tls };
    expect(await findings(plain)).toEqual([]);
    expect(await findings({ ...plain, address: 'wss://example.org' })).toEqual([
      expect.stringMatching(/^! tls\.ca: /),
    ]);
    const byHand = { kind: 'tcp-client', address: 'tcp://example.org:25', tls };
    expect(await findings(byHand)).toEqual([expect.stringMatching(/^\? tls\.ca: /)]);
    expect(await findings({ ...byHand, startTls: 'smtp' })).toEqual([expect.stringMatching(/^! tls\.ca: /)]);
  });

  it.each([
    [
      { kind: 'tcp-server', address: 'tcp://198.51.100.1:9000' },
      ['! address: 198.51.100.1 is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.'],
    ],
    [
      { kind: 'tcp-server', address: 'tcp://192.0.2.7:443' },
      [expect.stringMatching(/^\? address: Ports below 1024 are for privileged programs/)],
    ],
    [
      { kind: 'udp', address: '', bind: '198.51.100.1:53' },
      [
        expect.stringMatching(/^! bind: 198\.51\.100\.1 is not/),
        expect.stringMatching(/^\? bind: Ports below/),
      ],
    ],
    [{ kind: 'tcp-server', address: 'tcp://[2001:DB8:0::7]:9000' }, []],
    [{ kind: 'tcp-server', address: 'tcp://127.9.9.9:9000' }, []],
    [
      { kind: 'tcp-client', address: 'tcp://x:1', socket: { localAddress: '198.51.100.1' } },
      [
        '! socket.localAddress: 198.51.100.1 is not an address of this machine now. It has: 127.0.0.1, 192.0.2.7, 2001:db8::7.',
      ],
    ],
    [
      { kind: 'tcp-client', address: 'tcp://x:1', socket: { localAddress: 'eth0' } },
      [expect.stringMatching(/^! socket\.localAddress: The local address cannot be used\./)],
    ],
    [
      { kind: 'tcp-client', address: 'tcp://x:1', proxy: { use: 'socks5' } },
      ['! proxy.address: Type the address of the proxy, such as 127.0.0.1:1080.'],
    ],
    [
      { kind: 'tcp-client', address: 'tcp://x:1', proxy: { use: 'http', address: 'proxy' } },
      [expect.stringMatching(/^! proxy\.address: The address of the proxy is not valid\. Add a port/)],
    ],
    [{ kind: 'tcp-client', address: 'tcp://x:1', proxy: { use: 'environment' } }, []],
    [
      { kind: 'unix-server', address: `unix:/${'x'.repeat(120)}` },
      [expect.stringMatching(/^! address: The system allows at most \d+ bytes/)],
    ],
  ])('%o', async (endpoint, expected) => {
    expect(await findings(endpoint)).toEqual(expected);
  });

  it('names multicast groups that are none, and interfaces that are not there', async () => {
    const groups = [
      { group: '10.0.0.1' },
      { group: '239.1.2.3' },
      { group: '239.1.2.3', interface: 'eth9' },
      { group: 'ff02::1', interface: 'lo' },
    ];
    const socket = { groups, multicastInterface: 'wlan0' };
    expect(await findings({ kind: 'udp', address: '', bind: '0.0.0.0:5353', socket })).toEqual([
      expect.stringMatching(/^! socket\.groups\.0: /),
      expect.stringMatching(/^! socket\.groups\.2: There is no interface “eth9”/),
      expect.stringMatching(/^! socket\.groups\.3: The interface lo has no IPv6 address/),
      expect.stringMatching(/^! socket\.multicastInterface: There is no interface “wlan0”/),
    ]);
  });

  it('lists the interfaces of this machine with their addresses', () => {
    const interfaces = listInterfaces();
    expect(interfaces.map((each) => networkInterfaceSchema.parse(each))).toEqual(interfaces);
    expect(interfaces.flatMap(({ addresses }) => addresses)).toContain('127.0.0.1');
    expect(interfaces.find(({ addresses }) => addresses.includes('127.0.0.1'))?.isInternal).toBe(true);
  });
});

describe('the check of files of openssl', needs(programs('openssl')), () => {
  let files: OpensslFiles;
  beforeAll(async () => {
    files = await makeOpensslFiles();
  });
  afterAll(() => files[Symbol.asyncDispose]());

  it('shows what is in a PKCS #12 file, and names a wrong passphrase', async () => {
    const pfx = await readFile(files.path('client.p12'));
    const tls = { pfx: { id: 'pfx', name: 'client.p12' }, passphrase: { id: 'passphrase', name: 'it' } };
    const right = await check(tlsClient(tls), { pfx, passphrase: filesPassphrase }, Date.now());
    expect(right.findings).toEqual([]);
    expect(right.certificates).toEqual([
      { field: 'tls.pfx', chain: [expect.objectContaining({ subject: 'CN=bench client' })] },
    ]);
    const wrong = await check(tlsClient(tls), { pfx, passphrase: 'wrong' });
    expect(wrong.findings).toMatchObject([{ field: 'tls.passphrase', tone: 'problem' }]);
    expect(wrong.certificates).toEqual([]);
  });

  it('warns of an authority that is the certificate of a host', async () => {
    const ca = await readFile(files.path('server.pem'), 'utf8');
    const { findings: found, certificates } = await check(tlsClient({ ca }));
    expect(found).toContainEqual({
      field: 'tls.ca',
      tone: 'warning',
      message:
        '“CN=localhost” is the certificate of a host, not of an authority. It cannot even vouch for itself: add the certificate of “CN=Bench authority”.',
    });
    expect(certificates).toMatchObject([{ field: 'tls.ca', chain: [{ subject: 'CN=localhost' }] }]);
  });
});
