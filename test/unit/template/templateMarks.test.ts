import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markSegments } from '../../../renderer/ui/template/markSegments.ts';
import { completionsInTemplate } from '../../../shared/template/completeTemplate.ts';
import type { Scope, ScopeVariable } from '../../../shared/template/scope.ts';
import { markAt, templateMarks } from '../../../shared/template/templateMarks.ts';

const hidden: ScopeVariable = { value: null, isSecret: true };
const scope: Scope = [
  { origin: 'the process environment', variables: new Map([['user', { value: null, isSecret: false }]]) },
  {
    origin: 'the environment “Staging”',
    variables: new Map([
      ['host', { value: 'staging.example', isSecret: false }],
      ['url', { value: 'ws://{{host}}/?t={{token}}', isSecret: false }],
      ['id', { value: '{{$uuid}}', isSecret: false }],
      ['loop', { value: '{{loop}}', isSecret: false }],
    ]),
  },
  {
    origin: 'the base environment',
    variables: new Map<string, ScopeVariable>([
      ['host', { value: 'localhost', isSecret: false }],
      ['port', { value: '80', isSecret: false }],
      ['token', hidden],
    ]),
  },
];

const marked = (text: string) =>
  templateMarks(text, scope).map(({ from, to, role, value, note }) => [
    text.slice(from, to),
    role,
    value,
    note,
  ]);

describe('the marks of a text', () => {
  it('say what each reference stands for, and where that comes from', () => {
    expect(marked('a {{host}}:{{ port }} {{user}} {{token}}')).toEqual([
      ['{{host}}', 'variable', 'staging.example', 'From the environment “Staging”.'],
      ['{{ port }}', 'variable', '80', 'From the base environment.'],
      ['{{user}}', 'variable', null, 'From the process environment. Its value is not shown here.'],
      ['{{token}}', 'secret', null, 'Secret, from the base environment.'],
    ]);
    expect(marked('{{url}}{{id}}')).toEqual([
      ['{{url}}', 'secret', 'ws://{{host}}/?t={{token}}', 'From the environment “Staging”.'],
      ['{{id}}', 'variable', '{{$uuid}}', 'From the environment “Staging”.'],
    ]);
  });

  it('say what is wrong before anything is sent', () => {
    expect(marked('{{hots}} {{loop}} {{$uid}}')).toMatchObject([
      ['{{hots}}', 'problem', null, expect.stringMatching(/^There is no variable “hots” in .*“host”\?$/)],
      ['{{loop}}', 'problem', null, expect.stringContaining('“loop” stands for itself')],
      ['{{$uid}}', 'problem', null, expect.stringContaining('no function $uid')],
    ]);
    expect(marked('x {{$uuid')).toMatchObject([['{{$uuid', 'problem', null, /./]]);
  });

  it('are of functions and of what stands in them', () => {
    const text = '{{$base64:{{host}}!}}{{$sha256:{{token}}}}';
    expect(marked(text)).toMatchObject([
      ['{{$base64:{{host}}!}}', 'function', 'c3RhZ2luZy5leGFtcGxlIQ==', /Base64/],
      ['{{host}}', 'variable', 'staging.example', /./],
      ['{{$sha256:{{token}}}}', 'secret', null, /./],
      ['{{token}}', 'secret', null, /./],
    ]);
    const marks = templateMarks(text, scope);
    expect(markAt(marks, 12)).toBe(marks[1]);
    expect(markAt(marks, 19)).toBe(marks[0]);
    expect([0, text.length].map((offset) => markAt(marks, offset))).toEqual([null, null]);
  });

  it('are none of text', () => {
    expect(marked('{ "a": {{ "b" }} {{"{{"}}host}}')).toEqual([]);
  });

  it('are the first 500 of a text of any length, and no more is read of it', () => {
    const names: string[] = [];
    const counting = new Map<string, ScopeVariable>();
    counting.get = (name) => {
      names.push(name);
      return { value: 'x', isSecret: false };
    };
    const text = Array.from({ length: 65_000 }, (_, index) => `{{name${index}}} `).join('');
    const marks = templateMarks(`${text}{{$nothing`, [{ origin: 'a test', variables: counting }]);
    expect(marks).toHaveLength(500);
    expect(new Set(names).size).toBe(500);
  });

  it('cut a text into pieces that are the text', () => {
    const piece = fc.constantFrom('{{host}}', '{{$hex:{{token}}}}', '{{nope}}', 'é日', ' ', '{{$');
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        fc.nat(20),
        (text, caret) => {
          const marks = templateMarks(text, scope);
          const problem = { from: Math.min(caret, text.length), to: text.length };
          const segments = markSegments(text, marks, problem, caret);
          expect(segments.map((segment) => segment.text).join('')).toBe(text);
          for (const { from, to } of marks) {
            expect(segments.some((segment) => segment.from === from && segment.mark !== null)).toBe(true);
            expect(from).toBeLessThan(to);
          }
        },
      ),
    );
  });
});

/** The list at `|`, and the text once an item of it was taken. */
function completed(withCaret: string, label?: string) {
  const caret = withCaret.indexOf('|');
  const text = withCaret.replace('|', '');
  const items = completionsInTemplate(text, caret, scope);
  const item = items.find((each) => each.label === label);
  const after = item && text.slice(0, item.from) + item.insert + text.slice(item.to);
  return {
    labels: items.map((each) => each.label),
    details: items.map(({ detail }) => detail),
    text: item && after && `${after.slice(0, item.from + item.caret)}|${after.slice(item.from + item.caret)}`,
  };
}

describe('completion', () => {
  it('offers variables with their values and origins, the nearest first, and then functions with arguments', () => {
    const { labels, details } = completed('x {{|');
    expect(labels.slice(0, 8)).toEqual(['user', 'host', 'url', 'id', 'loop', 'port', 'token', '$uuid:v7']);
    expect(details.slice(0, 7)).toEqual([
      'set · the process environment',
      'staging.example · the environment “Staging”',
      'ws://{{host}}/?t={{token}} · the environment “Staging”',
      '{{$uuid}} · the environment “Staging”',
      '{{loop}} · the environment “Staging”',
      '80 · the base environment',
      'secret · the base environment',
    ]);
    expect(completed('{{$h|').labels).toEqual(['$hex:text', '$hmacSha256:key:text']);
    expect(completed('{{OS|').labels).toEqual(['host']);
    expect(completed('{{o|').labels.slice(0, 2)).toEqual(['host', 'loop']);
  });

  it('closes what it completes, and leaves the cursor where something is to be typed', () => {
    expect(completed('a{{ho|', 'host').text).toBe('a{{host}}|');
    expect(completed('a{{ho|st}}b', 'host').text).toBe('a{{host|}}b');
    // What follows an address is no argument.
    expect(completed('tcp://{{ho|:6379', 'host').text).toBe('tcp://{{host}}|:6379');
    expect(completed('{{ho|:{{port}}', 'host').text).toBe('{{host}}|:{{port}}');
    expect(completed('{{$uu|:{{port}}', '$uuid:v7').text).toBe('{{$uuid}}|:{{port}}');
    expect(completed('{{$uu|:v7}}', '$uuid:v7').text).toBe('{{$uuid|:v7}}');
    expect(completed('{{text:t|', 'token').text).toBe('{{text:token}}|');
    expect(completed('{{$b|', '$base64:text').text).toBe('{{$base64:|}}');
    expect(completed('{{$base64:{{ho|', 'host').text).toBe('{{$base64:{{host}}|');
    expect(completed('{{$ha|:x}}', '$hmacSha256:key:text').text).toBeUndefined();
    expect(completed('{{$hm|:x}}', '$hmacSha256:key:text').text).toBe('{{$hmacSha256|:x}}');
  });

  it('offers nothing outside of a reference that is begun', () => {
    for (const text of ['|', 'ho|', '{ho|', '{{host}}|', '{{$base64:ho|', '{{"|', '{{ho st|'])
      expect(completed(text).labels).toEqual([]);
  });
});
