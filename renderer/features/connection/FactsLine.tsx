import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { TextProblem } from '../../../shared/base/result.ts';
import { formatElapsed } from '../../../shared/base/time.ts';
import { formatBytes, measureBytes } from '../../../shared/bytes/sizes.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { isEnded, standingOf } from '../../state/sessions.ts';
import { IconButton } from '../../ui/Button.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { addressLineId } from './AddressField.tsx';
import { doesListen } from './OpenButton.tsx';
import { useNow } from './useNow.ts';

export interface FactsLineProps {
  readonly endpoint: Endpoint;
  readonly session: SessionInfo | undefined;
  /** What is wrong with the address; said here unless something is open. */
  readonly problem: TextProblem | null;
}

/** What is known of the connection now, in words and numbers, on one line whose parts keep their places. */
export function FactsLine({ endpoint, session, problem }: FactsLineProps): ReactNode {
  const isLive = session !== undefined && !isEnded(session);
  if (problem !== null && !isLive) {
    const isEmpty = endpoint.address === '';
    return (
      <div id={addressLineId} className="facts-line">
        <span className={isEmpty ? 'facts-hint' : 'facts-problem'} role={isEmpty ? undefined : 'alert'}>
          {problem.message}
        </span>
      </div>
    );
  }
  return (
    <div id={addressLineId} className="facts-line">
      <StatusDot state={standingOf(session)} />
      <Phase endpoint={endpoint} session={session} />
      {session && (session.phase === 'open' || session.phase === 'closing') && <Ends session={session} />}
      {session && session.reason !== null && <Reason session={session} />}
      {session && <Counters session={session} />}
    </div>
  );
}

function Phase({ endpoint, session }: Pick<FactsLineProps, 'endpoint' | 'session'>): ReactNode {
  return (
    <output className="facts-phase" aria-label="State">
      {wordsFor(endpoint, session)}
      {session && session.phase !== 'failed' && <Elapsed session={session} />}
    </output>
  );
}

function wordsFor(endpoint: Endpoint, session: SessionInfo | undefined): string {
  switch (session?.phase) {
    case undefined:
      return 'not open';
    case 'connecting':
      return doesListen(endpoint) ? 'opening' : 'connecting';
    case 'open':
      return doesListen(endpoint) ? 'listening' : 'open';
    case 'closing':
      return 'closing';
    case 'closed':
      return 'closed';
    case 'failed':
      return 'failed';
  }
}

/** How long it has been open, or was. Not announced each second. */
function Elapsed({ session }: { session: SessionInfo }): ReactNode {
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
  const { url, local, remote, subprotocol, openedAt, startedAt, endpoint } = session;
  const connectMs = openedAt === null || doesListen(endpoint) ? null : (openedAt - startedAt) / 1000;
  return (
    <>
      {url !== null && (
        <span className="facts-ends mono">
          {url}
          <CopyButton text={url} />
        </span>
      )}
      {url === null && (local !== null || remote !== null) && (
        <span className="facts-ends mono">
          {local ?? '?'} <span className="unit">→</span> {remote ?? '?'}
        </span>
      )}
      {subprotocol !== null && subprotocol !== '' && (
        <span className="facts-ends">
          <span className="unit">subprotocol</span>{' '}
          <span className="mono">
            <VisibleText text={subprotocol} />
          </span>
        </span>
      )}
      {connectMs !== null && (
        <span className="facts-quiet">
          connected in <span className="mono">{formatMilliseconds(connectMs)}</span> ms
        </span>
      )}
    </>
  );
}

function Reason({ session }: { session: SessionInfo }): ReactNode {
  const isFailure = session.phase === 'failed';
  return (
    <span className={isFailure ? 'facts-problem' : 'facts-reason'} role={isFailure ? 'alert' : undefined}>
      <VisibleText text={session.reason ?? ''} />
    </span>
  );
}

function Counters({ session }: { session: SessionInfo }): ReactNode {
  const { bytesIn, bytesOut, queuedBytes, unrecordedFrames, datagrams } = session;
  const dropped = datagrams?.droppedByKernel ?? 0;
  return (
    <span className="facts-counters mono">
      {unrecordedFrames > 0 && (
        <span
          className="facts-lost"
          title="Frames that passed and are not in the recording, because it could not be written"
        >
          {formatCount(unrecordedFrames)} <span className="unit">not recorded</span>
        </span>
      )}
      {dropped > 0 && (
        <span className="facts-lost" title={describeDrops(datagrams?.receiveBufferBytes ?? null)}>
          {formatCount(dropped)} <span className="unit">dropped by the system</span>
        </span>
      )}
      {queuedBytes > 0 && (
        <span className="facts-queued">
          <Bytes bytes={queuedBytes} /> waiting
        </span>
      )}
      <span className="facts-bytes" title="Bytes sent">
        <span className="arrow-out">↑</span> <Bytes bytes={bytesOut} />
      </span>
      <span className="facts-bytes" title="Bytes received">
        <span className="arrow-in">↓</span> <Bytes bytes={bytesIn} />
      </span>
    </span>
  );
}

function describeDrops(bufferBytes: number | null): string {
  const what = 'Datagrams that the operating system dropped before they could be received';
  return bufferBytes === null ? what : `${what}: the receive buffer has ${formatBytes(bufferBytes)}`;
}

function Bytes({ bytes }: { bytes: number }): ReactNode {
  const { value, unit } = measureBytes(bytes);
  return (
    <>
      {value} <span className="unit">{unit}</span>
    </>
  );
}

/** `0.4`, `12`, `1,204`: a decimal only where it says something. */
function formatMilliseconds(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : formatCount(Math.round(ms));
}

function CopyButton({ text }: { text: string }): ReactNode {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  useEffect(() => {
    if (copied === 'no') return undefined;
    const timer = setTimeout(() => setCopied('no'), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      setCopied('refused');
    }
  };
  const labels = {
    no: 'Copy the address',
    yes: 'Copied',
    refused: 'The browser did not allow to copy',
  } as const;
  return (
    <IconButton
      label={labels[copied]}
      icon={copied === 'yes' ? <Check size={14} /> : <Copy size={14} />}
      onClick={() => void copy()}
    />
  );
}
