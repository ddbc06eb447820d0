import { describe, expect, it } from 'vitest';
import { chartMarkAt, chartMarksOf } from '../../../renderer/features/chart/chartMarks.ts';
import type { Mark } from '../../../shared/model/mark.ts';
import { trafficOf } from './traffic.ts';

const marked = (from: number, to: number, colour: Mark['colour'] = 'red'): Mark => ({
  ...{ from, to, colour },
  note: null,
  at: 0,
});
/** Records 1 to 10, then a second without any, then 11 to 20 and 21 to 30. */
const traffic = trafficOf({ payloadsIn: [10, 0, 10, 10], firstSeqs: [1, null, 11, 21], endSeq: 31 });
const shown = (marks: readonly Mark[], of = traffic): string[] =>
  chartMarksOf(of, marks).map(({ from, to, mark }) => `${from}-${to} ${mark.from}`);

describe('the marks in a chart', () => {
  it('stand where their records are, from the first to the last', () => {
    expect(shown([marked(3, 3), marked(12, 25)])).toEqual(['0-0 3', '2-3 12']);
    expect(shown([marked(10, 11)])).toEqual(['0-2 10']);
    expect(shown([])).toEqual([]);
  });

  it('are one for each bucket, however many begin in it', () => {
    const many = Array.from({ length: 15 }, (_, index) => marked(2 * index + 1, 2 * index + 1));
    expect(shown(many)).toEqual(['0-0 1', '2-2 11', '3-3 21']);
  });

  it('are those of the stretch that is shown, also where one began before it', () => {
    const part = trafficOf({ payloadsIn: [10], firstSeqs: [11], endSeq: 21 });
    expect(shown([marked(3, 12), marked(21, 22)], part)).toEqual(['0-0 3']);
    expect(shown([marked(3, 9), marked(25, 25)], part)).toEqual([]);
    expect(shown([marked(3, 9)], trafficOf({ payloadsIn: [0], firstSeqs: [null], endSeq: 1 }))).toEqual([]);
  });

  it('are found by their bucket: of several, the one that begins last', () => {
    const marks = chartMarksOf(traffic, [marked(3, 25), marked(26, 26, 'blue')]);
    expect([0, 1, 2, 3].map((bucket) => chartMarkAt(marks, bucket)?.mark.from)).toEqual([3, 3, 3, 26]);
    expect(chartMarkAt(marks, 4)).toBeNull();
  });
});
