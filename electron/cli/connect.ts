import type { OutgoingMessage } from '../engine/link/link.ts';
import type { Session } from '../engine/session/session.ts';
import type { Command, Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine } from './commandLine.ts';
import { connectHelp } from './connectHelp.ts';
import { clientEndpoint, warnOfEncoding } from './endpoints.ts';
import { readMessages, readOpeningMessages } from './messages.ts';
import { commonOptions, readCommonOptions, runSession, type Part } from './runSession.ts';

export const connect: Command = {
  help: connectHelp,
  run: runConnect,
};

async function runConnect(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, commonOptions);
  const url = onlyPositional(positionals, 'The URL to connect to');
  const command = await clientEndpoint(url, values, readOpeningMessages(tokens, url));
  const sessionOptions = { ...command, event: 'open', url, ...readCommonOptions(values) } as const;
  const messages = await readMessages(tokens, command.endpoint);
  warnOfEncoding(url, surroundings);
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
