import { describe, expect, it } from 'vitest';
import { matchPieces } from '../../../renderer/features/inspector/matchPieces.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The row with its matches in brackets. */
function drawn(text: string, ...matches: readonly (readonly [from: number, to: number])[]): string {
  const bytes = encoder.encode(text);
  const row = { from: 0, to: bytes.length };
  return matchPieces(
    bytes,
    row,
    matches.map(([from, to]) => ({ from, to })),
  )
    .map(({ from, to, isMatch }) => {
      const piece = decoder.decode(bytes.subarray(from, to));
      return isMatch ? `[${piece}]` : piece;
    })
    .join('');
}

describe('matches in a row of text', () => {
  it('are pieces of their own', () => {
    expect(drawn('a needle here', [2, 8])).toBe('a [needle] here');
    expect(drawn('needleneedle', [0, 6], [6, 12])).toBe('[needle][needle]');
    expect(drawn('nothing')).toBe('nothing');
  });

  it('go on beyond the row on both sides', () => {
    expect(drawn('needle', [-3, 2], [5, 40])).toBe('[ne]edl[e]');
  });

  it('cover whole characters', () => {
    // “€” is e2 82 ac.
    expect(drawn('5 € here', [3, 4])).toBe('5 [€] here');
    expect(drawn('5 € here', [2, 3])).toBe('5 [€] here');
    expect(drawn('5 € here', [0, 3], [4, 6])).toBe('[5 €][ ]here');
  });

  it('stay where they are in bytes that are no text', () => {
    const bytes = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80);
    expect(matchPieces(bytes, { from: 0, to: 6 }, [{ from: 4, to: 5 }]).map(({ from }) => from)).toEqual([
      0, 4,
    ]);
  });
});
