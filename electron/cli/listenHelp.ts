import { variablesHelp } from './variablesHelp.ts';

/** The text of `wirebench listen --help`: common options first, 80 columns. */
export const listenHelp = `Usage: wirebench listen URL|NAME [options]

Waits for others to connect, and prints what happens. Ends after --until, after
--for, or on Ctrl-C.

URL is one of
  tcp://HOST:PORT          a TCP server
  tls://HOST:PORT          the same over TLS
  udp://HOST:PORT          a bound UDP socket
  unix:PATH                a socket file; unix:@NAME is an abstract name
  ws://HOST:PORT/PATH      a WebSocket server; / answers every path;
                           wss:// is one over TLS
NAME is the path of a saved connection, such as gateway/echo: anything without
:// or {{ that does not begin with unix:. The workspace is that of --workspace,
and options given here replace those saved.
Port 0 takes a free port; the first line of the output shows it.

What to send
  --echo                   send everything received back to where it came from
  --echo-all               send it to all clients, the sender included, as a
                           chat does; not over UDP
  --send TEXT              send to every client that connects: text with the
                           escapes \\r \\n \\t \\0 \\xNN \\u{…} \\\\
  --send-hex HEX           the same with bytes, such as '50 49 4e 47'
  --send-file FILE         the same with the bytes of a file, read for each
                           client while it is sent; - is standard input
  --send-message NAME      the same with a saved message: by its name, if the
                           saved connection has it, or by its path, as
                           wirebench list prints it
  --encoding NAME          of the texts of --send; utf-8. Others: utf-16le,
                           latin1, windows-1252, shift_jis, gb18030, euc-kr, …
                           A byte as \\xNN is itself in all of them.
  --terminator TEXT        follows each of these texts: lf, crlf, nul, or a text
                           with escapes; none when not given

${variablesHelp}
When to end
  --until N                end after receiving N chunks, datagrams or messages;
                           fewer is exit status 1
  --for DURATION           end this long after opening: 250ms, 1.5s, 2m, 1h

TLS (tls:// and wss://)
  --cert FILE --key FILE   the certificate with its chain, and its private key,
                           as PEM; without --key, both are in the first file
  --pfx FILE               both in a PKCS #12 file
  --passphrase TEXT        of the key or PKCS #12 file. Other users can see the
                           command line of a program: without this option, the
                           environment variable WIREBENCH_PASSPHRASE is read.
  --self-signed            create a certificate, signed by an authority that is
                           created for it and forgotten afterwards
  --name NAME              host name or IP address of that certificate; can be
                           given again; localhost, 127.0.0.1, ::1 when not given
  --save-ca FILE           write the certificate of that authority into FILE,
                           for clients to trust
  --client-cert WHAT       asked: let clients show a certificate; required:
                           reject those without one
  --ca FILE                the authorities (PEM) that clients' certificates are
                           verified with; can be given again
  --alpn LIST              protocols to accept, as in h2,http/1.1
  --min-version VERSION    1.0, 1.1, 1.2 or 1.3; the same for --max-version
  --ciphers LIST           OpenSSL's list of cipher suites; what the TLS
                           library does not have is refused
  --key-log FILE           write the secrets into FILE, for Wireshark

TCP and the protocols over it
  --max-peers N            accept this many at once, also on unix:; others are
                           disconnected
  --no-delay               send small writes at once, which is the default;
                           --delay lets the system collect them
  --keep-alive DURATION    have the system probe silent peers
  --half-open              keep sending after a peer has ended its side;
                           for tcp://, tls:// and unix:

UDP
  --group ADDR[@INTERFACE] join a multicast group; can be given again
  --interface NAME         send to groups from here; a name or an address
  --ttl N                  TTL of datagrams to one host;
  --multicast-ttl N        TTL of datagrams to groups
  --no-multicast-loopback  do not receive what we send to groups
  --broadcast              allow broadcast addresses
  --reuse-address          share the port with other programs
  --family 4|6             only this IP version
  --receive-buffer SIZE    ask the system for buffers of this size, as in 4MiB;
  --send-buffer SIZE       the same for sending

WebSocket
  --subprotocol NAME       to accept; can be given again
  --max-message SIZE       refuse larger messages; 100MiB when not given

Output
  --save FILE              record into FILE, to be shown and replayed later
  --when-disk-fails WHAT   while it cannot be written: continue (the default)
                           keeps the connection open and records how much is
                           missing; pause stops reading rather than lose a byte
  --quiet                  print only how it begins and ends, no records
  --full                   all bytes of a record, not only its first 64
  --json                   one JSON object per line, as in connect --help; the
                           first is {"event":"listening","url":"…"}

Examples
  wirebench listen tcp://127.0.0.1:9000 --echo
  wirebench listen tls://127.0.0.1:8443 --self-signed --save-ca ca.pem --echo
  wirebench listen unix:./service.sock --send 'hello\\n'
  wirebench listen ws://127.0.0.1:0/chat --send hello --json
  wirebench listen udp://0.0.0.0:5353 --group 224.0.0.251 --reuse-address
  wirebench listen udp://127.0.0.1:5353 --until 10 --save questions.wbs
`;
