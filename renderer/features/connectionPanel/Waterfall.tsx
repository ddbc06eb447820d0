import { useEffect, useState, type ReactNode } from 'react';
import type { KindFacts } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionFacts, ConnectionStep, StepName } from '../../../shared/model/facts.ts';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { PanelSection } from './PanelSection.tsx';
import { measureDuration } from '../../../shared/base/time.ts';
import { layoutWaterfall, type WaterfallBar } from './waterfall.ts';

type Transport = KindFacts['transport'];

/** What each step measures; the connection to an address is one of the transport. */
function stepWords(name: StepName, transport: Transport): string {
  return name === 'connect' ? connectWords[transport] : otherWords[name];
}

const connectWords: Readonly<Record<Transport, string>> = {
  tcp: 'TCP connect',
  udp: 'Connect',
  unix: 'Connect',
};

const otherWords: Readonly<Record<Exclude<StepName, 'connect'>, string>> = {
  lookup: 'Look-up',
  proxy: 'Proxy',
  dialogue: 'STARTTLS',
  tls: 'TLS handshake',
  upgrade: 'WebSocket',
};

const outcomeWords: Readonly<Record<ConnectionStep['outcome'], string>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

interface WaterfallProps {
  readonly facts: ConnectionFacts;
  /** Why the session failed, which is said above the panes; null where it has not, and nothing is said. */
  readonly told: string | null;
  readonly transport: Transport;
}

/** How the connection was made, or failed: every step as a bar on one time axis. */
export function Waterfall({ facts, told, transport }: WaterfallProps): ReactNode {
  const { steps, startedAt } = facts;
  const isRunning = steps.some(({ outcome }) => outcome === 'running');
  const nowMs = useTicking(isRunning);
  if (steps.length === 0) return null;
  const { bars, totalUs } = layoutWaterfall(steps, startedAt === null ? 0 : nowMs * 1000 - startedAt);
  return (
    <PanelSection title="Steps" aside={<Duration us={totalUs} of="total" />}>
      <ol className="waterfall">
        {bars.map((bar, index) => (
          // A step has no identity except its position; steps are only added, and only the last ones change.
          // oxlint-disable-next-line react/no-array-index-key
          <Step key={index} {...{ bar, told, transport }} isToldBelow={isRefused(bar.step, facts)} />
        ))}
      </ol>
    </PanelSection>
  );
}

/** Why a certificate was refused stands at the certificate. */
function isRefused({ name, outcome }: ConnectionStep, { tls }: ConnectionFacts): boolean {
  return name === 'tls' && outcome === 'failed' && tls?.verification === 'refused';
}

interface StepProps extends Pick<WaterfallProps, 'told' | 'transport'> {
  readonly bar: WaterfallBar;
  readonly isToldBelow: boolean;
}

function Step({ bar, told, transport, isToldBelow }: StepProps): ReactNode {
  const { step, from, to, tookUs } = bar;
  const { name, target, outcome, note, code } = step;
  return (
    <li className="waterfall-step" data-outcome={outcome}>
      <div className="waterfall-line">
        <span className="waterfall-name">{stepWords(name, transport)}</span>
        <span className="waterfall-target mono">
          <VisibleText text={target} />
        </span>
        <span className={outcome === 'done' ? 'spoken' : 'waterfall-outcome'}>{outcomeWords[outcome]}</span>
        <Duration us={tookUs} />
      </div>
      <div className="waterfall-track" aria-hidden>
        <div
          className="waterfall-bar"
          style={{ left: `${from * 100}%`, width: `max(2px, ${(to - from) * 100}%)` }}
        />
      </div>
      {!isToldBelow && (note !== null || code !== null) && (
        <p className="waterfall-note">
          {note !== null && (
            <span className={outcome === 'failed' && note === told ? 'told-above' : undefined}>
              <VisibleText text={note} />
            </span>
          )}
          <ErrorCode code={code} />
        </p>
      )}
    </li>
  );
}

function Duration({ us, of }: { us: number; of?: string }): ReactNode {
  const { value, unit } = measureDuration(us);
  return (
    <span className="waterfall-took mono">
      {of !== undefined && <span className="unit">{of} </span>}
      {value} <span className="unit">{unit}</span>
    </span>
  );
}

/** 100 ms: the bar visibly grows, and the number can still be read. */
const tickMs = 100;

/** The time in milliseconds since the epoch, updated while something runs. */
function useTicking(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
