import { describe, expect, it } from 'vitest';
import { heightBelow, wantedBy } from '../../../renderer/features/sessionPane/belowHeight.ts';

describe('heightBelow', () => {
  it.each([
    ['as its content wants', null, 96, 96, 600, 96],
    ['more where it wants more', null, 136, 96, 600, 136],
    ['up to 40 % of the session', null, 900, 96, 600, 240],
    ['as it was set, whatever it wants', 180, 900, 96, 600, 180],
    ['never less than it can be used in', 100, 900, 124, 600, 124],
    ['nor where 40 % are less', null, 150, 124, 200, 124],
  ])('is %s', (_, set, whole, least, session, expected) => {
    expect(heightBelow(set, { whole, least }, { session, kept: 528 })).toBe(expected);
  });

  it.each([
    ['no more than it wants where the records need the rest', 634, 96],
    ['whole rows of what is to spare', 690, 144],
    ['all that was to spare', 900, 192],
  ])('is %s', (_, session, expected) => {
    const wanted = { whole: 96, least: 96, spare: { whole: 192, step: 24 } };
    expect(heightBelow(null, wanted, { session, kept: 528 })).toBe(expected);
    expect(heightBelow(120, wanted, { session, kept: 528 })).toBe(120);
  });
});

describe('wantedBy', () => {
  const usual = { whole: 244, least: 96 };
  it('is what the part wants that wants most, and what is usual where none has said anything', () => {
    expect(wantedBy(new Map(), usual)).toEqual(usual);
    const parts = new Map([
      ['composer', { whole: 96, least: 96 }],
      ['messages', { whole: 182, least: 0, spare: { whole: 240, step: 24 } }],
    ]);
    expect(wantedBy(parts, usual)).toEqual({ whole: 182, least: 96, spare: { whole: 240, step: 24 } });
  });
});
