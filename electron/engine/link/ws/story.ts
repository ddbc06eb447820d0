import { abnormalCode, describeClosure } from './closeCodes.ts';
import type { LinkOutcome } from '../link.ts';
import { describeProblem } from '../networkProblems.ts';
import type { WsBreach } from './breaches.ts';

/** What has happened to a WebSocket so far, and to whom it is connected; what can be said of it follows from that. */
export interface WsStory {
  readonly remote: string;
  /** We were told to close it, to reset it. */
  isClosing: boolean;
  isReset: boolean;
  /** The peer went on sending after our close frame. */
  stillSent: boolean;
  /** The peer's close frame has come. */
  peerClosed: boolean;
  breach: WsBreach | undefined;
  /** The first error of the socket. */
  problem: Error | undefined;
}

export function newWsStory(remote: string): WsStory {
  return {
    remote,
    isClosing: false,
    isReset: false,
    stillSent: false,
    peerClosed: false,
    breach: undefined,
    problem: undefined,
  };
}

/** How the link ended; `code` and `reason` are those of the peer's close frame. */
export function describeWsEnd(story: WsStory, code: number, reason: string): LinkOutcome {
  const { remote, breach, problem } = story;
  if (story.isReset) return { clean: true, reason: 'Reset from our side.', code: null };
  if (breach) return { clean: false, reason: breach.reason, code: breach.name };
  if (story.isClosing) {
    const did = story.stillSent ? 'went on sending' : 'did not answer the close frame';
    const cut = `Disconnected. ${remote} ${did}, so the connection was cut.`;
    return { clean: true, reason: code === abnormalCode ? cut : 'Disconnected.' };
  }
  if (code === abnormalCode) {
    return {
      clean: false,
      reason: problem
        ? `${describeProblem(problem, remote)} No close frame came (code 1006).`
        : `${remote} ended the connection without a close frame (code 1006).`,
    };
  }
  return { clean: true, reason: describeClosure(remote, code, reason) };
}

/** Why a message did not leave; `error` is what `ws` said. */
export function describeUnsent(
  { isReset, isClosing, breach, problem, remote }: WsStory,
  error: Error,
): string {
  if (isReset) return 'The connection was reset before everything was sent.';
  if (breach) return breach.reason;
  if (problem) return describeProblem(problem, remote);
  return isClosing ? 'The connection was closed before everything was sent.' : describeProblem(error, remote);
}
