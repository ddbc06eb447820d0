import { useRef, type ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { TextProblem } from '../../../shared/base/result.ts';
import { formatElapsed, measureDuration } from '../../../shared/base/time.ts';
import { visibleLine, visibleSentence } from '../../../shared/bytes/visibleText.ts';
import { doesListen } from '../../../shared/model/endpointPlace.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { hasEnded, type SessionInfo } from '../../../shared/model/session.ts';
import { statusOf } from '../../state/sessions/sessions.ts';
import { Button } from '../../ui/Button.tsx';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { ProtectionChip } from '../../ui/ProtectionChip.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { addressLineId } from './AddressField.tsx';
import { useMeasured } from '../../ui/useMeasured.ts';
import { useNow } from '../../ui/useNow.ts';
import { Counters } from './Counters.tsx';
import { factsMenu } from './factsMenu.ts';
import { Sentence } from '../../ui/Sentence.tsx';

interface FactsLineProps {
  readonly endpoint: Endpoint;
  readonly session: SessionInfo | undefined;
  /** The problem with the address; shown here unless something is open. */
  readonly problem: TextProblem | null;
  /** Connects now instead of waiting. */
  readonly onRetryNow: () => void;
  /** True where the reason is shown below, with a remedy. */
  readonly isExplained?: boolean;
  /** False while the engine cannot be reached: what is shown is what was known last. */
  readonly isReachable: boolean;
  readonly onCopy: (text: string) => void;
  /** Shows all that is known of the connection, in the inspector. */
  readonly onShowConnection: () => void;
}

/** What is currently known about the connection, in words and numbers, on one line whose parts keep their places. */
export function FactsLine(props: FactsLineProps): ReactNode {
  const { endpoint, session, problem, isReachable, onRetryNow, isExplained = false } = props;
  const isLive = session !== undefined && !hasEnded(session.phase);
  const { onCopy, onShowConnection } = props;
  return (
    <ContextMenu
      label="Facts about the connection"
      itemsAt={() => factsMenu(endpoint, session, { copy: onCopy, showConnection: onShowConnection })}
    >
      <div id={addressLineId} className="facts-line">
        {problem !== null && !isLive ? (
          <AddressProblem problem={problem} isEmpty={endpoint.address === ''} />
        ) : (
          <>
            <StatusDot state={statusOf(session, isReachable)} />
            <Phase endpoint={endpoint} session={session} isReachable={isReachable} />
            {session && <Known session={session} isExplained={isExplained} onRetryNow={onRetryNow} />}
          </>
        )}
      </div>
    </ContextMenu>
  );
}

/** What is wrong with the address, or what could be written there, in the place of why it could not be opened before. */
function AddressProblem({ problem, isEmpty }: { problem: TextProblem; isEmpty: boolean }): ReactNode {
  return (
    <span
      data-untold=""
      className={isEmpty ? 'facts-sentence facts-hint' : 'facts-sentence facts-problem'}
      role={isEmpty ? undefined : 'alert'}
      title={visibleSentence(problem.message)}
    >
      <Sentence text={problem.message} />
    </span>
  );
}

function Known(props: { session: SessionInfo; isExplained: boolean; onRetryNow: () => void }): ReactNode {
  const { session, isExplained, onRetryNow } = props;
  const { phase, tls, reason } = session;
  const isConnected = phase === 'open' || phase === 'closing';
  return (
    <>
      {session.retry !== null && <Retry session={session} onRetryNow={onRetryNow} />}
      {isConnected && <Ends session={session} />}
      {isConnected && tls !== null && <ProtectionChip tls={tls} />}
      {reason !== null && !isExplained && <Reason session={session} />}
      {hasCounted(session) && <Counters session={session} />}
    </>
  );
}

/** Nothing can have passed in a session that never came about: the room is for why. */
function hasCounted({ phase, openedAt, unrecordedPayloads }: SessionInfo): boolean {
  return phase !== 'failed' || openedAt !== null || unrecordedPayloads > 0;
}

function Phase(props: Pick<FactsLineProps, 'endpoint' | 'session' | 'isReachable'>): ReactNode {
  const { endpoint, session, isReachable } = props;
  const isKnown = isReachable || session === undefined || hasEnded(session.phase);
  return (
    <output className="facts-phase" aria-label="State">
      {isKnown ? wordFor(endpoint, session) : 'unknown'}
      {isKnown && session && session.phase !== 'failed' && <Elapsed session={session} />}
    </output>
  );
}

function wordFor(endpoint: Endpoint, session: SessionInfo | undefined): string {
  switch (session?.phase) {
    case undefined:
      return 'not open';
    case 'connecting':
      return doesListen(endpoint) ? 'opening' : 'connecting';
    case 'open':
      return doesListen(endpoint) ? 'listening' : 'open';
    case 'waiting':
      return 'waiting';
    case 'closing':
      return 'closing';
    case 'closed':
      return 'closed';
    case 'failed':
      return session?.tls?.verification === 'refused' ? 'refused' : 'failed';
  }
}

/** The number of the next attempt to reconnect, and a button to skip the wait. */
function Retry({ session, onRetryNow }: { session: SessionInfo; onRetryNow: () => void }): ReactNode {
  const { phase, retry } = session;
  if (retry === null || (phase !== 'waiting' && phase !== 'connecting')) return null;
  return (
    <span className="facts-retry">
      <span className="facts-quiet">
        attempt <span className="mono">{formatCount(retry.attempt)}</span>
        {retry.attempts !== null && (
          <>
            {' '}
            of <span className="mono">{formatCount(retry.attempts)}</span>
          </>
        )}
      </span>
      {phase === 'waiting' && (
        <Button tone="quiet" className="facts-retry-now" onClick={onRetryNow}>
          Connect now
        </Button>
      )}
    </span>
  );
}

function Countdown({ at }: { at: number }): ReactNode {
  return (
    <span className="facts-elapsed mono" aria-hidden>
      <SecondsUntil key={at} at={at} /> <span className="unit">s</span>
    </span>
  );
}

function SecondsUntil({ at }: { at: number }): ReactNode {
  return formatCount(Math.max(0, Math.ceil(at / 1_000_000 - useNow() / 1000)));
}

/** How long it has been or was open, or how long until it reconnects. Not announced every second. */
function Elapsed({ session }: { session: SessionInfo }): ReactNode {
  if (session.phase === 'waiting') return session.retry && <Countdown at={session.retry.at} />;
  const from = session.openedAt ?? session.startedAt;
  return (
    <span className="facts-elapsed mono" aria-hidden>
      {session.endedAt === null ? (
        <RunningTime key={from} from={from} />
      ) : (
        formatElapsed(session.endedAt - from)
      )}
    </span>
  );
}

function RunningTime({ from }: { from: number }): ReactNode {
  return formatElapsed(useNow() * 1000 - from);
}

function Ends({ session }: { session: SessionInfo }): ReactNode {
  const { url, local, remote, subprotocol, proxy, connectUs } = session;
  const took = connectUs === null ? null : measureDuration(connectUs);
  return (
    <>
      {url !== null && (
        <span className="facts-url mono">
          <span className="facts-ends" title={url}>
            <VisibleText text={url} />
          </span>
          <CopyButton label="Copy the address" text={url} data-command="connection.copyAddress" />
        </span>
      )}
      {url === null && (local !== null || remote !== null) && (
        <span className="facts-ends mono" title={`${local ?? '?'} → ${remote ?? '?'}`}>
          <OwnAddress address={local ?? '?'} isAlone={remote === null} />
          <span className="unit">→</span> <VisibleText text={remote ?? '?'} />
        </span>
      )}
      {subprotocol !== null && subprotocol !== '' && (
        <span className="facts-ends" title={subprotocol}>
          <span className="unit">subprotocol</span>{' '}
          <span className="mono">
            <VisibleText text={subprotocol} />
          </span>
        </span>
      )}
      {proxy !== null && (
        <span className="facts-ends" title={proxy}>
          <span className="unit">by</span>{' '}
          <span className="mono">
            <VisibleText text={proxy} />
          </span>
        </span>
      )}
      {took !== null && (
        <span className="facts-quiet facts-took">
          connected in <span className="mono">{took.value}</span> {took.unit}
        </span>
      )}
    </>
  );
}

/** Where there is little room, it is known by its port, and then not told beside that of the other side. */
function OwnAddress({ address, isAlone }: { address: string; isAlone: boolean }): ReactNode {
  const [, host = '', port = address] = /^(.+)(:\d+)$/s.exec(address) ?? [];
  return (
    <span className={isAlone ? undefined : 'facts-own'}>
      <span className="facts-own-host">
        <VisibleText text={host} />
      </span>
      <VisibleText text={port} />{' '}
    </span>
  );
}

function isCutOff({ scrollWidth, clientWidth }: HTMLElement): boolean {
  return scrollWidth > clientWidth;
}

/** The tab “Connection” says it, too, where it is cut here (`tabArea.css`). */
function Reason({ session }: { session: SessionInfo }): ReactNode {
  const { phase, reason, problem } = session;
  const isFailure = phase === 'failed' || (phase === 'waiting' && problem !== null);
  const sentence = useRef<HTMLSpanElement>(null);
  const isCut = useMeasured(sentence, isCutOff, reason ?? '');
  return (
    <span
      data-untold={isCut === true ? '' : undefined}
      className={joinClasses('facts-why', isFailure ? 'facts-problem' : 'facts-reason')}
      role={isFailure ? 'alert' : undefined}
      title={visibleLine(reason ?? '')}
    >
      <span ref={sentence} className="facts-sentence">
        <VisibleText text={reason ?? ''} />
      </span>
      <ErrorCode code={problem?.code ?? null} />
    </span>
  );
}
