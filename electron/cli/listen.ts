import { formatCounted } from '../../shared/base/quantity.ts';
import { isWebSocket } from '../../shared/model/endpointKinds.ts';
import { isMessageKind } from '../../shared/model/record.ts';
import type { Session, SessionRecord } from '../engine/session/session.ts';
import type { Command, Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine } from './commandLine.ts';
import { listenHelp } from './listenHelp.ts';
import { serverEndpoint } from './endpoints.ts';
import { readMessages, readsStandardInput, readTextOptions, type PlannedMessage } from './messages.ts';
import { isReceived } from './receivedPayloads.ts';
import { commonOptions, readCommonOptions, runSession, type SessionDriver } from './runSession.ts';
import { targetOf } from './target.ts';
import { noticingInput } from './unreadInput.ts';
import { commandTemplates } from './variables.ts';

const unread =
  'Standard input has data that nothing reads. Send it to each client with --send-file -, as one message.';

const options = { ...commonOptions, echo: { type: 'boolean' } } as const;

export const listen: Command = {
  help: listenHelp,
  run: runListen,
};

async function runListen(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, options);
  const name = onlyPositional(positionals, 'The URL or saved connection to listen at');
  const target = await targetOf(name, values.workspace, 'listen');
  const { url } = target;
  const templates = await commandTemplates({ ...values, workspace: target.workspace }, args);
  const command = await serverEndpoint(url, values, templates, target);
  const sessionOptions = { ...command, event: 'listening', url, ...readCommonOptions(values) } as const;
  const textOptions = readTextOptions(tokens, values);
  const openingMessages = await readMessages(tokens, textOptions, command, surroundings.stop);
  const createDriver = (session: Session): SessionDriver =>
    new Answerer(session, { openingMessages, echo: values.echo ?? false });
  const run = (): Promise<number> => runSession(sessionOptions, createDriver, surroundings);
  return readsStandardInput(tokens) ? run() : noticingInput(unread, surroundings, run);
}

interface Manners {
  readonly openingMessages: readonly PlannedMessage[];
  readonly echo: boolean;
}

/** Greets and echoes; an echo leaves in the turn in which the record that it answers is reported. */
class Answerer implements SessionDriver {
  private readonly session: Session;
  private readonly manners: Manners;
  private readonly isWebSocket: boolean;

  constructor(session: Session, manners: Manners) {
    this.session = session;
    this.manners = manners;
    this.isWebSocket = isWebSocket(session.endpoint.kind);
  }

  observe(record: SessionRecord): void {
    const { peer, kind } = record;
    if (peer === null) return;
    if (kind === 'opened') {
      for (const { written, kind: sendKind, bytes } of this.manners.openingMessages) {
        if (written === null) this.session.answer(peer, sendKind, bytes);
        else this.session.answerWritten(peer, written);
      }
    }
    if (this.manners.echo && isMessageKind(kind) && this.isMessage(record)) {
      // The bytes in a socket's own read buffer are gone after the call.
      this.session.answer(peer, kind, Uint8Array.from(record.bytes));
    }
  }

  settled(): Promise<void> {
    return this.session.answered();
  }

  problem(): string | null {
    const { unanswered } = this.session;
    if (unanswered === null) return null;
    const { count, bytes, peer, address, reason } = unanswered;
    const size = formatCounted(bytes, 'byte');
    return count === 1
      ? `An answer of ${size} to peer ${peer} (${address}) was not sent. ${reason}`
      : `${formatCounted(count, 'answer')} (${size}) were not sent. The first was to peer ${peer} (${address}): ${reason}`;
  }

  /** A WebSocket's `data` is not a message, but a frame that broke the protocol. */
  private isMessage(record: SessionRecord): boolean {
    return isReceived(record) && (record.kind === 'data') !== this.isWebSocket;
  }
}
