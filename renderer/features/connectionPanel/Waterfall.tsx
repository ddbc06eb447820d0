import { useEffect, useState, type ReactNode } from 'react';
import type { ConnectionFacts, ConnectionStep, StepName } from '../../../shared/model/facts.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { PanelSection } from './PanelSection.tsx';
import { layoutWaterfall, measureDuration, type WaterfallBar } from './waterfall.ts';

const stepWords: Readonly<Record<StepName, string>> = {
  lookup: 'Look-up',
  connect: 'Connect',
  proxy: 'Proxy',
  dialogue: 'Dialogue',
  tls: 'TLS',
  upgrade: 'Upgrade',
};

const outcomeWords: Readonly<Record<ConnectionStep['outcome'], string>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** How the connection was made, or failed: every step as a bar on one time axis. */
export function Waterfall({ facts }: { facts: ConnectionFacts }): ReactNode {
  const { steps, startedAt } = facts;
  const isRunning = steps.some(({ outcome }) => outcome === 'running');
  const nowMs = useTicking(isRunning);
  if (steps.length === 0) return null;
  const { bars, totalUs } = layoutWaterfall(steps, startedAt === null ? 0 : nowMs * 1000 - startedAt);
  return (
    <PanelSection title="Steps" aside={<Duration us={totalUs} />}>
      <ol className="waterfall">
        {bars.map((bar, index) => (
          // A step has no identity except its position; steps are only added, and only the last ones change.
          // oxlint-disable-next-line react/no-array-index-key
          <Step key={index} bar={bar} isToldBelow={isRefused(bar.step, facts)} />
        ))}
      </ol>
    </PanelSection>
  );
}

/** Why a certificate was refused stands at the certificate. */
function isRefused({ name, outcome }: ConnectionStep, { tls }: ConnectionFacts): boolean {
  return name === 'tls' && outcome === 'failed' && tls?.verification === 'refused';
}

function Step({ bar, isToldBelow }: { bar: WaterfallBar; isToldBelow: boolean }): ReactNode {
  const { step, from, to, tookUs } = bar;
  const { name, target, outcome, note, code } = step;
  return (
    <li className="waterfall-step" data-outcome={outcome}>
      <div className="waterfall-line">
        <span className="waterfall-name">{stepWords[name]}</span>
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
          {note !== null && <VisibleText text={note} />}
          {code !== null && (
            <span className="panel-code mono">
              <VisibleText text={code} />
            </span>
          )}
        </p>
      )}
    </li>
  );
}

function Duration({ us }: { us: number }): ReactNode {
  const { value, unit } = measureDuration(us);
  return (
    <span className="waterfall-took mono">
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
