import { getSystemErrorMap } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { describeProblem, problemOf } from '../../../electron/engine/link/networkProblems.ts';
import { visible } from '../../../shared/bytes/visibleText.ts';
import { boringSslAlerts, boringSslReasons } from '../../support/boringSsl.ts';
import { certificateWords, moreCertificateProblems } from '../../../electron/engine/link/problems/index.ts';

function errorWith(code: string, message = `connect ${code} 10.0.0.1:9`): Error {
  return Object.assign(new Error(message), { code });
}

function sentenceFor(code: string): string {
  return describeProblem(errorWith(code), 'db:9');
}

describe('a sentence for what the system says', () => {
  it.each([
    ['ECONNREFUSED', /^Nothing listens at db:9 \(connection refused\)/],
    ['ECONNRESET', /^db:9 reset the connection\.$/],
    ['ETIMEDOUT', /^db:9 did not answer in time/],
    ['EHOSTUNREACH', /^There is no route to db:9 \(host unreachable\)/],
    ['ENETUNREACH', /^There is no route to db:9 \(network unreachable\)/],
    ['ENOTFOUND', /^The name in db:9 was not found/],
    ['EAI_AGAIN', /^The name in db:9 could not be looked up now/],
    ['EADDRINUSE', /^db:9 is in use by another program\. Choose another port/],
    ['EADDRNOTAVAIL', /^db:9 is not an address of this machine/],
    ['EACCES', /^The system does not allow db:9/],
    ['EMFILE', /^Too many files and sockets are open/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /^db:9 shows a self-signed certificate.*Trust it for this connection/],
  ])('explains %s', (code, sentence) => {
    expect(sentenceFor(code)).toMatch(sentence);
  });

  it('keeps the words and the code of what it does not know', () => {
    expect(describeProblem(errorWith('EWEIRD', 'strange things'), 'db:9')).toBe(
      'The connection with db:9 failed: strange things (EWEIRD).',
    );
    expect(sentenceFor('EWEIRD')).toBe('The connection with db:9 failed: connect EWEIRD 10.0.0.1:9.');
    expect(describeProblem('just text', 'db:9')).toBe('The connection with db:9 failed: just text.');
  });

  it('writes an address as it is, whatever is in it', () => {
    expect(describeProblem(errorWith('ECONNRESET'), '$&{where}:9')).toBe('$&{where}:9 reset the connection.');
  });

  it.each(['unix:/run/db.sock', '/run/db.sock', 'unix:@db', '\\\\.\\pipe\\db'])(
    'tells of the socket file %s what differs from a host and port',
    (where) => {
      expect(describeProblem(errorWith('ENOENT'), where)).toMatch(/^There is no socket at/);
      expect(describeProblem(errorWith('ECONNREFUSED'), where)).toMatch(/its server has ended/);
      expect(describeProblem(errorWith('ECONNRESET'), where)).toBe(`${where} reset the connection.`);
    },
  );
});

describe('an unreachable host', () => {
  const unreachable = (address: string | undefined, where: string, platform: NodeJS.Platform): string =>
    problemOf(
      Object.assign(errorWith('EHOSTUNREACH'), address === undefined ? {} : { address }),
      where,
      platform,
    ).reason;
  const consent = /System Settings, Privacy & Security, Local Network, and connect again\.$/;

  it.each([
    ['10.1.2.3', 'db:9'],
    ['172.31.0.1', 'db:9'],
    ['192.168.178.20', 'tcp://printer:9100'],
    ['169.254.7.7', 'db:9'],
    ['fe80::1%en0', 'db:9'],
    ['fd12:3456::1', 'db:9'],
    ['224.0.0.251', 'db:9'],
    [undefined, 'tcp://192.168.1.1:80'],
    [undefined, 'udp://[fe80::1]:9'],
    [undefined, 'printer.local:9100'],
  ])('at %s on the local network may be for want of a consent of macOS (%s)', (address, where) => {
    expect(unreachable(address, where, 'darwin')).toMatch(consent);
    expect(unreachable(address, where, 'linux')).toMatch(/^There is no route to/);
  });

  it.each([
    ['203.0.113.7', 'db:9'],
    ['172.32.0.1', 'db:9'],
    ['2001:db8::1', 'db:9'],
    [undefined, 'example.com:80'],
    [undefined, ''],
  ])('at %s is no matter of consent (%s)', (address, where) => {
    expect(unreachable(address, where, 'darwin')).toMatch(/^There is no route to/);
  });

  it('of several attempts is told of in the same way', () => {
    const error = Object.assign(errorWith('EHOSTUNREACH'), { address: '192.168.1.9' });
    const both = new AggregateError([error, errorWith('ENETUNREACH')]);
    expect(problemOf(both, 'db:9', 'darwin')).toMatchObject({
      code: 'EHOSTUNREACH',
      reason: expect.stringMatching(consent),
    });
  });
});

describe('the code of a problem', () => {
  it('is what the system says', () => {
    expect(problemOf(errorWith('ECONNREFUSED'), 'db:9').code).toBe('ECONNREFUSED');
    expect(problemOf('just text', 'db:9').code).toBeNull();
  });

  it('is, with its sentence, the one of a problem that was told before', () => {
    const cause = errorWith('ENETDOWN');
    expect(problemOf(new LinkProblem('Told before.', { cause }), 'db:9')).toEqual({
      reason: 'Told before.',
      code: 'ENETDOWN',
    });
    expect(problemOf(new LinkProblem('Told.', { cause, code: 'EOTHER' }), 'db:9').code).toBe('EOTHER');
  });

  it('is the most telling one of several attempts, and the first of equals', () => {
    const several = (...codes: readonly string[]): string | null =>
      problemOf(new AggregateError(codes.map((code) => errorWith(code))), 'db:9').code;
    expect(several('ENETUNREACH', 'ECONNREFUSED')).toBe('ECONNREFUSED');
    expect(several('ECONNREFUSED', 'ENETUNREACH')).toBe('ECONNREFUSED');
    expect(several('EADDRNOTAVAIL', 'EHOSTUNREACH', 'ETIMEDOUT')).toBe('ETIMEDOUT');
    expect(several('ECONNRESET', 'ECONNREFUSED')).toBe('ECONNRESET');
  });
});

/** Node’s list (ncrypto, `X509ErrorCode`). */
const x509Codes = [
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_CRL', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE'],
  ...['UNABLE_TO_DECRYPT_CRL_SIGNATURE', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'CERT_SIGNATURE_FAILURE'],
  ...['CRL_SIGNATURE_FAILURE', 'CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CRL_NOT_YET_VALID'],
  ...['CRL_HAS_EXPIRED', 'ERROR_IN_CERT_NOT_BEFORE_FIELD', 'ERROR_IN_CERT_NOT_AFTER_FIELD'],
  ...['ERROR_IN_CRL_LAST_UPDATE_FIELD', 'ERROR_IN_CRL_NEXT_UPDATE_FIELD', 'OUT_OF_MEM'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_CHAIN_TOO_LONG', 'CERT_REVOKED', 'INVALID_CA'],
  ...['PATH_LENGTH_EXCEEDED', 'INVALID_PURPOSE', 'CERT_UNTRUSTED', 'CERT_REJECTED', 'HOSTNAME_MISMATCH'],
  ...['UNSPECIFIED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_FORMAT'],
];

/** What OpenSSL and BoringSSL find themselves, or call an alert. */
const tlsCodes = [
  ...['WRONG_VERSION_NUMBER', 'PACKET_LENGTH_TOO_LONG', 'HTTP_REQUEST', 'HTTPS_PROXY_REQUEST'],
  ...['UNSUPPORTED_PROTOCOL', 'NO_SHARED_CIPHER', 'NO_APPLICATION_PROTOCOL', 'BAD_RECORD_MAC'],
  ...['DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'NO_SHARED_GROUP', 'NO_SUITABLE_KEY_SHARE', 'BAD_SIGNATURE'],
  ...['PEER_DID_NOT_RETURN_A_CERTIFICATE', 'UNEXPECTED_EOF_WHILE_READING', 'UNEXPECTED_MESSAGE'],
  ...['DH_KEY_TOO_SMALL', 'EE_KEY_TOO_SMALL', 'CA_MD_TOO_WEAK', 'UNSAFE_LEGACY_RENEGOTIATION_DISABLED'],
  ...['NO_PROTOCOLS_AVAILABLE', 'NO_COMMON_SIGNATURE_ALGORITHMS', 'APPLICATION_DATA_INSTEAD_OF_HANDSHAKE'],
  ...['SSLV3_ALERT_HANDSHAKE_FAILURE', 'SSLV3_ALERT_BAD_CERTIFICATE', 'SSLV3_ALERT_CERTIFICATE_EXPIRED'],
  ...['SSLV3_ALERT_CERTIFICATE_REVOKED', 'SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'SSLV3_ALERT_BAD_RECORD_MAC'],
  ...['SSLV3_ALERT_DECOMPRESSION_FAILURE', 'SSLV3_ALERT_ILLEGAL_PARAMETER', 'SSLV3_ALERT_NO_CERTIFICATE'],
  ...['SSLV3_ALERT_UNEXPECTED_MESSAGE', 'SSLV3_ALERT_UNSUPPORTED_CERTIFICATE', 'SSLV3_ALERT_CLOSE_NOTIFY'],
  ...['TLSV1_ALERT_UNKNOWN_CA', 'TLSV1_ALERT_PROTOCOL_VERSION', 'TLSV1_ALERT_ACCESS_DENIED'],
  ...['TLSV1_ALERT_DECODE_ERROR', 'TLSV1_ALERT_DECRYPT_ERROR', 'TLSV1_ALERT_DECRYPTION_FAILED'],
  ...['TLSV1_ALERT_EXPORT_RESTRICTION', 'TLSV1_ALERT_INAPPROPRIATE_FALLBACK', 'TLSV1_ALERT_RECORD_OVERFLOW'],
  ...['TLSV1_ALERT_INSUFFICIENT_SECURITY', 'TLSV1_ALERT_INTERNAL_ERROR', 'TLSV1_ALERT_NO_RENEGOTIATION'],
  ...['TLSV1_ALERT_USER_CANCELLED', 'TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'TLSV1_UNRECOGNIZED_NAME'],
  ...['TLSV1_ALERT_UNKNOWN_PSK_IDENTITY', 'TLSV1_BAD_CERTIFICATE_STATUS_RESPONSE'],
  ...['TLSV1_BAD_CERTIFICATE_HASH_VALUE', 'TLSV1_CERTIFICATE_UNOBTAINABLE', 'TLSV1_UNSUPPORTED_EXTENSION'],
  ...['TLSV13_ALERT_CERTIFICATE_REQUIRED', 'TLSV13_ALERT_MISSING_EXTENSION', 'TLSV1_ALERT_ECH_REQUIRED'],
].map((name) => `ERR_SSL_${name}`);

const lookupCodes = [
  ...['ENODATA', 'EFORMERR', 'ESERVFAIL', 'ENOTFOUND', 'ENOTIMP', 'EREFUSED', 'EBADQUERY', 'EBADNAME'],
  ...['EBADFAMILY', 'EBADRESP', 'ECONNREFUSED', 'ETIMEOUT', 'EOF', 'EFILE', 'ENOMEM', 'EDESTRUCTION'],
  ...['EBADSTR', 'EBADFLAGS', 'ENONAME', 'EBADHINTS', 'ENOTINITIALIZED', 'ELOADIPHLPAPI'],
  ...['EADDRGETNETWORKPARAMS', 'ECANCELLED'],
];

const nodeCodes = [
  ...['ERR_TLS_HANDSHAKE_TIMEOUT', 'ERR_TLS_DH_PARAM_SIZE', 'ERR_TLS_SESSION_ATTACK', 'ERR_SOCKET_CLOSED'],
  ...['ERR_TLS_INVALID_PROTOCOL_VERSION', 'ERR_TLS_PROTOCOL_VERSION_CONFLICT', 'ERR_SOCKET_BAD_PORT'],
  ...['ERR_TLS_REQUIRED_SERVER_NAME', 'ERR_TLS_RENEGOTIATION_DISABLED', 'ERR_SOCKET_BUFFER_SIZE'],
  ...['ERR_SOCKET_ALREADY_BOUND', 'ERR_SOCKET_CONNECTION_TIMEOUT', 'ERR_SOCKET_DGRAM_NOT_RUNNING'],
  ...['ERR_SSL_NO_CIPHER_MATCH', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ABORT_ERR'],
  ...['HPE_INVALID_CONSTANT', 'HPE_HEADER_OVERFLOW', 'HPE_INVALID_VERSION', 'HPE_INVALID_HEADER_TOKEN'],
  ...[
    'HPE_INVALID_STATUS',
    'HPE_INVALID_METHOD',
    'HPE_CR_EXPECTED',
    'HPE_LF_EXPECTED',
    'HPE_CLOSED_CONNECTION',
  ],
  ...['WS_ERR_INVALID_OPCODE', 'WS_ERR_EXPECTED_MASK', 'WS_ERR_INVALID_UTF8', 'WS_ERR_UNEXPECTED_RSV_1'],
];

describe('the table of problems', () => {
  const families: readonly (readonly [string, readonly string[]])[] = [
    ['error of the system that Node knows', [...getSystemErrorMap().values()].map(([code]) => code)],
    ['reason why a certificate does not verify', x509Codes],
    ['reason that Node does not name', Object.keys(moreCertificateProblems)],
    ['reason of a TLS library', tlsCodes],
    ['reason of BoringSSL', boringSslReasons.map((name) => `ERR_SSL_${name}`)],
    ['answer of a name server', lookupCodes],
    ['code of Node, its HTTP parser and its WebSockets', nodeCodes],
  ];

  it.each(families)('has a sentence of its own for every %s', (_, codes) => {
    for (const code of codes) {
      const sentence = sentenceFor(code);
      const wholeAndOfItsOwn = /^(?!.*(?:failed|came to nothing|unknown error|[{}]))[\p{L}\d].{20,}\.$/iu;
      expect({ code, sentence }).toEqual({ code, sentence: expect.stringMatching(wholeAndOfItsOwn) });
    }
  });

  it('says the same of no two codes', () => {
    const codes = new Set(families.flatMap(([, each]) => each));
    expect(new Set([...codes].map(sentenceFor)).size).toBe(codes.size);
  });

  it.each(Object.entries(certificateWords))('has a sentence where Node only says “%s”', (words, code) => {
    const problem = problemOf(errorWith('UNSPECIFIED', `${words} and more`), 'db:9');
    expect(problem).toEqual({ code, reason: sentenceFor(code) });
    expect(problem.reason).not.toBe(sentenceFor('UNSPECIFIED'));
  });

  it('tells in words what Node gives no name to', () => {
    const weak = describeProblem(errorWith('UNSPECIFIED', 'EE certificate key too weak'), 'db:9');
    expect(weak).toBe(
      'The key in the certificate of db:9 is too short to be safe today. It must be reissued.',
    );
    expect(sentenceFor('UNSPECIFIED')).toMatch(/breaks a rule of RFC 5280/);
  });
});

/** IANA, “TLS Alerts”, with those that RFC 8446 keeps for older versions. */
const registeredAlerts: ReadonlySet<number> = new Set([
  ...[0, 10, 20, 21, 22, 30, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 60, 70, 71, 80, 86, 90],
  ...[100, 109, 110, 111, 112, 113, 114, 115, 116, 117, 120, 121],
]);

describe('what TLS reports', () => {
  const openSsl = (words: string, alert = ''): string =>
    `error:0A000410:SSL routines:ssl3_read_bytes:${words}:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:${alert}\n`;

  it('is read from the words of OpenSSL and the constants of BoringSSL alike', () => {
    const boringSsl =
      'error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:../ssl/tls_record.cc:127:';
    for (const message of [openSsl('wrong version number'), boringSsl]) {
      expect(problemOf(errorWith('EPROTO', message), 'db:9')).toEqual({
        reason: expect.stringMatching(/^db:9 does not speak TLS\. Use ws:\/\/ instead of wss:\/\//),
        code: 'ERR_SSL_WRONG_VERSION_NUMBER',
      });
    }
  });

  it('has a sentence for each alert of the registry, and one for each number beyond', () => {
    const sentences = Array.from({ length: 256 }, (_, number) =>
      describeProblem(new Error(openSsl(`reason(${1000 + number})`, `SSL alert number ${number}`)), 'db:9'),
    );
    expect(new Set(sentences).size).toBe(256);
    expect(sentences[48]).toMatch(/does not know the authority that signed our certificate/);
    expect(sentences[116]).toMatch(/requires a client certificate/);
    expect(sentences[255]).toMatch(/with alert 255, which is not in the TLS registry/);
    for (const [number, sentence] of sentences.entries()) {
      expect(sentence).toMatch(/^[^{}]*db:9[^{}]*\.$/);
      expect(!sentence.includes('not in the TLS registry')).toBe(registeredAlerts.has(number));
    }
  });

  it('is told of an alert by either library’s name for it, with and without its number', () => {
    expect(boringSslAlerts.length).toBeGreaterThan(30);
    for (const name of [...boringSslAlerts, 'SSL_TLS_ALERT_HANDSHAKE_FAILURE']) {
      expect({ name, sentence: sentenceFor(`ERR_SSL_${name}`) }).toEqual({
        name,
        sentence: expect.not.stringMatching(/failed: |Compare versions/),
      });
    }
    const required = sentenceFor('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    expect(sentenceFor('ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED')).toBe(required);
  });

  it('keeps the reason of the library where no sentence is known', () => {
    expect(problemOf(new Error(openSsl('dane not enabled')), 'db:9')).toEqual({
      reason:
        'TLS with db:9 failed: dane not enabled. Compare versions, ciphers and certificates of both sides.',
      code: 'ERR_SSL_DANE_NOT_ENABLED',
    });
  });
});

describe('text of a peer in a sentence', () => {
  it('is one line without controls, and not long', () => {
    expect(visible('a\r\n\u202eb')).toBe('a␍␊‹U+202E›b');
    expect(visible('x'.repeat(1000))).toBe(`${'x'.repeat(200)}…`);
  });

  it('survives half a surrogate pair', () => {
    expect(visible(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}\ufffd…`);
  });
});
