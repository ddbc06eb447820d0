/** Nothing listens there: what is wrong is said before anything is connected. */
export const somewhere = 'tcp://127.0.0.1:9';

/** Command lines that are wrong: how, their arguments, and a part of the sentence about it. */
export const mistakes: readonly (readonly [string, readonly string[], string])[] = [
  ['no command', [], 'No command was given.'],
  ['an unknown command', ['frobnicate'], 'There is no command “frobnicate”.'],
  ['an unknown option', ['connect', somewhere, '--frob'], "Unknown option '--frob'."],
  ['an option without its value', ['connect', somewhere, '--until'], 'argument missing'],
  ['no URL', ['connect'], 'The URL or saved connection to connect to is missing.'],
  ['two URLs', ['connect', somewhere, 'tcp://x:1'], '“tcp://x:1” is one argument too many.'],
  ['an unknown scheme', ['connect', 'ftp://x:1'], 'Wirebench does not support ftp://.'],
  ['no port', ['connect', 'tcp://127.0.0.1'], 'Add a port, as in :9000.'],
  [
    'port 0 to connect to',
    ['connect', 'tcp://127.0.0.1:0'],
    'Port 0 stands for any free port, so nobody can be reached there.',
  ],
  ['--until 0', ['connect', somewhere, '--until', '0'], '--until takes a number from 1 on'],
  ['--for never', ['connect', somewhere, '--for', 'never'], '“never” is not a duration.'],
  [
    '--every without a unit',
    ['connect', somewhere, '--send', 'x', '--every', '50'],
    '--every: 50 has no unit. Write 50ms or 50s.',
  ],
  ['--for beyond a timer', ['connect', somewhere, '--for', '10000h'], '24 days at most'],
  [
    'a header over TCP',
    ['connect', somewhere, '--header', 'A: b'],
    '--header goes with ws:// or wss://, not with tcp://.',
  ],
  ['a header without a colon', ['connect', 'ws://x:1', '--header', 'A'], "'Name: value'"],
  [
    'a space before the colon of a header',
    ['connect', 'ws://x:1', '--header', 'A : b'],
    '--header: Use letters, digits',
  ],
  [
    'a header that ends with a line break',
    ['connect', 'ws://x:1', '--header', 'A: b\n'],
    '--header: A header value cannot contain line breaks',
  ],
  [
    'a header with a line break',
    ['connect', 'ws://x:1', '--header', 'A: b\nc: d'],
    '--header: A header value cannot contain line breaks',
  ],
  [
    'a subprotocol with a space',
    ['connect', 'ws://x:1', '--subprotocol', 'a b'],
    '--subprotocol: Use letters',
  ],
  [
    'a subprotocol that is given twice',
    ['connect', 'ws://x:1', '--subprotocol', 'chat', '--subprotocol', 'v2', '--subprotocol', 'chat'],
    '--subprotocol has “chat” more than once.',
  ],
  [
    'a choice that is none',
    ['listen', 'tcp://127.0.0.1:0', '--when-disk-fails', 'panic'],
    '--when-disk-fails takes continue or pause, not “panic”.',
  ],
  ['a size that is none', ['connect', 'ws://x:1', '--max-message', '0'], '--max-message takes a size'],
  [
    'text that is no UTF-8 over a WebSocket',
    ['connect', 'ws://x:1', '--send', '\\xff'],
    'Send it as binary.',
  ],
  [
    'an encoding that nobody knows',
    ['connect', somewhere, '--send', 'a', '--encoding', 'ebcdic'],
    '“ebcdic” is not an encoding',
  ],
  [
    'a character that the encoding does not have',
    ['connect', somewhere, '--send', 'a€', '--encoding', 'latin1'],
    'Latin-1 does not have “€”.',
  ],
  [
    'a terminator without text',
    ['connect', somewhere, '--send-hex', '00', '--terminator', 'lf'],
    '--terminator is for the text of --send, and there is none.',
  ],
  [
    'a terminator that cannot be read',
    ['listen', 'tcp://127.0.0.1:0', '--send', 'a', '--terminator', '\\q'],
    'The terminator cannot be sent.',
  ],
  [
    'a file that is not there',
    ['connect', somewhere, '--send-file', '/nowhere'],
    '--send-file: /nowhere cannot be read',
  ],
  ['a folder as file', ['connect', somewhere, '--send-file', '/'], '--send-file: / is a folder, not a file.'],
  [
    'a folder to save into that is not there',
    ['connect', somewhere, '--save', '/nowhere/x.wbs'],
    'There is no folder /nowhere',
  ],
  ['no file to show', ['show', '/nowhere.wbs'], 'There is no file /nowhere.wbs.'],
  ['no URL to replay to', ['replay', 'package.json'], '--to is missing'],
  [
    'an unknown timing',
    ['replay', 'package.json', '--to', somewhere, '--timing', 'slow'],
    '--timing takes original, fast or wait.',
  ],
  [
    'a speed without original timing',
    ['replay', 'package.json', '--to', somewhere, '--timing', 'fast', '--speed', '2'],
    '--speed goes with --timing original only.',
  ],
  [
    'a TLS option without TLS',
    ['connect', somewhere, '--ca', 'ca.pem'],
    '--ca goes with tls://, wss:// or tcp:// and --starttls, not with tcp://.',
  ],
  [
    'a TLS option for a plain server',
    ['listen', 'ws://x:0', '--self-signed'],
    '--self-signed goes with tls:// or wss://, not with ws://.',
  ],
  [
    'an option of the other command',
    ['connect', somewhere, '--max-peers', '3'],
    '--max-peers goes with wirebench listen, not with wirebench connect.',
  ],
  [
    'a group over TCP',
    ['connect', somewhere, '--group', '224.0.0.1'],
    '--group goes with udp://, not with tcp://.',
  ],
  [
    'a proxy for datagrams',
    ['connect', 'udp://x:1', '--proxy', 'none'],
    '--proxy goes with tcp://, tcp:// and --starttls, tls://, ws:// or wss://, not with udp://.',
  ],
  ['a half-open WebSocket', ['connect', 'ws://x:1', '--half-open'], 'not with ws://'],
  ['STARTTLS over TLS', ['connect', 'tls://x:1', '--starttls', 'smtp'], '--starttls goes with tcp://'],
  [
    'opposites',
    ['connect', somewhere, '--delay', '--no-delay'],
    '--no-delay and --delay contradict each other.',
  ],
  [
    'trust and no verification',
    ['connect', 'tls://x:1', '--insecure', '--trust', 'AA'],
    '--insecure and --trust contradict each other.',
  ],
  ['a key alone', ['connect', 'tls://x:1', '--key', 'k'], '--key goes with --cert, which is missing.'],
  [
    'a delay without reconnecting',
    ['connect', somewhere, '--reconnect-delay', '1s'],
    '--reconnect-delay goes with --reconnect, which is missing.',
  ],
  [
    'a passphrase for nothing',
    ['connect', 'tls://x:1', '--passphrase', 'x'],
    '--passphrase goes with --key, --pfx or --cert, which is missing.',
  ],
  [
    'no certificate to show',
    ['listen', 'tls://127.0.0.1:0'],
    'A TLS server needs a certificate: add --cert FILE and --key FILE, --pfx FILE, or --self-signed',
  ],
  ['no certificate to show over wss', ['listen', 'wss://127.0.0.1:0'], 'A TLS server needs a certificate'],
  [
    'an authority for clients that are not asked',
    ['listen', 'tls://x:0', '--self-signed', '--ca', 'ca.pem'],
    'Add --client-cert asked or --client-cert required.',
  ],
  [
    'no file of that name',
    ['connect', 'tls://x:1', '--ca', '/nowhere.pem'],
    '--ca: there is no file /nowhere.pem.',
  ],
  [
    'a folder as certificate',
    ['connect', 'tls://x:1', '--cert', '/', '--key', '/'],
    '--cert: / is a folder.',
  ],
  [
    'a certificate that is none',
    ['connect', 'tls://x:1', '--ca', 'package.json'],
    '--ca: package.json has no certificate as PEM',
  ],
  [
    'a device as PKCS #12 file',
    ['connect', 'tls://x:1', '--pfx', '/dev/null'],
    '--pfx: /dev/null is not a file.',
  ],
  [
    'a fingerprint that is none',
    ['connect', 'tls://x:1', '--trust', 'AA:BB'],
    '--trust: A SHA-256 fingerprint has 32 pairs of hex digits with colons.',
  ],
  [
    'a TLS version that is none',
    ['connect', 'tls://x:1', '--min-version', '1.4'],
    '--min-version takes default, TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3, not “1.4”.',
  ],
  [
    'a protocol without STARTTLS',
    ['connect', somewhere, '--starttls', 'gopher'],
    '--starttls takes none, smtp,',
  ],
  [
    'an IP version that is none',
    ['connect', somewhere, '--family', '5'],
    '--family takes 4, 6 or any, not “5”.',
  ],
  [
    'a proxy that is none',
    ['connect', somewhere, '--proxy', 'ftp://x'],
    '--proxy takes http://, https:// or socks5:// with HOST:PORT, environment or none, not “ftp://x”.',
  ],
  [
    'a proxy that is none, with a password',
    ['connect', somewhere, '--proxy', 'ftp://me:secret@x'],
    'environment or none.\n',
  ],
  [
    'a time that is too short',
    ['connect', somewhere, '--connect-timeout', '1ms'],
    '--connect-timeout takes 100 ms at least.',
  ],
  ['a TTL that is too large', ['connect', 'udp://x:1', '--ttl', '256'], '--ttl takes 255 at most.'],
  ['a TTL that is no number', ['connect', 'udp://x:1', '--ttl', 'many'], '--ttl takes a number, not “many”.'],
  [
    'attempts that are no number',
    ['connect', somewhere, '--reconnect', 'often'],
    '--reconnect takes a number or forever, not “often”.',
  ],
  ['no attempts', ['connect', somewhere, '--reconnect', '0'], '--reconnect takes 1 at least.'],
  [
    'a buffer that is too small',
    ['connect', 'udp://x:1', '--receive-buffer', '5'],
    '--receive-buffer takes 1,024 bytes at least.',
  ],
  ['an opening message with a mistake', ['connect', somewhere, '--on-open', '\\q'], '  --on-open \\q'],
  [
    'client certificates in between',
    ['listen', 'tls://x:0', '--self-signed', '--client-cert', 'maybe'],
    '--client-cert takes none, asked or required, not “maybe”.',
  ],
  ['a port that is none', ['serve', '--port', '65536'], '--port takes a number from 0 to 65535'],
  ['an argument that serve does not take', ['serve', 'here'], '“here” is one argument too many.'],
];
