import { describe, expect, it } from 'vitest';
import { formatBase64, parseBase64 } from '../../../shared/bytes/base64.ts';
import { hex, utf8 } from '../../support/bytes.ts';
import { randomBytes, randomText, seededRandom } from '../../support/random.ts';

describe('Base64', () => {
  it.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9vYg==', 'foob'],
    ['Zm9vYmE=', 'fooba'],
    ['Zm9vYmFy', 'foobar'],
  ])('reads and writes the example %j of RFC 4648', (text, plain) => {
    expect(parseBase64(text)).toEqual({ ok: true, value: utf8(plain) });
    expect(formatBase64(utf8(plain))).toBe(text);
  });

  it('takes white space, both alphabets, and no padding', () => {
    expect(parseBase64(' Zm9v\n Yg = = ')).toEqual({ ok: true, value: utf8('foob') });
    expect(parseBase64('-_8')).toEqual({ ok: true, value: hex('fb ff') });
    expect(parseBase64('+/8=')).toEqual({ ok: true, value: hex('fb ff') });
  });

  it.each([
    ['Zm9*', 3, 'is not in Base64'],
    ['Zg===', 4, 'too many'],
    ['Zg=', 2, 'One more'],
    ['Zm9v=', 4, 'No “=” belongs here'],
    ['Zm9vY', 4, 'not make a whole byte'],
    ['Zm9vY=', 4, 'not make a whole byte'],
    ['Zg==Zg==', 4, '“Z” comes after the end'],
    ['Zh==', 1, 'it should be “g”'],
    ['Zm9v😀', 4, '“😀”'],
    ['=', 0, 'No “=” belongs here'],
  ])('marks what is wrong in %j at %d', (text, from, message) => {
    const result = parseBase64(text);
    expect(result).toMatchObject({ ok: false, problem: { from } });
    expect(result.ok ? '' : result.problem.message).toContain(message);
  });

  it('gives back any bytes', () => {
    const random = seededRandom(5);
    for (let times = 0; times < 1000; times += 1) {
      const bytes = randomBytes(random, 40);
      expect(parseBase64(formatBase64(bytes))).toEqual({ ok: true, value: bytes });
    }
    const large = Uint8Array.from({ length: 100_001 }, (_, index) => index % 251);
    expect(parseBase64(formatBase64(large))).toEqual({ ok: true, value: large });
  });

  it('says of every text what its bytes are, or where inside it the problem is', () => {
    const random = seededRandom(6);
    for (let times = 0; times < 5000; times += 1) {
      const text = randomText(random, ['A', 'g', 'Z', '=', '=', ' ', '*', '😀', '_'], 8);
      const result = parseBase64(text);
      if (result.ok) continue;
      const { from, to } = result.problem;
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(text.length);
    }
  });
});
