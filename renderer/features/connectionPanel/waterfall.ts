import { firstStepUs, type ConnectionStep } from '../../../shared/model/facts.ts';

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
  /** From the beginning of the first step to the end of the last. */
  readonly totalUs: number;
  readonly isRunning: boolean;
}

/** The steps on one axis, which begins with the first. `nowUs` since the attempt began; it is the end of running steps, and never less than the end of finished ones. */
export function layoutWaterfall(steps: readonly ConnectionStep[], nowUs: number): Waterfall {
  const firstUs = firstStepUs(steps);
  const latestUs = Math.max(firstUs, ...steps.map(({ beganUs, endedUs }) => endedUs ?? beganUs));
  const isRunning = steps.some(({ outcome }) => outcome === 'running');
  const endUs = isRunning ? Math.max(latestUs, nowUs) : latestUs;
  const totalUs = endUs - firstUs;
  const share = (us: number): number => (totalUs === 0 ? 0 : Math.min(1, (us - firstUs) / totalUs));
  const bars = steps.map((step): WaterfallBar => {
    const toUs = step.endedUs ?? endUs;
    return { step, from: share(step.beganUs), to: share(toUs), tookUs: Math.max(0, toUs - step.beganUs) };
  });
  return { bars, totalUs, isRunning };
}
