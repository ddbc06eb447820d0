import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Collector } from '../../../shared/import/collector.ts';
import { bracesDialect } from '../../../shared/import/foreignText.ts';
import { importFileOf, isCollectionFile } from '../../../shared/import/importFiles.ts';
import { allowedFolderName } from '../../../shared/import/names.ts';
import { readCollection } from '../../../shared/import/readCollection.ts';
import { readFiles } from '../../../shared/import/readFiles.ts';
import { folderNameProblem } from '../../../shared/model/connectionFolder.ts';
import { parseTemplate } from '../../../shared/template/parseTemplate.ts';
import { fixture, imported, lines, refusal } from './importing.ts';

const context = { baseVariables: new Map<string, string | null>() };
const fixtures = [
  ...['insomnia4.json', 'insomnia5.yaml', 'postman.json', 'postmanEnvironment.json'],
  ...[
    'packets.ini',
    'packetSender.json',
    'trafficLog.tsv',
    'bruno/rooms/join.bru',
    'openCollection/live.yml',
  ],
];

/** What a Postman collection with this one item becomes. */
function postmanItem(item: object): ReturnType<typeof imported> {
  const info = { name: 'C', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' };
  return imported(JSON.stringify({ info, item: [item] }));
}

describe('reading files that somebody else made', () => {
  it('ends with a collection or a sentence, whatever the text is', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...fixtures.map(fixture)), fc.nat(), fc.nat({ max: 40 }), fc.string())
      .map(([text, at, length, added]) => {
        const from = at % text.length;
        return text.slice(0, from) + added + text.slice(from + length);
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), mutated), (text) => {
        const read = readCollection([{ path: 'file', text }], context);
        expect(read.ok || /[.!?]$/.test(read.problem)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['aliases that stand for billions', bombOfAliases(), 'It has more than 500,000 values.'],
    ['lists in lists of YAML', `a: ${'['.repeat(20_000)}`, 'It is not valid YAML in line 1'],
    [
      'lists in lists of JSON',
      `${'['.repeat(200)}${']'.repeat(200)}`,
      'It is nested more than 100 levels deep.',
    ],
    ['more YAML than is read', `a: ${'x'.repeat(4 * 1024 * 1024)}`, 'A YAML file may have 4 MiB at most.'],
    [
      'a tag that makes objects',
      '!!js/function "x"',
      'It is not valid YAML in line 1, column 18: unknown tag',
    ],
    ['an anchor in itself', 'a: &a [*a]', 'It is nested more than 100 levels deep.'],
    ['JSON with a mistake', '{"info": }', 'It is not valid JSON: at line 1, column 10,'],
    ['nothing', '', 'Wirebench cannot import this file.'],
  ])('refuses %s', (_name, text, sentence) => {
    expect(refusal(text)).toContain(sentence);
  });

  it('takes names of the language for what they are', () => {
    const values = '[{"key": "__proto__", "value": "1"}, {"key": "constructor", "value": "2"}]';
    const { environments } = imported(`{"name": "E", "values": ${values}, "__proto__": {"polluted": true}}`);
    expect(environments[0]?.variables.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('gives folders names that every system can keep, and that lead nowhere', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('..', '../../x', 'con', 'a.json', '.git', '\u202e'),
        ),
        (name) => {
          expect(folderNameProblem(allowedFolderName(name, []), [])).toBeNull();
          const twin = allowedFolderName(name, [allowedFolderName(name, [])]);
          expect(folderNameProblem(twin, [allowedFolderName(name, [])])).toBeNull();
        },
      ),
    );
  });

  it('makes no more than 8 levels of folders', () => {
    let item: object = { name: 'R', request: 'ws://127.0.0.1' };
    for (let level = 0; level < 20; level += 1) item = { name: `f${level}`, item: [item] };
    const { root, changed } = postmanItem(item);
    expect(lines(root).at(-1)?.split('/').length).toBeLessThanOrEqual(11);
    expect(changed.notes[0]?.text).toContain('8 levels of folders');
  });

  it('counts the notes that a report has no room for', () => {
    const item = Array.from({ length: 1500 }, (_, index) => ({
      name: `R${index}`,
      request: 'http://127.0.0.1',
    }));
    const { left } = postmanItem({ name: 'F', item });
    expect([left.notes.length, left.count]).toEqual([1000, 1500]);
  });

  it('lists what is longer than it may be here', () => {
    const raw = 'x'.repeat(262_145);
    const { root, left } = postmanItem({
      name: 'R',
      request: { url: `ws://127.0.0.1/${'y'.repeat(9000)}`, body: { raw } },
    });
    expect(lines(root)).toEqual(['C/']);
    expect(left.count).toBe(1);
    const { left: leftMessage } = postmanItem({
      name: 'R',
      request: { url: 'ws://127.0.0.1/', body: { raw } },
    });
    expect(leftMessage.notes[0]?.text).toBe('A saved message has at most 262,144 characters.');
  });

  it('keeps a text with braces as text, and only a variable as a reference', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      'a',
      '{{v}}',
      '{{ v }}',
      '$',
      ':',
      '"',
      '{{"{{"}}',
      '{{text:v}}',
      '{{$base64:',
      'é',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const written = pieces.join('');
        const text = new Collector(bracesDialect('Postman'), context).text(written, 'item');
        const parsed = parseTemplate(text);
        const meant = parsed.ok
          ? parsed.value.map((segment) => (segment.kind === 'text' ? segment.text : '<value>')).join('')
          : parsed.problem.message;
        // As Postman replaces it.
        expect(meant).toBe(written.replace(/\{\{ *[vaé][vaé$ ]*\}\}/g, '<value>'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('files', () => {
  const textOf = (...bytes: readonly number[]): string => {
    const read = importFileOf({ path: 'f', bytes: Uint8Array.from(bytes) });
    return read.ok ? read.value.text : read.problem;
  };

  it('are UTF-8, or UTF-16 by their mark', () => {
    expect(textOf(0xef, 0xbb, 0xbf, 0xc3, 0xa9)).toBe('é');
    expect(textOf(0xff, 0xfe, 0x61, 0)).toBe('a');
    expect(textOf(0xfe, 0xff, 0, 0x61)).toBe('a');
    expect(textOf(0xef, 0xbf, 0xbd)).toBe('\uFFFD');
    expect(textOf(...Buffer.from('SQLite format 3\0'), 0xff)).toContain('Open a .wbs file');
    expect(textOf(0x61, 0)).toBe('It is not a text file: it contains zero bytes.');
  });

  it.each([
    [[0x61, 0xe9, 0x62], 'UTF-8: the byte E9 at offset 1'],
    [[0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xef, 0xbf, 0xbd, 0xc3], 'UTF-8: the byte C3 at offset 8'],
    [[0xed, 0xa0, 0x80], 'UTF-8: the byte ED at offset 0'],
    [[0xff, 0xfe, 0x61, 0, 0, 0xd8, 0x61, 0], 'UTF-16: the byte 00 at offset 4'],
    [[0xfe, 0xff, 0, 0x61, 0x62], 'UTF-16: the byte 62 at offset 4'],
  ])('are nothing else: %j', (bytes, sentence) => {
    expect(textOf(...bytes)).toBe(
      `It is not valid ${sentence} belongs to no character. Save it as UTF-8, and import it again.`,
    );
  });

  it('that are no text are listed among the others of a folder', () => {
    const bru = (name: string): string => `meta {\n  name: ${name}\n  type: ws\n}\nws {\n  url: ws://h/\n}\n`;
    const files = [
      { path: 'c/bruno.json', bytes: Buffer.from('{"name": "C"}') },
      { path: 'c/a.bru', bytes: Buffer.from(bru('café')) },
      { path: 'c/b.bru', bytes: Buffer.from(bru('café'), 'latin1') },
    ];
    const read = readFiles(files, context);
    expect(read).toMatchObject({ ok: true, value: { left: { count: 1 } } });
    if (!read.ok) throw new Error(read.problem);
    expect(lines(read.value.root)).toEqual(['C/', 'C/café ws://h/']);
    expect(read.value.left.notes).toMatchObject([
      { item: 'c/b.bru', text: expect.stringContaining('the byte E9 at offset 18') },
    ]);
    expect(readFiles(files.slice(2), context)).toMatchObject({ ok: false });
  });

  it('of a folder are those of collections', () => {
    expect(
      [
        'a.bru',
        'b/c.yml',
        'opencollection.yaml',
        'bruno.json',
        'x/package.json',
        'node_modules/a.bru',
        'a/.git/b.yml',
      ].map(isCollectionFile),
    ).toEqual([true, true, true, true, false, false, false]);
  });
});

function bombOfAliases(): string {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const line = (name: string, before: string): string =>
    `${name}: &${name} [${Array.from({ length: 9 }, () => (before === '' ? 'x' : `*${before}`)).join(', ')}]`;
  return names.map((name, index) => line(name, names[index - 1] ?? '')).join('\n');
}
