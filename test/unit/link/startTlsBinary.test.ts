import { describe, expect, it } from 'vitest';
import type { StartTlsProtocol } from '../../../shared/model/tlsOptions.ts';
import { cutEverywhere, play } from '../../support/startTlsDialogues.ts';

const ldapQuestion = 'C hex: 30 1d 020101 77 18 80 16 312e332e362e312e342e312e313436362e3230303337';
const postgresQuestion = 'C hex: 00000008 04d2162f';

/** A greeting of MySQL 8 with these capability flags, made after “Protocol::HandshakeV10”. */
function mysqlGreeting(flags: number): string {
  const packet = Buffer.concat([
    Buffer.from('\n8.0.36\0', 'latin1'),
    Buffer.from('07000000', 'hex'),
    Buffer.from('12345678\0', 'latin1'),
    Buffer.of(flags & 0xff, (flags >> 8) & 0xff),
    Buffer.from('ff0200', 'hex'),
    Buffer.of((flags >> 16) & 0xff, (flags >>> 24) & 0xff),
    Buffer.from('1500000000000000000000', 'hex'),
    Buffer.from('123456789012\0mysql_native_password\0', 'latin1'),
  ]);
  const header = Buffer.of(packet.length, 0, 0, 0);
  return `S hex: ${Buffer.concat([header, packet]).toString('hex')}`;
}

const mysqlRequest = `C hex: 20000001 01aa0800 00000001 ff ${'00'.repeat(23)}`;

const conversations: readonly [StartTlsProtocol, ...string[]][] = [
  ['postgres', postgresQuestion, 'S: S'],
  ['ldap', ldapQuestion, 'S hex: 30 0c 020101 78 07 0a0100 0400 0400'],
  // As slapd says it, with the name in the answer; and with long lengths, which BER allows.
  [
    'ldap',
    ldapQuestion,
    'S hex: 30 24 020101 78 1f 0a0100 0400 0400 8a16 312e332e362e312e342e312e313436362e3230303337',
  ],
  ['ldap', ldapQuestion, 'S hex: 30 84 00000010 020101 78 84 00000007 0a0100 0400 0400'],
  ['mysql', mysqlGreeting(0xdfff_ffff), mysqlRequest],
];

describe('the way to TLS in packets', () => {
  it.each(conversations)('of %s, as the server wants it', (protocol, ...lines) => {
    expect(play(protocol, lines)).toBe('ready');
    expect(play(protocol, lines, cutEverywhere)).toBe('ready');
  });

  it.each(conversations)(
    'of %s stops when more follows the last packet in plain text',
    (protocol, ...lines) => {
      const injected = lines.map((line) =>
        line.startsWith('S') ? `${line}${line.startsWith('S hex') ? '00' : 'x'}` : line,
      );
      expect(
        play(
          protocol,
          injected.filter((line) => line !== mysqlRequest),
        ),
      ).toMatch(/^The server sent more in plain text after it had agreed to TLS\./);
    },
  );

  it('asks MySQL only for what it can do', () => {
    expect(
      play('mysql', [mysqlGreeting(0x0000_0a01), `C hex: 20000001 010a0000 00000001 ff ${'00'.repeat(23)}`]),
    ).toBe('ready');
  });

  it.each<[StartTlsProtocol, string[], string]>([
    [
      'postgres',
      [postgresQuestion, 'S: N'],
      'The server does not accept TLS: it answered N to the request. Turn “ssl” on in its settings.',
    ],
    [
      'postgres',
      [postgresQuestion, 'S: E\0\0\0\x2fSFATAL\0C53300\0Mtoo many clients already\0\0'],
      'The server refused the request for TLS. It said: “too many clients already”',
    ],
    [
      'postgres',
      [postgresQuestion, 'S: EFATAL: unsupported frontend protocol\0'],
      'The server refused the request for TLS. It said: “FATAL: unsupported frontend protocol”',
    ],
    ['postgres', [postgresQuestion, 'S: H'], 'The server does not speak PostgreSQL. It said: “H”'],
    [
      'ldap',
      [ldapQuestion, 'S hex: 30 12 020101 78 0d 0a0102 0400 0406 6e6f20544c53'],
      'The server refused StartTLS with result 2 (protocolError). It said: “no TLS”',
    ],
    [
      'ldap',
      [ldapQuestion, 'S hex: 30 0c 020101 78 07 0a0163 0400 0400'],
      'The server refused StartTLS with result 99.',
    ],
    [
      'ldap',
      [ldapQuestion, 'S hex: 30 10 020100 78 0b 0a0134 0400 0404 62757379'],
      'The server hung up instead of answering StartTLS. It said: “busy”',
    ],
    ['ldap', [ldapQuestion, 'S hex: 30 80'], 'The server does not speak LDAP. It said: “0�”'],
    [
      'ldap',
      [ldapQuestion, 'S hex: 30 05 020101 7800'],
      'The server does not speak LDAP. It said: “0␅␂␁␁x␀”',
    ],
    [
      'mysql',
      [mysqlGreeting(0xdfff_f7ff)],
      'The server (MySQL “8.0.36”) does not offer TLS: its greeting has no CLIENT_SSL. Give it a certificate.',
    ],
    [
      'mysql',
      ['S hex: 16000000 ff 6a04 486f7374206973206e6f7420616c6c6f776564'],
      'The server accepts no clients now. It said: “Host is not allowed”',
    ],
    [
      'mysql',
      ['S hex: 11000000 ff 1004 23 3038303034 546f6f206d616e79'],
      'The server accepts no clients now. It said: “Too many”',
    ],
    ['mysql', ['S hex: 04000000 0a 6162 63'], 'The server does not speak MySQL. It said: “␄␀␀␀␊abc”'],
    ['mysql', ['S: SSH-2.0'], 'The server does not speak MySQL. It said: “SSH-2.0”'],
  ])('of %s says why it ends (after %j)', (protocol, lines, sentence) => {
    expect(play(protocol, lines)).toBe(sentence);
  });

  it.each<[StartTlsProtocol, string[], string]>([
    ['postgres', [postgresQuestion], 'S: E'],
    ['ldap', [ldapQuestion], 'S hex: 3084ffffffff'],
    ['mysql', [], 'S hex: ffffff00 0a'],
  ])('of %s does not listen for ever', (protocol, lines, begin) => {
    const endless = `${begin}${(begin.startsWith('S hex') ? '61' : 'a').repeat(70_000)}`;
    expect(play(protocol, [...lines, endless])).toMatch(
      /^The server sent more than 64 KiB and had still not agreed to TLS/,
    );
  });
});

const header =
  "<?xml version='1.0'?><stream:stream to='server.example' version='1.0' xml:lang='en'" +
  " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const starttls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const answer =
  "S: <?xml version='1.0'?>\n<stream:stream id='a>b' from=\"server.example\" xmlns='jabber:client' version='1.0'>";
const asked = [`C: ${header}`, `${answer}<stream:features>${starttls}</stream:features>`, `C: ${starttls}`];

describe('the way to TLS of XMPP', () => {
  it.each<[string, string[]]>([
    ['an empty element', [...asked, "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"]],
    ['an element with an end', [...asked, "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'></proceed>"]],
    [
      'what must not be without TLS, and other features',
      [
        `C: ${header}`,
        `${answer} <stream:features><x a='<'/><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"><required/></starttls>` +
          '<m xmlns="sasl"><n>PLAIN</n></m></stream:features>\n',
        `C: ${starttls}`,
        'S: <proceed/>',
      ],
    ],
  ])('with %s', (_, lines) => {
    expect(play('xmpp', lines)).toBe('ready');
    expect(play('xmpp', lines, cutEverywhere)).toBe('ready');
  });

  it('stops when more follows in plain text', () => {
    expect(play('xmpp', [...asked, 'S: <proceed/><message/>'])).toMatch(
      /^The server sent more in plain text/,
    );
  });

  it.each<[string, string[], RegExp]>([
    [
      'no STARTTLS',
      [`C: ${header}`, `${answer}<stream:features><bind/></stream:features>`],
      /^The server does not offer STARTTLS\. It offers: “<stream:features><bind\/><\/stream:features>”$/,
    ],
    [
      'features that are empty',
      [`C: ${header}`, `${answer}<stream:features/>`],
      /^The server does not offer STARTTLS\. It offers: “<stream:features\/>”$/,
    ],
    [
      'a failure',
      [...asked, "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>"],
      /^The server refused STARTTLS\. It said: “<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'\/>”$/,
    ],
    [
      'an error of the stream',
      [`C: ${header}`, `${answer}<stream:error><host-unknown/></stream:error>`],
      /^The server ended the stream before TLS\. It said: “<stream:error><host-unknown\/><\/stream:error>”$/,
    ],
    [
      'the end of the stream',
      [`C: ${header}`, `${answer}</stream:stream>`],
      /^The server ended the stream before TLS\./,
    ],
    [
      'an agreement that nobody asked for',
      [`C: ${header}`, `${answer}<proceed/>`],
      /^The server does not speak XMPP\./,
    ],
    [
      'HTML',
      [`C: ${header}`, 'S: <html><body>'],
      /^The server does not speak XMPP\. It said: “<html><body>”$/,
    ],
    [
      'HTTP',
      [`C: ${header}`, 'S: HTTP/1.1 400\r\n'],
      /^The server does not speak XMPP\. It said: “HTTP\/1\.1 400”$/,
    ],
    ['tags that do not fit', [`C: ${header}`, `${answer}<a></b>`], /^The server does not speak XMPP\./],
    [
      'a document type',
      [`C: ${header}`, "S: <!DOCTYPE a SYSTEM 'file:///etc/passwd'>"],
      /^The server does not speak XMPP\./,
    ],
    ['a comment', [`C: ${header}`, `${answer}<!-- -->`], /^The server does not speak XMPP\./],
  ])('says of %s why it ends', (_, lines, sentence) => {
    expect(play('xmpp', lines)).toMatch(sentence);
  });

  it('does not listen for ever', () => {
    const endless = play('xmpp', [`C: ${header}`, `${answer}${'<a>'.repeat(30_000)}`]);
    expect(endless).toMatch(/^The server sent more than 64 KiB/);
    const unclosed = play('xmpp', [`C: ${header}`, `S: <stream a='${'x'.repeat(70_000)}`]);
    expect(unclosed).toMatch(/^The server sent more than 64 KiB/);
  });
});
