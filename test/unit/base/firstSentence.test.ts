import { describe, expect, it } from 'vitest';
import { firstSentence } from '../../../shared/base/firstSentence.ts';

describe('firstSentence', () => {
  it.each([
    ['It expired on 1 May 2020. It is for a.test.', 'It expired on 1 May 2020.'],
    ['127.0.0.1:9 is in use. Stop it.', '127.0.0.1:9 is in use.'],
    [
      'It is from “O=A. B. Inc.”, which is not trusted. Add it.',
      'It is from “O=A. B. Inc.”, which is not trusted.',
    ],
    ['One sentence.', 'One sentence.'],
    ['no full stop', 'no full stop'],
    ['An open “quote. Then another.', 'An open “quote.'],
    ['', ''],
  ])('of %s is %s', (text, expected) => {
    expect(firstSentence(text)).toBe(expected);
  });
});
