import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../shared/base/result.ts';
import {
  hasMoreReferences,
  isTemplate,
  parseBeginning,
  parseTemplate,
  quoteTemplate,
} from '../../../shared/template/parseTemplate.ts';
import { resolverOf } from '../../support/templates.ts';

/** The references of a template, as they were written. */
function referencesIn(text: string): readonly string[] {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value.flatMap(({ kind, from, to }) => (kind === 'reference' ? [text.slice(from, to)] : []));
}

describe('references in a text', () => {
  it.each([
    ['tcp://{{host}}:{{port}}', ['{{host}}', '{{port}}']],
    ['{{ host }}', ['{{ host }}']],
    ['{{text:host}}', ['{{text:host}}']],
    ['{{text}}', ['{{text}}']],
    ['{{a.b-c_9}}', ['{{a.b-c_9}}']],
    ['{{{host}}}', ['{{host}}']],
    ['{{$uuid}}{{ $now:HH:mm:ss }}', ['{{$uuid}}', '{{ $now:HH:mm:ss }}']],
    ['{{$base64:{{token}}}}', ['{{$base64:{{token}}}}']],
    ['{{$base64:{"a":{"b":1}}}}!', ['{{$base64:{"a":{"b":1}}}}']],
    ['{{$hmacSha256:{{key}}:{{$sha256:{{body}}}}:x}}', ['{{$hmacSha256:{{key}}:{{$sha256:{{body}}}}:x}}']],
  ])('are found: %s', (text, references) => {
    expect(referencesIn(text)).toEqual(references);
  });

  it.each([
    '{{',
    '{{}}',
    '{{ }}',
    '{{a b}}',
    '{{"a":{"b":1}}',
    '{{#if x}}',
    '{{host',
    '{{9}}',
    "{{ states('x') }}",
    '}}',
  ])('are not what is no name: %s', (text) => {
    expect(referencesIn(text)).toEqual([]);
    expect(isTemplate(text)).toBe(false);
    expect(quoteTemplate(text)).toBe(text);
  });

  it('are not the written form of {{, which stands for it', () => {
    const resolved = resolverOf().resolve('{{"{{"}}host}}');
    expect(resolved.ok && resolved.value.map((piece) => piece.kind === 'text' && piece.text)).toEqual([
      '{{',
      'host}}',
    ]);
    expect(isTemplate('{{"{{"}}')).toBe(true);
  });

  it.each(['{{$uuid', '{{$base64:{}}', '{{$base64:{{token}}', '{{$sha256 x}}'])(
    'must be closed: %s',
    (text) => {
      expect(parseTemplate(text)).toMatchObject({ ok: false, problem: { code: 'syntax', from: 0 } });
    },
  );

  it('are nested 16 deep at most', () => {
    const nested = (depth: number): string => '{{$hex:'.repeat(depth) + 'a' + '}}'.repeat(depth);
    expect(parseTemplate(nested(16)).ok).toBe(true);
    expect(parseTemplate(nested(17))).toMatchObject({ ok: false, problem: { code: 'tooDeep' } });
    expect(parseTemplate(nested(50_000))).toMatchObject({ ok: false, problem: { code: 'tooDeep' } });
  });

  const piece = fc.oneof(
    fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      '$',
      ':',
      'a',
      'text:',
      '"',
      '{{a}}',
      '{{$hex:',
      '{{"{{"}}',
      ' ',
      '\\',
    ),
    fc.string(),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

  it('are a template where one segment is not just text, found without reading on; and read as far as is asked', () => {
    fc.assert(
      fc.property(text, fc.nat(5), (template, most) => {
        const parsed = parseTemplate(template);
        const segments = parsed.ok ? parsed.value : [];
        const isMore = segments.some(({ kind, from, to, ...rest }) =>
          kind === 'reference' ? true : 'text' in rest && rest.text.length < to - from,
        );
        expect(isTemplate(template)).toBe(!parsed.ok || isMore);
        if (!parsed.ok) return;
        const references = segments.flatMap(({ kind }, index) => (kind === 'reference' ? [index] : []));
        expect(hasMoreReferences(template, most)).toBe(references.length > most);
        const end = most === 0 ? 0 : (references[most - 1] ?? segments.length) + 1;
        expect(parseBeginning(template, most)).toEqual(ok(segments.slice(0, end)));
      }),
    );
  });

  it('cover the text without gap, whatever it is', () => {
    fc.assert(
      fc.property(text, (template) => {
        const parsed = parseTemplate(template);
        // A problem is a place in the text, too.
        const places = parsed.ok ? parsed.value : [parsed.problem];
        for (const { from, to } of places) expect(to).toBeGreaterThan(from);
        const texts = places.map(({ from, to }) => template.slice(from, to)).join('');
        expect(parsed.ok ? texts : template).toContain(parsed.ok ? template : texts);
      }),
    );
  });

  it('are none in a quoted text, which stands for itself', () => {
    fc.assert(
      fc.property(text, (written) => {
        const resolved = resolverOf().resolve(quoteTemplate(written));
        expect(
          resolved.ok && resolved.value.map((each) => (each.kind === 'text' ? each.text : '?')).join(''),
        ).toBe(written);
      }),
    );
  });
});

describe('a long text', () => {
  it.each([
    ['spaces after braces', '{{', ' '],
    ['spaces after text:', '{{text:', ' '],
    ['spaces after a name', '{{a', ' '],
    ['letters', '{{', 'a'],
    ['braces', '{{', '{{ '],
  ])('is read in one walk: %s', (_, start, more) => {
    // A reader that begins anew at each character would need hours for it, and the runner would end the test.
    const text = start + more.repeat(1_000_000);
    expect(parseTemplate(text)).toEqual(ok([{ kind: 'text', text, from: 0, to: text.length }]));
  });
});
