import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../../renderer/state/workspace/lineDiff.ts';

const shown = (left: string, right: string): string[] =>
  lineDiff(left, right).map((pair) => `${pair.left ?? '-'}${pair.isSame ? '=' : '|'}${pair.right ?? '-'}`);

describe('two texts beside each other', () => {
  it('have the same lines beside each other, and the others marked', () => {
    expect(shown('a\nb\nc', 'a\nx\nc')).toEqual(['a=a', 'b|x', 'c=c']);
    expect(shown('a\nc', 'a\nb\nc')).toEqual(['a=a', '-|b', 'c=c']);
    expect(shown('a\nb\nc', 'c')).toEqual(['a|-', 'b|-', 'c=c']);
    expect(shown('a', 'a')).toEqual(['a=a']);
  });

  it('lose no line, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (left, right) => {
        const pairs = lineDiff(left, right);
        const side = (which: 'left' | 'right'): string =>
          pairs.flatMap((pair) => (pair[which] === null ? [] : [pair[which]])).join('\n');
        expect([side('left'), side('right')]).toEqual([left, right]);
      }),
    );
  });

  it('are compared line by line where they are long', () => {
    const long = 'x\n'.repeat(3000);
    expect(lineDiff(long, `y\n${long}`)).toHaveLength(3002);
  });
});
