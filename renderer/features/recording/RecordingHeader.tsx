import { Download, Repeat2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatCounted, plural } from '../../../shared/base/quantity.ts';
import { formatElapsed } from '../../../shared/base/time.ts';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import { factsOf, nounOfRecorded } from '../../../shared/model/endpointKinds.ts';
import type { RecordingInfo, RecordingSummary } from '../../../shared/model/recording.ts';
import { formatStartInFull } from '../../state/base/startTime.ts';
import { Button } from '../../ui/Button.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './recording.css';

interface RecordingHeaderProps {
  readonly info: RecordingInfo;
  readonly summary: RecordingSummary | undefined;
  readonly isReplayShown: boolean;
  readonly onReplay: () => void;
  readonly onExport: () => void;
}

/** What a recording contains: what, where, when, how much, and whether it is complete. */
export function RecordingHeader(props: RecordingHeaderProps): ReactNode {
  const { info, summary, isReplayShown, onReplay, onExport } = props;
  return (
    <header className="recording-header">
      <div className="recording-line">
        <h2 className="recording-name">
          <VisibleText text={summary?.name ?? info.name} />
        </h2>
        <span className="recording-address mono">
          <span className="unit">{factsOf(info.endpoint.kind).name}</span>{' '}
          <VisibleText text={info.url ?? info.endpoint.address} />
        </span>
        <Button icon={<Download size={14} />} disabled={summary?.liveSession !== null} onClick={onExport}>
          Save a copy…
        </Button>
        <Button
          tone={isReplayShown ? 'plain' : 'primary'}
          icon={<Repeat2 size={14} />}
          aria-pressed={isReplayShown}
          onClick={onReplay}
        >
          Replay
        </Button>
      </div>
      <Facts info={info} isLive={summary !== undefined && summary.liveSession !== null} />
    </header>
  );
}

function Facts({ info, isLive }: { info: RecordingInfo; isLive: boolean }): ReactNode {
  const { startedAt, endedAt, complete, payloadsIn, payloadsOut, bytesIn, bytesOut, peers, blanked } = info;
  return (
    <dl className="recording-facts">
      <Fact name="started">{formatStartInFull(startedAt)}</Fact>
      {endedAt !== null && <Fact name="lasted">{formatElapsed(endedAt - startedAt)}</Fact>}
      <Fact name={plural(2, nounOfRecorded(info.endpoint.kind))}>
        <span className="arrow-out">↑</span> {formatCount(payloadsOut)} <span className="arrow-in">↓</span>{' '}
        {formatCount(payloadsIn)}
      </Fact>
      <Fact name="bytes">
        <span className="arrow-out">↑</span> <Size bytes={bytesOut} /> <span className="arrow-in">↓</span>{' '}
        <Size bytes={bytesIn} />
      </Fact>
      {peers.length > 1 && <Fact name="peers">{formatCount(peers.length)}</Fact>}
      {blanked !== null && (
        <div className="recording-blanked">
          <dt className="spoken">secrets</dt>
          <dd>
            secrets blanked in this copy: each of their bytes is * in {formatCounted(blanked, 'record')}
          </dd>
        </div>
      )}
      {!complete && (
        <div className="recording-interrupted">
          <dt className="spoken">state</dt>
          <dd>
            {isLive
              ? 'still being recorded'
              : 'interrupted: the program ended before the session did; what came until then is here'}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="mono">{children}</dd>
    </div>
  );
}

function Size({ bytes }: { bytes: number }): ReactNode {
  const { value, unit } = measureBytes(bytes);
  return (
    <>
      {value} <span className="unit">{unit}</span>
    </>
  );
}
