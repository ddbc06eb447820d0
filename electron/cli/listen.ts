import { WirebenchError } from '../../shared/base/errors.ts';
import type { PeerId } from '../../shared/model/ids.ts';
import { isMessageKind } from '../../shared/model/record.ts';
import type { OutgoingMessage } from '../engine/link/link.ts';
import type { Session, SessionRecord } from '../engine/session/session.ts';
import type { Command, Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine, parseSize, parseStorageFailure } from './commandLine.ts';
import { serverEndpoint } from './endpoints.ts';
import { readMessages } from './messages.ts';
import { PeerReplies } from './peerReplies.ts';
import { commonOptions, isReceived, readCommonOptions, runSession, type Part } from './runSession.ts';

const help = `Usage: wirebench listen URL [options]

Waits for others to connect, and prints what happens. Ends after --until, after
--for, or on Ctrl-C.

URL is one of
  tcp://HOST:PORT          a TCP server
  udp://HOST:PORT          a bound UDP socket
  ws://HOST:PORT/PATH      a WebSocket server; / answers every path
Port 0 takes a free one, which the first line of the output has.

What to send
  --echo                   send every received frame back to where it came from
  --send TEXT              greet everybody who connects, with text and the escapes
                           \\r \\n \\t \\0 \\xNN \\u{…} \\\\
  --send-hex HEX           the same with bytes, such as '50 49 4e 47'
  --send-file FILE         the same with the bytes of a file

When to end
  --until N                after N received frames; fewer is exit status 1
  --for DURATION           so long after it opened: 250ms, 1.5s, 2m, 1h

WebSocket
  --subprotocol NAME       to accept; can be given again
  --max-message SIZE       refuse larger messages; 100MiB when not given

Output
  --save FILE              record into FILE, to be shown and replayed later
  --when-disk-fails WHAT   while it cannot be written: continue (the default) keeps
                           the socket going, and a gap says how much is missing;
                           pause holds the wire rather than lose a byte
  --quiet                  print how it begins and ends, but no records
  --json                   one JSON object a line, as in wirebench connect --help;
                           the first is {"event":"listening","url":"…"}

Examples
  wirebench listen tcp://127.0.0.1:9000 --echo
  wirebench listen ws://127.0.0.1:0/chat --send hello --json
  wirebench listen udp://127.0.0.1:5353 --until 10 --save questions.wbs
`;

const options = { ...commonOptions, echo: { type: 'boolean' } } as const;

export const listen: Command = {
  name: 'listen',
  summary: 'Wait for others to connect, and answer them',
  help,
  run: runListen,
};

async function runListen(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, options);
  const url = onlyPositional(positionals, 'The URL to listen at');
  const endpoint = serverEndpoint(url, {
    headers: [],
    subprotocols: values.subprotocol ?? [],
    messageLimitBytes: parseSize('--max-message', values['max-message']),
    whenDiskFails: parseStorageFailure('--when-disk-fails', values['when-disk-fails']),
  });
  const sessionOptions = { endpoint, event: 'listening', url, ...readCommonOptions(values) } as const;
  const greetings = await readMessages(tokens, endpoint.kind);
  const play = (session: Session): Part =>
    new Answerer(session, { greetings, echo: values.echo ?? false }, surroundings);
  return runSession(sessionOptions, play, surroundings);
}

interface Manners {
  readonly greetings: readonly OutgoingMessage[];
  readonly echo: boolean;
}

/** Greets and echoes, each peer for itself: one that does not read holds nobody else up. */
class Answerer implements Part {
  private readonly session: Session;
  private readonly manners: Manners;
  private readonly surroundings: Surroundings;
  private readonly replies = new Map<PeerId, PeerReplies>();

  constructor(session: Session, manners: Manners, surroundings: Surroundings) {
    this.session = session;
    this.manners = manners;
    this.surroundings = surroundings;
  }

  observe(record: SessionRecord): void {
    const { peer, kind } = record;
    if (peer === null) return;
    if (kind === 'opened') this.greet(peer);
    if (kind === 'closed' || kind === 'failed') this.forgetLater(peer);
    if (this.manners.echo && isMessageKind(kind) && isReceived(record)) {
      this.repliesTo(peer).echo(kind, record.bytes, record.seq);
    }
  }

  async settled(): Promise<void> {
    await Promise.all([...this.replies.values()].map((replies) => replies.settled()));
  }

  private greet(peer: PeerId): void {
    for (const message of this.manners.greetings) this.repliesTo(peer).send(message);
  }

  private repliesTo(peer: PeerId): PeerReplies {
    let replies = this.replies.get(peer);
    if (!replies) {
      replies = new PeerReplies(this.session, peer, (error) => this.refused(peer, error));
      this.replies.set(peer, replies);
    }
    return replies;
  }

  private forgetLater(peer: PeerId): void {
    const replies = this.replies.get(peer);
    void replies?.settled().then(() => this.replies.delete(peer));
  }

  /** What failed on the wire is a record. What was never taken is not, and is said. */
  private refused(peer: PeerId, error: unknown): void {
    if (error instanceof WirebenchError && error.code === 'LIMIT') {
      this.surroundings.warn(`Peer ${peer} was not answered: ${error.message}`);
    }
  }
}
