import { closeTimeoutMs, type LinkOutcome } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { optionOfAlert } from '../tls/alertOption.ts';

/** What has happened to a stream link so far, and to whom it is connected; what can be said of it follows from that. */
export interface StreamStory {
  readonly remote: string;
  /** We were told to close it, to end our side, to reset it. */
  isClosing: boolean;
  isEnding: boolean;
  isReset: boolean;
  /** The peer did not answer our close in time. */
  wasCut: boolean;
  /** The peer went on sending after our close. */
  stillSent: boolean;
  peerEnded: boolean;
  /** The peer's end is being answered with ours. */
  isAnswering: boolean;
  isSecured: boolean;
  isUpgrading: boolean;
  isOver: boolean;
  /** The first error of the socket, or of the handshake. */
  problem: Error | undefined;
}

export function newStory(remote: string, isSecured: boolean): StreamStory {
  return {
    remote,
    isClosing: false,
    isEnding: false,
    isReset: false,
    wasCut: false,
    stillSent: false,
    peerEnded: false,
    isAnswering: false,
    isSecured,
    isUpgrading: false,
    isOver: false,
    problem: undefined,
  };
}

/** How the link ended. */
export function describeEnd(story: StreamStory): LinkOutcome {
  const { remote, problem } = story;
  if (story.isReset) {
    const late = `The connection was cut: its FIN did not leave within ${closeTimeoutMs / 1000} seconds, so no reset could follow it.`;
    return { clean: true, reason: story.wasCut ? late : 'Reset from our side.', code: null };
  }
  // What TLS says of a handshake that was cancelled is no news.
  if (story.isClosing && (story.isUpgrading || !problem)) {
    return { clean: true, reason: `Disconnected.${whyCut(story)}` };
  }
  if (problem) {
    const told = problemOf(problem, remote);
    return { clean: story.isClosing, ...told, field: fieldOf(story, problem, told.code) };
  }
  return story.isUpgrading
    ? { clean: false, reason: `${remote} closed the connection before it was secured by TLS.` }
    : { clean: true, reason: story.isEnding ? endedFirst(remote) : `${remote} closed the connection.` };
}

function whyCut({ remote, wasCut, stillSent }: StreamStory): string {
  if (stillSent) return ` ${remote} went on sending, so the connection was cut.`;
  if (!wasCut) return '';
  return ` ${remote} did not finish within ${closeTimeoutMs / 1000} seconds, so the connection was cut.`;
}

function endedFirst(remote: string): string {
  return `Our side ended first (FIN), and ${remote} has ended its side, too.`;
}

/** Under TLS 1.3 a server refuses the certificate of a client when the connection is there already. */
function fieldOf({ isSecured }: StreamStory, problem: Error, code: string | null): string | null {
  if (problem instanceof LinkProblem) return problem.field;
  return isSecured ? optionOfAlert(code) : null;
}

/** Why a message could not be handed to the system; `error` is what the socket said, where it was asked. */
export function failedSend(story: StreamStory, error?: Error): LinkProblem {
  if (story.problem && !story.isReset) return asProblem(story.problem, story.remote);
  const reason = whyNotSent(story);
  if (reason !== null) return new LinkProblem(reason);
  return asProblem(error ?? new Error('The socket is not open for writing any more'), story.remote);
}

function whyNotSent(story: StreamStory): string | null {
  if (story.isReset) return 'The connection was reset before everything was sent.';
  if (story.isEnding) return 'Our side of the connection has ended (FIN), so nothing more can be sent.';
  if (story.peerEnded) return `${story.remote} has closed the connection, so nothing more can be sent.`;
  return story.isClosing ? 'The connection was closed before everything was sent.' : null;
}

/** Why TLS cannot be started; null where it can. */
export function whyNoTls(story: StreamStory): string | null {
  if (story.isSecured) return 'This connection is TLS already.';
  if (story.isUpgrading) return 'TLS is being started on this connection already.';
  return story.isClosing || story.isEnding || story.isReset || story.peerEnded || story.isOver
    ? 'This connection is ending, so TLS cannot be started on it any more.'
    : null;
}

/** An error as a sentence with its code. */
export function asProblem(error: unknown, where: string): LinkProblem {
  if (error instanceof LinkProblem) return error;
  const { reason, code } = problemOf(error, where);
  return new LinkProblem(reason, { code, cause: error });
}
