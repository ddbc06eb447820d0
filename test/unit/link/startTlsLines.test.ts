import { describe, expect, it } from 'vitest';
import type { StartTlsProtocol } from '../../../shared/model/tlsOptions.ts';
import { cutEverywhere, play } from '../../support/startTlsDialogues.ts';

/** What a willing server says (S) and what is answered (C), up to TLS. */
const conversations: readonly [StartTlsProtocol, ...string[]][] = [
  [
    'smtp',
    'S: 220 mail.example ESMTP\r\n',
    'C: EHLO [127.0.0.1]\r\n',
    'S: 250-mail.example\r\n250-SIZE 1000\r\n250-starttls\r\n250 HELP\r\n',
    'C: STARTTLS\r\n',
    'S: 220 2.0.0 go on\r\n',
  ],
  [
    'smtp',
    'S: 220-mail.example\r\n220-no spam here\r\n220\r\n',
    'C: EHLO [127.0.0.1]\r\n',
    'S: 250-mail.example\r\n250 STARTTLS\r\n',
    'C: STARTTLS\r\n',
    'S: 220 go on\n',
  ],
  ['imap', 'S: * OK ready\r\n', 'C: w1 STARTTLS\r\n', 'S: * CAPABILITY IMAP4rev1\r\nw1 OK Begin TLS\r\n'],
  [
    'imap',
    'S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n',
    'C: w1 STARTTLS\r\n',
    'S: W1 ok\r\n',
  ],
  ['pop3', 'S: +OK POP3 ready <1896.697@mail>\r\n', 'C: STLS\r\n', 'S: +OK\r\n'],
  ['ftp', 'S: 220 ready\r\n', 'C: AUTH TLS\r\n', 'S: 234 go on\r\n'],
  [
    'ftp',
    'S: 120 ready in 1 minute\r\n220-Welcome\r\nto this server\r\n 220 files\r\n220 ready\r\n',
    'C: AUTH TLS\r\n',
    'S: 234 go on\r\n',
  ],
];

describe('the way to TLS in lines', () => {
  it.each(conversations)('of %s, as the server wants it', (protocol, ...lines) => {
    expect(play(protocol, lines)).toBe('ready');
  });

  it.each(conversations)('of %s is the same when every byte comes alone', (protocol, ...lines) => {
    expect(play(protocol, lines, cutEverywhere)).toBe('ready');
  });

  it.each(conversations)(
    'of %s stops when more follows the last line in plain text',
    (protocol, ...lines) => {
      const last = lines.at(-1) ?? '';
      const injected = [...lines.slice(0, -1), `${last}250 injected\r\n`];
      expect(play(protocol, injected)).toMatch(
        /^The server sent more in plain text after it had agreed to TLS\./,
      );
    },
  );

  it.each<[StartTlsProtocol, string[], string]>([
    ['smtp', ['S: 554 no service\r\n'], 'The server accepts no mail now. It said: “554 no service”'],
    [
      'smtp',
      ['S: 220 hello\r\n', 'C: EHLO [127.0.0.1]\r\n', 'S: 502 what\r\n'],
      'The server did not answer EHLO with its extensions. It said: “502 what”',
    ],
    [
      'smtp',
      ['S: 220 hello\r\n', 'C: EHLO [127.0.0.1]\r\n', 'S: 250-STARTTLS.example\r\n250 SIZE\r\n'],
      'The server does not offer STARTTLS. It said: “250 STARTTLS.example SIZE”',
    ],
    [
      'smtp',
      [
        'S: 220 hello\r\n',
        'C: EHLO [127.0.0.1]\r\n',
        'S: 250-hello\r\n250 STARTTLS\r\n',
        'C: STARTTLS\r\n',
        'S: 454 4.7.0 TLS not available \u001b[31m\r\n',
      ],
      'The server refused STARTTLS. It said: “454 4.7.0 TLS not available ␛[31m”',
    ],
    ['smtp', ['S: 220-one\r\n250 other\r\n'], 'The server does not speak SMTP. It said: “250 other”'],
    [
      'smtp',
      ['S: SSH-2.0-OpenSSH_9.2\r\n'],
      'The server does not speak SMTP. It said: “SSH-2.0-OpenSSH_9.2”',
    ],
    ['imap', ['S: * BYE too many\r\n'], 'The server accepts no clients now. It said: “* BYE too many”'],
    [
      'imap',
      ['S: * PREAUTH you are bob\r\n'],
      'The server treats this connection as logged in, which excludes STARTTLS. It said: “* PREAUTH you are bob”',
    ],
    [
      'imap',
      ['S: * OK [CAPABILITY IMAP4rev1 XSTARTTLS] hello\r\n'],
      'The server does not offer STARTTLS. It said: “* OK [CAPABILITY IMAP4rev1 XSTARTTLS] hello”',
    ],
    [
      'imap',
      ['S: * OK hello\r\n', 'C: w1 STARTTLS\r\n', 'S: w1 BAD no such command\r\n'],
      'The server refused STARTTLS. It said: “w1 BAD no such command”',
    ],
    [
      'imap',
      ['S: * OK hello\r\n', 'C: w1 STARTTLS\r\n', 'S: * BYE idle\r\n'],
      'The server refused STARTTLS. It said: “* BYE idle”',
    ],
    ['imap', ['S: +OK POP3\r\n'], 'The server does not speak IMAP. It said: “+OK POP3”'],
    ['pop3', ['S: -ERR busy\r\n'], 'The server accepts no clients now. It said: “-ERR busy”'],
    ['pop3', ['S: * OK IMAP\r\n'], 'The server does not speak POP3. It said: “* OK IMAP”'],
    [
      'pop3',
      ['S: +OK\r\n', 'C: STLS\r\n', 'S: -ERR no TLS\r\n'],
      'The server refused STLS. It said: “-ERR no TLS”',
    ],
    [
      'ftp',
      ['S: 421 too many users\r\n'],
      'The server accepts no clients now. It said: “421 too many users”',
    ],
    [
      'ftp',
      ['S: 220 ready\r\n', 'C: AUTH TLS\r\n', 'S: 530 log in first\r\n'],
      'The server refused AUTH TLS. It said: “530 log in first”',
    ],
    ['ftp', ['S: \u0015\u0003\u0001 \r\n'], 'The server does not speak FTP. It said: “␕␃␁”'],
  ])('of %s says why it ends (after %j)', (protocol, lines, sentence) => {
    expect(play(protocol, lines)).toBe(sentence);
    expect(play(protocol, lines, cutEverywhere)).toBe(sentence);
  });

  it.each<[StartTlsProtocol, string[], string]>([
    ['smtp', [], '220-never ending\r\n'],
    ['imap', ['S: * OK hello\r\n', 'C: w1 STARTTLS\r\n'], '* LIST and more\r\n'],
    ['pop3', [], 'no line ends here'],
    ['ftp', ['S: 220-welcome\r\n'], 'to all of you\r\n'],
  ])('of %s does not listen for ever', (protocol, lines, endless) => {
    const halves = (bytes: Uint8Array): Uint8Array[] => [bytes.subarray(0, 40_000), bytes.subarray(40_000)];
    expect(play(protocol, [...lines, `S: ${endless.repeat(5000)}`], halves)).toMatch(
      /^The server sent more than 64 KiB and had still not agreed to TLS/,
    );
  });
});
