import { describe, expect, it } from 'vitest';
import { OriginalTiming, replyWaitUs } from '../../../electron/engine/replay/timing.ts';

describe('original timing', () => {
  it('keeps the recorded distances from the first payload on', () => {
    const timing = new OriginalTiming(5_000_000, 1);
    timing.begin(100);
    expect(timing.waitUs(5_000_000, 100)).toBe(0);
    expect(timing.waitUs(5_200_000, 50_100)).toBe(150_000);
  });

  it('divides them by the speed', () => {
    const timing = new OriginalTiming(0, 2);
    timing.begin(0);
    expect(timing.waitUs(1_000_000, 0)).toBe(500_000);
  });

  it('stands still while it is held', () => {
    const timing = new OriginalTiming(0, 1);
    timing.begin(0);
    timing.hold(100_000);
    timing.hold(200_000);
    timing.release(60_000_000);
    expect(timing.waitUs(300_000, 60_000_000)).toBe(200_000);
  });

  it('counts a hold that began before the connection was open from there', () => {
    const timing = new OriginalTiming(0, 1);
    timing.hold(0);
    timing.begin(500);
    timing.release(1500);
    expect(timing.dueUs(0)).toBe(1500);
  });

  it('catches up with a short delay', () => {
    const timing = new OriginalTiming(0, 1);
    timing.begin(0);
    expect(timing.waitUs(100_000, 300_000)).toBe(-200_000);
    expect(timing.waitUs(400_000, 300_000)).toBe(100_000);
  });

  it('does not send in a burst what a machine that slept has missed', () => {
    const timing = new OriginalTiming(0, 1);
    timing.begin(0);
    const awakeUs = 3_600_000_000;
    expect(timing.waitUs(100_000, awakeUs)).toBeLessThan(0);
    expect(timing.waitUs(400_000, awakeUs)).toBe(300_000);
  });
});

describe('timing by replies', () => {
  const standing = { lacking: 0, lastActivityUs: 0, isOver: false };

  it('is due as soon as nothing lacks', () => {
    expect(replyWaitUs({ ...standing, lacking: 1 }, 1_000_000, 0)).toBe(1_000_000);
    expect(replyWaitUs(standing, 1_000_000, 0)).toBe(0);
  });

  it('counts the silence from the last byte', () => {
    const lacking = { ...standing, lacking: 1, lastActivityUs: 400_000 };
    expect(replyWaitUs(lacking, 1_000_000, 900_000)).toBe(500_000);
    expect(replyWaitUs(lacking, 1_000_000, 1_400_000)).toBe(0);
  });

  it('waits for nothing from a peer that has ended', () => {
    expect(replyWaitUs({ ...standing, lacking: 1, isOver: true }, 1_000_000, 0)).toBe(0);
  });
});
