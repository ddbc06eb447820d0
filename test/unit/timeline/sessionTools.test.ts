import { describe, expect, it } from 'vitest';
import { stretchIn, withStretch } from '../../../renderer/state/records/filterBrush.ts';
import { isUnderWay, shareScanned } from '../../../renderer/features/timeline/scanProgress.ts';
import {
  describeKeepLimit,
  parseKeepLimit,
  questionToDelete,
} from '../../../renderer/state/sessions/keeping.ts';
import { fakeSession } from '../../support/fakeEngine.ts';

const startedAt = 1_790_000_000_000_000;

describe('a stretch that is brushed in the chart', () => {
  const stretch = { from: startedAt + 2_000_000, to: startedAt + 5_500_000 };

  it('becomes part of the filter, and takes the place of the one before', () => {
    const text = withStretch('dir:in "needle"', stretch, startedAt);
    expect(text).toBe('dir:in "needle" after:2s before:5.5s');
    expect(withStretch(text, { ...stretch, from: startedAt }, startedAt)).toBe(
      'dir:in "needle" after:0s before:5.5s',
    );
  });

  it('is read from the filter, so that what is typed moves the brush', () => {
    expect(stretchIn('dir:in after:2s before:5.5s', startedAt)).toEqual(stretch);
    expect(stretchIn('after:2s', startedAt)).toBeNull();
    expect(stretchIn('after:5s before:2s', startedAt)).toBeNull();
    expect(stretchIn('after:2s before:(', startedAt)).toBeNull();
  });

  it('can be taken away again', () => {
    expect(withStretch('dir:in after:2s before:5.5s', null, startedAt)).toBe('dir:in');
  });
});

describe('what a session keeps', () => {
  it.each([
    ['10000', { payloads: 10_000 }],
    ['10,000 messages', { payloads: 10_000 }],
    ['1 chunk', { payloads: 1 }],
    ['1 Datagram', { payloads: 1 }],
    ['20 frames', { payloads: 20 }],
    ['50 MB', { bytes: 50_000_000 }],
    ['1.5GiB', { bytes: 1_610_612_736 }],
  ])('%s is read', (text, limit) => {
    expect(parseKeepLimit(text, 'chunk')).toEqual({ ok: true, value: limit });
  });

  it.each(['0', '0 MB', 'a few', '', '10.5', '10k'])('%s is refused', (text) => {
    expect(parseKeepLimit(text, 'chunk').ok).toBe(false);
  });

  it('is said in words', () => {
    expect(describeKeepLimit({ payloads: 10_000 }, 'datagram')).toBe('the last 10,000 datagrams');
    expect(describeKeepLimit({ payloads: 1 }, 'chunk')).toBe('the last 1 chunk');
  });

  it('is never deleted without a question, which says how much there is', () => {
    const textFor = (counts: { first?: number; records: number }): string =>
      questionToDelete(fakeSession('s', counts), () => Promise.resolve()).text;
    expect(textFor({ records: 1 })).toContain('1 record is deleted');
    expect(textFor({ first: 9_001, records: 10_000 })).toContain('1,000 records are deleted');
    expect(
      questionToDelete(fakeSession('s', { name: 'a\u202eb' }), () => Promise.resolve()).title,
    ).not.toContain('\u202e');
  });
});

describe('how far a search is', () => {
  it('counts from the oldest record that is kept', () => {
    expect(shareScanned({ first: 501, scanned: 750, last: 1000 })).toBe(0.5);
    expect(shareScanned({ first: 1, scanned: 0, last: 0 })).toBe(1);
    expect(shareScanned({ first: 501, scanned: 100, last: 1000 })).toBe(0);
  });

  it('is not told while it only keeps up with a flood', () => {
    const progress = { problem: null, begin: 0, end: 5, first: 1, last: 1000, view: null } as const;
    expect(isUnderWay({ ...progress, state: 'scanning', caughtUp: false, scanned: 990 })).toBe(true);
    expect(isUnderWay({ ...progress, state: 'scanning', caughtUp: true, scanned: 990 })).toBe(false);
    expect(isUnderWay({ ...progress, state: 'scanning', caughtUp: true, scanned: 500 })).toBe(true);
    expect(isUnderWay({ ...progress, state: 'current', caughtUp: true, scanned: 1000 })).toBe(false);
  });
});
