import { describe, expect, it } from 'vitest';
import { FormFinder } from '../../../electron/engine/store/formFinder.ts';
import { StreamForms, type FoundRange } from '../../../electron/engine/store/worker/blank/streamForms.ts';

/** Where it finds the forms in these pieces of one stream, as places in the whole of it. */
function placesIn(forms: readonly string[], pieces: readonly string[]): number[] {
  const streams = new StreamForms(new FormFinder([forms.map((form) => Buffer.from(form))]));
  const found: FoundRange[] = [];
  const starts: number[] = [];
  let length = 0;
  for (const [seq, piece] of pieces.entries()) {
    starts.push(length);
    length += piece.length;
    const place = { record: { seq, secrets: new Set<number>() }, part: 0 };
    found.push(...streams.take('1 in', Buffer.from(piece), place));
  }
  const places = new Set<number>();
  for (const { place, from, to } of found)
    for (let at = from; at < to; at += 1) places.add((starts[place.record.seq] ?? 0) + at);
  return [...places].toSorted((one, other) => one - other);
}

describe('StreamForms', () => {
  it('finds the same bytes wherever a stream is cut', () => {
    const text = 'xabcabcabdyabcabd';
    const forms = ['abcabd', 'bdya', 'abca'];
    const whole = placesIn(forms, [text]);
    expect(whole).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    for (let first = 0; first <= text.length; first += 1)
      for (let second = first; second <= text.length; second += 1) {
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
        expect([pieces, placesIn(forms, pieces)]).toEqual([pieces, whole]);
      }
    expect(placesIn(forms, text.split(''))).toEqual(whole);
  });

  it('joins nothing that came from two peers', () => {
    const streams = new StreamForms(new FormFinder([[Buffer.from('token')]]));
    const place = { record: { seq: 1, secrets: new Set<number>() }, part: 0 };
    expect(streams.take('1 in', Buffer.from('tok'), place)).toEqual([]);
    expect(streams.take('2 in', Buffer.from('en'), place)).toEqual([]);
    expect(streams.take('1 in', Buffer.from('en'), place)).toHaveLength(2);
  });
});
