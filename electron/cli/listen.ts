import { formatCounted } from '../../shared/base/quantity.ts';
import type { Session, SessionRecord } from '../engine/session/session.ts';
import type { Command, Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine } from './commandLine.ts';
import { listenHelp } from './listenHelp.ts';
import { serverEndpoint } from './endpoints.ts';
import {
  isPlannedFile,
  planMessages,
  readsStandardInput,
  readTextOptions,
  type PlannedMessage,
} from './messages.ts';
import { runSession, type SessionDriver } from './runSession.ts';
import { commonOptions, readCommonOptions } from './sessionOptions.ts';
import { renewedTemplates } from './renewedTemplates.ts';
import { workspaceOf } from './savedMessage.ts';
import { targetOf } from './target.ts';
import { noticingInput } from './unreadInput.ts';
import { commandTemplates } from './variables.ts';

const unread =
  'Standard input has data that nothing reads. Send it to each client with --send-file -, as one message.';

export const listen: Command = {
  help: listenHelp,
  run: runListen,
};

async function runListen(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, commonOptions);
  const name = onlyPositional(positionals, 'The URL or saved connection to listen at');
  const target = await targetOf(name, values.workspace, 'listen');
  const { url } = target;
  const workspace = await workspaceOf(target, values);
  const templates = await commandTemplates({ ...values, workspace }, args, target.folders);
  const command = await serverEndpoint(url, values, templates, target);
  const renew = renewedTemplates({ values: { ...values, workspace }, args, name, target, role: 'listen' });
  const sessionOptions = {
    ...command,
    renew,
    event: 'listening',
    url,
    ...readCommonOptions(values),
  } as const;
  const textOptions = readTextOptions(tokens, values);
  const openingMessages = await planMessages(tokens, {
    ...{ textOptions, command, target },
    stop: surroundings.stop,
  });
  const createDriver = (session: Session): SessionDriver => new Greeter(session, openingMessages);
  const run = (): Promise<number> => runSession(sessionOptions, createDriver, surroundings);
  return readsStandardInput(tokens) ? run() : noticingInput(unread, surroundings, run);
}

/** Greets ahead of everything else that a peer is sent, and tells which answers, echoes included, were not sent. */
class Greeter implements SessionDriver {
  private readonly session: Session;
  private readonly openingMessages: readonly PlannedMessage[];

  constructor(session: Session, openingMessages: readonly PlannedMessage[]) {
    this.session = session;
    this.openingMessages = openingMessages;
  }

  observe({ peer, kind }: SessionRecord): void {
    if (peer === null || kind !== 'opened') return;
    for (const message of this.openingMessages) {
      if (isPlannedFile(message)) this.session.answerFile(peer, message);
      else if (message.written === null) this.session.answer(peer, message.kind, message.bytes);
      else this.session.answerWritten(peer, message.written);
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
}
