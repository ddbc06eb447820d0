import type { OutgoingMessage } from '../../shared/model/sending.ts';
import type { Session } from '../engine/session/session.ts';
import { factsOf, protocolNamesOf, type EndpointKind } from '../../shared/model/endpointKinds.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { onlyPositional, parseCommandLine } from './commandLine.ts';
import { connectHelp } from './connectHelp.ts';
import { clientEndpoint, warnOfEncoding } from './endpoints.ts';
import { readMessages, readOpeningMessages } from './messages.ts';
import { commonOptions, readCommonOptions, runSession, type SessionDriver } from './runSession.ts';
import { noticingInput } from './unreadInput.ts';

export const connect: Command = {
  help: connectHelp,
  run: runConnect,
};

const options = { ...commonOptions, end: { type: 'boolean' } } as const;

async function runConnect(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals, tokens } = parseCommandLine(args, options);
  const url = onlyPositional(positionals, 'The URL to connect to');
  const command = await clientEndpoint(url, values, readOpeningMessages(tokens, url));
  const sessionOptions = { ...command, event: 'open', url, ...readCommonOptions(values) } as const;
  const isEnding = values.end ?? false;
  if (isEnding) checkHalfClose(command.endpoint.kind);
  const messages = await readMessages(tokens, command.endpoint, surroundings.stop);
  warnOfEncoding(url, surroundings);
  const createDriver = (session: Session): SessionDriver => sender(session, messages, isEnding);
  return noticingInput(tokens, surroundings, () => runSession(sessionOptions, createDriver, surroundings));
}

function checkHalfClose(kind: EndpointKind): void {
  if (factsOf(kind).can.halfClose) return;
  const { inSentence } = protocolNamesOf(kind);
  throw new UsageError(
    `--end: ${inSentence} cannot end one direction only, as TCP, TLS and unix sockets can.`,
  );
}

/** Sends everything in order, each message once the one before was handed over; then, if asked to, a FIN: nothing follows. */
function sender(session: Session, messages: readonly OutgoingMessage[], isEnding: boolean): SessionDriver {
  const sent = Promise.withResolvers<void>();
  let begun = 0;
  return {
    begin: async () => {
      try {
        for (const { kind, bytes } of messages) {
          begun += 1;
          await session.send('all', kind, bytes);
        }
        // A peer that has closed meanwhile does not need our end.
        if (isEnding && session.info.value.phase === 'open') await session.act('end', { to: 'all' });
      } finally {
        sent.resolve();
      }
    },
    settled: () => sent.promise,
    notBegun: () => {
      const left = begun === 0 ? [] : messages.slice(begun);
      return { count: left.length, bytes: left.reduce((sum, { bytes }) => sum + bytes.length, 0) };
    },
  };
}
