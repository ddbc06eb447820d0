import type { OutgoingMessage } from '../engine/link/link.ts';
import type { Session } from '../engine/session/session.ts';
import type { Command, Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine, parseSize, parseStorageFailure } from './commandLine.ts';
import { clientEndpoint } from './endpoints.ts';
import { readMessages } from './messages.ts';
import { commonOptions, readCommonOptions, runSession, type Part } from './runSession.ts';

const help = `Usage: wirebench connect URL [options]

Connects, sends what it is given in the order in which it is written, and prints
what happens. Ends when the peer closes, after --until, after --for, or on Ctrl-C.

URL is one of
  tcp://HOST:PORT          a TCP connection
  udp://HOST:PORT          datagrams to an address
  ws://HOST:PORT/PATH      a WebSocket; wss:// is one over TLS

What to send (each as often as needed; they keep their order)
  --send TEXT              text with the escapes \\r \\n \\t \\0 \\xNN \\u{…} \\\\
  --send-hex HEX           bytes, such as '50 49 4e 47' or 0x0d0a
  --send-file FILE         the bytes of a file
                           A WebSocket sends --send as text, the others as binary.

When to end
  --until N                after N received frames; fewer is exit status 1
  --for DURATION           so long after it opened: 250ms, 1.5s, 2m, 1h

WebSocket
  --header 'Name: value'   for the handshake; can be given again
  --subprotocol NAME       to offer; can be given again
  --max-message SIZE       refuse larger messages; 100MiB when not given

Output
  --save FILE              record into FILE, to be shown and replayed later
  --when-disk-fails WHAT   while it cannot be written: continue (the default) keeps
                           the socket going, and a gap says how much is missing;
                           pause holds the wire rather than lose a byte
  --quiet                  print how it begins and ends, but no records
  --json                   one JSON object a line:
    {"event":"open","url":"tcp://127.0.0.1:6379"}
    {"event":"record","seq":1,"at":"2026-05-01T14:02:11.004211Z","peer":1,
     "direction":"in","kind":"data","size":7,"hex":"2b504f4e470d0a",
     "text":"+PONG\\r\\n"}      text is absent where the bytes are not UTF-8; events
                             such as opened and closed have a note
    {"event":"closed","reason":"…"}

Examples
  wirebench connect tcp://127.0.0.1:6379 --send 'PING\\r\\n' --until 1
  wirebench connect udp://127.0.0.1:53 --send-file question.bin --until 1 --for 2s
  wirebench connect ws://127.0.0.1:8080/chat --subprotocol chat --send hello --json
`;

const options = { ...commonOptions, header: { type: 'string', multiple: true } } as const;

export const connect: Command = {
  name: 'connect',
  summary: 'Connect to a service, send, and print what comes',
  help,
  run: runConnect,
};

async function runConnect(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, options);
  const url = onlyPositional(positionals, 'The URL to connect to');
  const endpoint = clientEndpoint(url, {
    headers: values.header ?? [],
    subprotocols: values.subprotocol ?? [],
    messageLimitBytes: parseSize('--max-message', values['max-message']),
    whenDiskFails: parseStorageFailure('--when-disk-fails', values['when-disk-fails']),
  });
  const sessionOptions = { endpoint, event: 'open', url, ...readCommonOptions(values) } as const;
  const messages = await readMessages(tokens, endpoint.kind);
  return runSession(sessionOptions, (session) => sender(session, messages), surroundings);
}

/** Sends everything in order, each message once the one before was handed over. */
function sender(session: Session, messages: readonly OutgoingMessage[]): Part {
  const sent = Promise.withResolvers<void>();
  return {
    begin: async () => {
      try {
        for (const { kind, bytes } of messages) await session.send('all', kind, bytes);
      } finally {
        sent.resolve();
      }
    },
    settled: () => sent.promise,
  };
}
