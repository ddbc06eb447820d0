import { describe, expect, it } from 'vitest';
import { JsonFolds } from '../../../renderer/features/inspector/jsonFolds.ts';
import { jsonRowAfterKey } from '../../../renderer/features/inspector/jsonKeys.ts';
import { deepestJson, layOutJson, type JsonLines } from '../../../shared/json/jsonLines.ts';
import { jsonOf, jsonProspectOf, largestJsonBytes } from '../../../renderer/features/inspector/jsonOf.ts';
import { jsonSegments, longestJsonLine } from '../../../renderer/features/inspector/jsonSegments.ts';
import { seededRandom } from '../../support/random.ts';

function linesOf(source: string): JsonLines {
  const laidOut = layOutJson(source);
  if (!laidOut.ok) throw new Error(laidOut.problem.message);
  return laidOut.value;
}

function shown(lines: JsonLines, folds = new JsonFolds(lines)): string[] {
  return Array.from({ length: folds.rowCount }, (_, row) => {
    const line = folds.lineAt(row);
    const segments = jsonSegments(lines, line, folds.folded.has(line));
    return '  '.repeat(lines.depth[line] ?? 0) + segments.map((segment) => segment.text).join('');
  });
}

function problemOf(source: string): { readonly message: string; readonly at: number } | null {
  const laidOut = layOutJson(source);
  return laidOut.ok ? null : laidOut.problem;
}

describe('JSON laid out', () => {
  it('reads as JSON.stringify would write it, with its empty containers closed', () => {
    const value = { id: 1, list: [1, 2.5, { a: null, b: [], c: {} }], name: 'Grüße "you"', ok: true };
    for (const space of [undefined, 1, '\t']) {
      expect(shown(linesOf(JSON.stringify(value, null, space)))).toEqual(
        JSON.stringify(value, null, 2).split('\n'),
      );
    }
  });

  it('agrees with JSON.stringify on anything', () => {
    const random = seededRandom(5);
    for (let times = 0; times < 300; times += 1) {
      const value = [randomValue(random, 4)];
      expect(shown(linesOf(JSON.stringify(value)))).toEqual(JSON.stringify(value, null, 2).split('\n'));
    }
  });

  it('keeps numbers and escapes as they were sent', () => {
    expect(shown(linesOf('[12345678901234567890, 1.0, 1e400, -0, "\\u00fc\\/"]'))).toEqual([
      '[',
      '  12345678901234567890,',
      '  1.0,',
      '  1e400,',
      '  -0,',
      '  "\\u00fc\\/"',
      ']',
    ]);
  });

  it('takes several values after each other, as they come over a stream', () => {
    expect(shown(linesOf('{"a":1}\n{"a":2}\n'))).toEqual(['{', '  "a": 1', '}', '{', '  "a": 2', '}']);
  });

  it('shows what has no glyph as signs, never as what it would do', () => {
    const [, line = ''] = shown(linesOf('["safe\u202etxt.exe"]'));
    expect(line).not.toContain('\u202e');
    expect(line).toContain('U+202E');
  });

  it('cuts a line that nobody could read, and says so', () => {
    const [, line = ''] = shown(linesOf(JSON.stringify(['x'.repeat(1_000_000)])));
    expect(line.length).toBeLessThan(longestJsonLine + 100);
    expect(line).toContain('more characters');
  });

  it.each([
    ['', 0],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[01]', 2],
    ['["\t"]', 2],
    ['["\\x"]', 2],
    ['[1', 2],
    ['{"a":1}}', 7],
    ['"unfinished', 11],
  ])('refuses %j and says where it is wrong', (source, at) => {
    expect(problemOf(source)?.at).toBe(at);
  });

  it('agrees with JSON.parse on what is JSON, for damaged texts too', () => {
    const random = seededRandom(9);
    const source = '{"a":[1,-2.5e3,{"b":"x\\n"}],"c":null,"d":{"e":true}}';
    for (let times = 0; times < 3_000; times += 1) {
      const at = Math.floor(random() * source.length);
      const from = Math.floor(random() * source.length);
      const damaged = source.slice(0, at) + source.charAt(from) + source.slice(at + 1);
      expect({ damaged, isJson: problemOf(damaged) === null }).toEqual({ damaged, isJson: isJson(damaged) });
    }
  });

  it('survives a hundred thousand levels, and says how deep it goes', () => {
    expect(problemOf('['.repeat(100_000))?.message).toContain(String(deepestJson));
    const deepest = '['.repeat(deepestJson) + '1' + ']'.repeat(deepestJson);
    expect(linesOf(deepest).count).toBe(2 * deepestJson + 1);
  });

  it('lays out two million lines', () => {
    expect(linesOf(`[${'0,'.repeat(2_000_000)}0]`).count).toBe(2_000_003);
  });
});

describe('folding JSON', () => {
  const lines = linesOf('{"a":{"b":[1,2],"c":3},"d":[4]}');

  it('shows both brackets of what is folded in one row', () => {
    expect(shown(lines, new JsonFolds(lines).toggled(1))).toEqual([
      '{',
      '  "a": { … },',
      '  "d": [',
      '    4',
      '  ]',
      '}',
    ]);
  });

  it('keeps what is folded inside something folded', () => {
    const inner = new JsonFolds(lines).toggled(2);
    const both = inner.toggled(0);
    expect(shown(lines, both)).toEqual(['{ … }']);
    expect(shown(lines, both.toggled(0))).toEqual(shown(lines, inner));
  });

  it('finds the row of every line, and the line of every row', () => {
    const random = seededRandom(3);
    let folds = new JsonFolds(lines);
    for (let times = 0; times < 200; times += 1) {
      const line = Math.floor(random() * lines.count);
      if (folds.canFold(line)) folds = folds.toggled(line);
      for (let row = 0; row < folds.rowCount; row += 1) expect(folds.rowOf(folds.lineAt(row))).toBe(row);
    }
  });

  it('goes along with the arrow keys', () => {
    const folds = new JsonFolds(lines);
    const place = { lines, folds, current: 1, rowsInView: 5 };
    expect(jsonRowAfterKey('ArrowLeft', place)).toEqual({ line: 1, toggles: true });
    expect(jsonRowAfterKey('ArrowRight', place)).toEqual({ line: 2, toggles: false });
    expect(jsonRowAfterKey('ArrowLeft', { ...place, current: 3 })).toEqual({ line: 2, toggles: false });
    expect(jsonRowAfterKey('End', place)).toEqual({ line: lines.count - 1, toggles: false });
    expect(jsonRowAfterKey('ArrowRight', { ...place, folds: folds.toggled(1) })).toEqual({
      line: 1,
      toggles: true,
    });
    expect(jsonRowAfterKey('ArrowDown', { ...place, folds: folds.toggled(1) })).toEqual({
      line: 8,
      toggles: false,
    });
  });
});

describe('which payloads are offered as JSON', () => {
  const row = (text: string, size = text.length): { preview: Uint8Array; size: number } => ({
    preview: new TextEncoder().encode(text).subarray(0, 64),
    size,
  });

  it('are those that begin with a bracket, up to a limit', () => {
    expect(jsonProspectOf(row(' \r\n{"a":1}'))).toBe('glance');
    expect(jsonProspectOf(row('[', 65_537))).toBe('likely');
    expect(jsonProspectOf(row('[', largestJsonBytes + 1))).toBe('tooLarge');
    expect(jsonProspectOf(row('+PONG\r\n'))).toBe('none');
    expect(jsonProspectOf(row('42'))).toBe('none');
    expect(jsonProspectOf(row(''))).toBe('none');
  });

  it('say in a sentence why they are none after all', () => {
    expect(jsonOf(Uint8Array.of(0x5b, 0xff, 0x5d))).toMatchObject({ ok: false });
    const broken = jsonOf(new TextEncoder().encode('{"a":}'));
    expect(!broken.ok && broken.problem).toBe(
      'This is not valid JSON: a value is missing at character 6. Read it as text or hex.',
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function randomValue(random: () => number, depth: number): unknown {
  const choice = Math.floor(random() * (depth > 0 ? 6 : 4));
  const count = Math.floor(random() * 4);
  switch (choice) {
    case 0:
      return Math.floor(random() * 1_000_000) / 8;
    case 1:
      return random() < 0.5;
    case 2:
      return null;
    case 3:
      return 'a, b: [c] {d} "e" \\ f'.slice(0, Math.floor(random() * 22));
    case 4:
      return Array.from({ length: count }, () => randomValue(random, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`k"${index}`, randomValue(random, depth - 1)]),
      );
  }
}
