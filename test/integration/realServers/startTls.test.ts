import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartTlsProtocol } from '../../../shared/model/tlsOptions.ts';
import { needs } from '../../support/needs.ts';
import { makeOpensslFiles, type OpensslFiles } from '../../support/programs/opensslFiles.ts';
import { postgresLogin, startTlsServers } from '../../support/programs/startTlsServers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

/** What is asked once the connection is TLS, and how the answer begins or what is in it. Binary protocols as hex. */
const exchanges: Readonly<Record<Exclude<StartTlsProtocol, 'none'>, { ask: Buffer; answer: RegExp }>> = {
  smtp: { ask: Buffer.from('EHLO bench.example\r\n'), answer: /^250[- ]/m },
  imap: { ask: Buffer.from('b1 CAPABILITY\r\n'), answer: /^b1 OK/m },
  pop3: { ask: Buffer.from('CAPA\r\n'), answer: /SASL/ },
  ftp: { ask: Buffer.from('PBSZ 0\r\n'), answer: /^200 /m },
  xmpp: {
    ask: Buffer.from(
      "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
    ),
    answer: /<mechanism>/,
  },
  // RFC 4511, section 4.2: an anonymous bind; message 9 is answered with success.
  ldap: {
    ask: Buffer.from('300c020109600702010304008000', 'hex'),
    answer: /^0\x0c\x02\x01\x09a\x07\x0a\x01\x00/,
  },
  postgres: { ask: postgresLogin, answer: /^R\0\0\0/ },
  // HandshakeResponse41 with packet number 2: protocol 4.1, secure connection, TLS; user `root`, no password. The answer is packet 3, OK.
  mysql: {
    ask: Buffer.concat([
      Buffer.from('26000002', 'hex'),
      Buffer.from('008a00000000000121', 'hex'),
      Buffer.alloc(23),
      Buffer.from('root\0\0'),
    ]),
    answer: /^...\x03\x00/s,
  },
};

let files: OpensslFiles;
beforeAll(async () => {
  files = await makeOpensslFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

for (const [protocol, { program, missing, start }] of Object.entries(startTlsServers)) {
  const why = missing();
  const { ask, answer } = exchanges[protocol as keyof typeof exchanges];
  describe(`STARTTLS with ${program} (${protocol})`, needs(why), () => {
    let server: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      server = await start(files);
    });
    afterAll(() => server[Symbol.asyncDispose]());

    it('goes over to TLS after the dialogue, and speaks the protocol there', async () => {
      const { endpoint, link } = await connectTo({
        kind: 'tcp-client',
        address: `tcp://localhost:${server.port}`,
        startTls: protocol,
        tls: { ca: await readFile(files.path('ca.pem'), 'utf8') },
      });
      await using _ = endpoint;
      expect(link.facts.isReady).toBe(false);
      const tls = await link.isSecured();
      expect(tls).toMatchObject({ role: 'client', verification: 'verified', problem: null });
      expect(tls.chain[0]?.names.join(' ')).toContain('localhost');
      expect(endpoint.steps.slice(-2)).toEqual(['dialogue done', 'tls done']);
      const before = link.received.length;
      await link.sendData(ask);
      await until(() => answer.test(link.received.subarray(before).toString('latin1')));
    });

    it('ends with the reason, and shows the chain, when nobody vouches for the certificate', async () => {
      await using endpoint = RecordedEndpoint.start({
        kind: 'tcp-client',
        address: `tcp://localhost:${server.port}`,
        startTls: protocol,
      });
      const { clean, code } = await endpoint.end();
      expect(clean).toBe(false);
      // slapd shows its authority, too, which is signed by itself.
      expect(code).toMatch(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/);
      expect(endpoint.facts.tls).toMatchObject({ verification: 'refused', role: 'client' });
      expect(endpoint.facts.tls?.chain).not.toEqual([]);
    });
  });
}
