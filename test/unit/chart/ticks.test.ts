import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../../renderer/features/chart/timeTicks.ts';

const start = new Date(2026, 10, 21, 14, 2, 13).getTime() * 1000;
const second = 1_000_000;

const labels = (spanSeconds: number, widthPixels: number): string[] =>
  timeTicks({ from: start, to: start + spanSeconds * second }, widthPixels).map(({ label }) => label);

describe('the times under a chart', () => {
  it('are round, with seconds where they are less than a minute apart', () => {
    expect(labels(30, 480)).toEqual(['14:02:15', '14:02:20', '14:02:25', '14:02:30', '14:02:35', '14:02:40']);
  });

  it('are minutes and hours of the local clock', () => {
    expect(labels(3600, 400)).toEqual(['14:15', '14:30', '14:45', '15:00']);
    expect(labels(20 * 3600, 400)).toEqual(['18:00', '00:00', '06:00']);
  });

  it('are days where there are many', () => {
    expect(labels(10 * 86_400, 240)).toEqual(['26 Nov']);
    expect(labels(3 * 86_400, 240)).toEqual(['22 Nov', '23 Nov', '24 Nov']);
  });

  it('never stand closer than a label is wide, at any span', () => {
    for (let spanSeconds = 1; spanSeconds < 4e9; spanSeconds *= 3) {
      const width = 640;
      expect(labels(spanSeconds, width).length).toBeLessThanOrEqual(width / 80 + 1);
    }
  });

  it('are none without a width', () => {
    expect(labels(30, 0).length).toBeLessThanOrEqual(1);
  });
});
