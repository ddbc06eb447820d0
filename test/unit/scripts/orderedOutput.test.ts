import { describe, expect, it } from 'vitest';
import { OrderedOutput } from '../../../scripts/orderedOutput.ts';

describe('the output of programs that run at the same time', () => {
  it('is that of the first at once, and of the others whole and in their order', () => {
    const shown: string[] = [];
    const output = new OrderedOutput((text) => void shown.push(text));
    const [first, second, third] = [output.part(), output.part(), output.part()];
    first.write('1a ');
    third.write('3a ');
    second.write('2a ');
    third.write('3b ');
    third.end();
    expect(shown).toEqual(['1a ']);
    first.write('1b ');
    expect(shown).toEqual(['1a ', '1b ']);
    first.end();
    expect(shown).toEqual(['1a ', '1b ', '2a ']);
    second.write('2b ');
    second.end();
    expect(shown).toEqual(['1a ', '1b ', '2a ', '2b ', '3a 3b ']);
  });
});
