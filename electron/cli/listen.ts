import { WirebenchError } from '../../shared/base/errors.ts';
import type { PeerId } from '../../shared/model/ids.ts';
import { isMessageKind } from '../../shared/model/record.ts';
import type { OutgoingMessage } from '../engine/link/link.ts';
import type { Session, SessionRecord } from '../engine/session/session.ts';
import type { Command, Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine } from './commandLine.ts';
import { listenHelp } from './listenHelp.ts';
import { serverEndpoint } from './endpoints.ts';
import { readMessages } from './messages.ts';
import { PeerReplies } from './peerReplies.ts';
import { isReceived } from './receivedFrames.ts';
import { commonOptions, readCommonOptions, runSession, type Part } from './runSession.ts';

const options = { ...commonOptions, echo: { type: 'boolean' } } as const;

export const listen: Command = {
  name: 'listen',
  summary: 'Wait for others to connect, and answer them',
  help: listenHelp,
  run: runListen,
};

async function runListen(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, options);
  const url = onlyPositional(positionals, 'The URL to listen at');
  const command = await serverEndpoint(url, values);
  const sessionOptions = { ...command, event: 'listening', url, ...readCommonOptions(values) } as const;
  const greetings = await readMessages(tokens, command.endpoint.kind);
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
