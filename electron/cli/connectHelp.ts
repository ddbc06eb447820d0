import { variablesHelp } from './variablesHelp.ts';

/** The text of `wirebench connect --help`: common options first, 80 columns. */
export const connectHelp = `Usage: wirebench connect URL|NAME [-] [options]

Connects, sends what the options say, in their order, and prints what happens.
Ends when the peer closes, after --until or --for, or on Ctrl-C.

URL is one of
  tcp://HOST:PORT          a TCP connection
  tls://HOST:PORT          the same over TLS, verified
  udp://HOST:PORT          datagrams to an address
  unix:PATH                a socket file; unix:@NAME is an abstract name
  ws://HOST:PORT/PATH      a WebSocket; wss:// is one over TLS
NAME is the path of a saved connection, such as gateway/redis: anything without
:// or {{ that does not begin with unix:. The workspace is that of --workspace,
and options given here replace those saved.

What to send (repeat and mix these options; their order is kept)
  --send TEXT              text with the escapes \\r \\n \\t \\0 \\xNN \\u{…} \\\\
  --send-hex HEX           bytes, such as '50 49 4e 47' or 0x0d0a
  --send-file FILE         the bytes of a file of any size, read while it is
                           sent, over WebSocket as one message in fragments;
                           - is standard input, to its end
  --send-message NAME      a saved message: of the saved connection that is
                           opened, or of the folders above it, by its name; any
                           other by its path, as wirebench list prints it
  --encoding NAME          of the texts of --send and --on-open; utf-8. Others:
                           utf-16le, latin1, windows-1252, shift_jis, gb18030,
                           euc-kr, … A byte as \\xNN is itself in all of them.
  --terminator TEXT        follows each of these texts: lf, crlf, nul, or a text
                           with escapes; none when not given
  --every DURATION         send all of these again and again, at this interval
                           (at least 1ms; with its unit), until the session ends
  --repeat N               N times in all, fewer is exit status 1; what it
                           achieved is said at the end
  --end                    then end our side (FIN): TCP, TLS, unix
                           A WebSocket sends UTF-8 of --send as text, all else
                           as binary.
  -                        then standard input: over TCP, TLS and unix sockets
                           as it comes, over UDP and WebSocket a message a line.
                           A pipe or a file is sent without - if nothing else
                           says what to send.
  --linger DURATION        stay so long after the end of the input, then end our
                           side: with FIN, at once if not given, where there is
                           one, by closing after 1s where there is none
  --interactive            send lines that are typed, with edits and history;
                           Ctrl-D ends the input

${variablesHelp}
When to end
  --until N                end after receiving N chunks, datagrams or messages;
                           fewer is exit status 1
  --for DURATION           end this long after opening: 250ms, 1.5s, 2m, 1h
  --connect-timeout DURATION
                           give up if it has not opened by then; 10s

TLS (tls://, wss:// and --starttls)
  --starttls PROTOCOL      speak smtp, imap, pop3, ftp, xmpp, ldap, postgres or
                           mysql in plain text, then change to TLS
  --ca FILE                also trust these authorities (PEM);
                           can be given again
  --no-system-ca           trust only those of --ca, not the system's
  --trust FINGERPRINT      accept this certificate although it does not verify;
                           a failed connection prints the fingerprint
  --insecure               accept every certificate
  --cert FILE --key FILE   our certificate and its private key, as PEM; without
                           --key, both are in the first file
  --pfx FILE               both in a PKCS #12 file
  --passphrase TEXT        of the key or PKCS #12 file. Other users can see the
                           command line of a program: without this option, the
                           environment variable WIREBENCH_PASSPHRASE is read.
  --servername NAME        ask for and verify this name, not the host of the URL
  --alpn LIST              protocols to offer, as in h2,http/1.1
  --min-version VERSION    1.0, 1.1, 1.2 or 1.3; the same for --max-version
  --ciphers LIST           OpenSSL's list of cipher suites; what the TLS
                           library does not have is refused
  --resume                 offer the earlier session again with --reconnect
  --key-log FILE           write the secrets into FILE, for Wireshark

TCP and the protocols over it
  --proxy URL              http://, https:// or socks5://HOST:PORT, with
                           USER:PASSWORD@ before the host if required;
                           environment reads HTTPS_PROXY, ALL_PROXY, NO_PROXY;
                           none is the default
  --family 4|6             only this IP version
  --local-address ADDR     bind HOST, HOST:PORT or :PORT first
  --no-delay               send small writes at once, which is the default;
                           --delay lets the system collect them
  --keep-alive DURATION    have the system probe a silent peer
  --half-open              keep sending after the peer has ended its side;
                           for tcp://, tls:// and unix:

Connecting again
  --reconnect N            up to N times in a row after it failed or was closed;
                           forever for no limit. Counting starts again after a
                           connection that received something and outlived the
                           wait before it.
  --reconnect-delay DURATION
                           wait this long before the first, twice as long before
                           the next, minus a random part; 500ms
  --reconnect-longest DURATION
                           wait no longer than this; 30s
  --on-open TEXT           send this each time it has opened, before anything
                           else; can be given again; --on-open-hex HEX for bytes

UDP
  --bind HOST:PORT         receive here; any free port when not given
  --connected              have the system report when nothing listens there,
                           and drop datagrams from others: the default without
                           --bind. --unconnected receives from everybody.
  --echo                   send every datagram received back to its sender
  --group ADDR[@INTERFACE] join a multicast group; can be given again
  --interface NAME         send to groups from here; a name or an address
  --ttl N                  TTL of datagrams to one host;
  --multicast-ttl N        TTL of datagrams to groups
  --no-multicast-loopback  do not receive what we send to groups
  --broadcast              allow broadcast addresses
  --reuse-address          share the port with other programs
  --receive-buffer SIZE    ask the system for buffers of this size, as in 4MiB;
  --send-buffer SIZE       --family applies here, too

WebSocket
  --header 'Name: value'   for the handshake; can be given again
  --subprotocol NAME       to offer; can be given again
  --max-message SIZE       refuse larger messages; 100MiB when not given

Output
  --save FILE              record into FILE, to be shown and replayed later
  --when-disk-fails WHAT   while it cannot be written: continue (the default)
                           keeps the connection open and records how much is
                           missing; pause stops reading rather than lose a byte
  --quiet                  print only how it begins and ends, no records
  --full                   all bytes of a record, not only its first 64
  --json                   one JSON object per line:
    {"event":"open","url":"tls://127.0.0.1:6379","facts":{"lookupMs":0.4,
     "connectMs":0.2,"secureMs":3.1,"remote":"127.0.0.1:6379","local":"…",
     "tls":{"version":"TLSv1.3","cipher":"…","alpn":null,"authorized":true,
     "verification":"verified","chain":[{"subject":"…","issuer":"…",
     "names":["…"],"validFrom":"…","validTo":"…","fingerprint":"…"}],…}}}
                             and proxyMs, dialogueMs, upgradeMs
    {"event":"record","seq":1,"at":"2026-05-01T14:02:11.004211Z","peer":1,
     "direction":"in","kind":"data","size":7,"hex":"2b504f4e470d0a",
     "text":"+PONG\\r\\n"}      text is absent where the bytes are not UTF-8;
                             events such as opened and closed have a note,
                             and "detail" has the same in fields: code,
                             closeCode, local, remote, path, handshake, …
    {"event":"secured","facts":{…}}                  after --starttls
    {"event":"waiting","attempt":1,"at":"…"}         with --reconnect
    {"event":"closed","reason":"…"}                  code and field after a
                             failure; facts, if it never opened

Examples
  wirebench connect tcp://127.0.0.1:6379 --send 'PING\\r\\n' --until 1
  wirebench connect tls://localhost:8443 --ca ca.pem --alpn h2,http/1.1
  wirebench connect tcp://mail.example:25 --starttls smtp --send 'NOOP\\r\\n'
  wirebench connect unix:/run/redis/redis.sock --send 'PING\\r\\n' --until 1
  printf 'GET / HTTP/1.0\\r\\n\\r\\n' | wirebench connect tcp://127.0.0.1:80
  wirebench connect ws://127.0.0.1:8080/chat --interactive
  wirebench connect udp://127.0.0.1:53 --send-file question.bin --until 1
  wirebench connect ws://127.0.0.1:8080/chat --subprotocol chat --send hello
  wirebench connect wss://service.example/ --proxy socks5://127.0.0.1:1080
`;
