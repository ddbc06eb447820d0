import type { ConnectionStep } from '../../../shared/model/facts.ts';

/** A step as a bar on the axis that all steps share: `from` and `to` are fractions of it, from 0 to 1. */
export interface WaterfallBar {
  readonly step: ConnectionStep;
  readonly from: number;
  readonly to: number;
  /** How long it took, or has taken so far. */
  readonly tookUs: number;
}

interface Waterfall {
  readonly bars: readonly WaterfallBar[];
  /** From the beginning of the attempt to the end of its last step. */
  readonly totalUs: number;
  readonly isRunning: boolean;
}

/** The steps on one axis. `nowUs` since the attempt began; it is the end of running steps, and never less than the end of finished ones. */
export function layoutWaterfall(steps: readonly ConnectionStep[], nowUs: number): Waterfall {
  const latestUs = Math.max(0, ...steps.map(({ beganUs, endedUs }) => endedUs ?? beganUs));
  const isRunning = steps.some(({ outcome }) => outcome === 'running');
  const totalUs = isRunning ? Math.max(latestUs, nowUs) : latestUs;
  const share = (us: number): number => (totalUs === 0 ? 0 : Math.min(1, us / totalUs));
  const bars = steps.map((step): WaterfallBar => {
    const endUs = step.endedUs ?? totalUs;
    return { step, from: share(step.beganUs), to: share(endUs), tookUs: Math.max(0, endUs - step.beganUs) };
  });
  return { bars, totalUs, isRunning };
}
