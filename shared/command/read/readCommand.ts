import { fail, ok, type Result, type TextProblem } from '../../base/result.ts';
import type { Endpoint } from '../../model/connection.ts';
import { readCurl } from './curl.ts';
import { EndpointDraft } from './draft.ts';
import { programOf, type Program } from './isCommand.ts';
import { readNcat } from './ncat.ts';
import { readOpenssl } from './openssl.ts';
import { shellWords } from './shellWords.ts';
import { readSocat } from './socat.ts';
import { readWebsocat, readWscat } from './webSocketPrograms.ts';
import { readWirebench } from './wirebench.ts';

/** A connection read from a command, and what of the command it does not have, for the person. */
export interface ReadCommand {
  readonly endpoint: Endpoint;
  readonly left: readonly string[];
  /** What the program ends each line with that it sends, as text with escapes, where it does more than pass them on. */
  readonly terminator?: string;
}

/** Fills the draft from the arguments; false for a use of the program that is no connection of ours. */
type Reader = (args: readonly string[], draft: EndpointDraft) => boolean;

const readsAlways =
  (read: (args: readonly string[], draft: EndpointDraft) => void): Reader =>
  (args, draft) => {
    read(args, draft);
    return true;
  };

const readers: Readonly<Record<Program, Reader>> = {
  nc: readsAlways(readNcat),
  ncat: readsAlways(readNcat),
  netcat: readsAlways(readNcat),
  socat: readSocat,
  openssl: readOpenssl,
  websocat: readWebsocat,
  wscat: readWscat,
  curl: readCurl,
  wirebench: readWirebench,
};

/**
 * Reads a command of another program (`nc`, `socat`, `openssl s_client`, `websocat`, `wscat`, `curl`), or of Wirebench, as a connection. Nothing
 * in it is run or expanded, and no file that it names is read. A problem says what is wrong, at its place where it has one.
 */
export function readCommand(text: string): Result<ReadCommand, TextProblem> {
  const line = shellWords(text);
  if (!line.ok) return line;
  const everywhere = (message: string): Result<ReadCommand, TextProblem> =>
    fail({ message, from: 0, to: text.length });
  const program = programOf(text);
  if (program === undefined) return everywhere('This is not a command that Wirebench can read.');
  const draft = new EndpointDraft();
  if (line.value.rest !== null) draft.leave(line.value.rest);
  const [, ...args] = line.value.words;
  if (!readers[program](args, draft))
    return everywhere(`This use of ${program} does not open a connection that Wirebench has.`);
  const built = draft.build();
  if (!built.ok) return everywhere(built.problem);
  return ok({ ...built.value, ...(draft.terminator !== null && { terminator: draft.terminator }) });
}
