import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from '../../../shared/model/environment.ts';
import { variableScope } from '../../../shared/model/variableScope.ts';
import { dryContext } from '../../../shared/template/dryContext.ts';
import { functionFacts } from '../../../shared/template/functionNames.ts';
import { resolveText, type ResolvedText } from '../../../shared/template/resolveText.ts';
import { TemplateResolver } from '../../../shared/template/resolveTemplate.ts';
import type { TemplateProblem } from '../../../shared/template/template.ts';
import type { TemplateContext } from '../../../shared/template/templateContext.ts';
import { knownContext, layer, resolverOf } from '../../support/templates.ts';

function textOf(
  template: string,
  variables: Readonly<Record<string, string>> = {},
  changes: Partial<TemplateContext> = {},
): string {
  return resolved(template, variables, changes).text;
}

function resolved(
  template: string,
  variables: Readonly<Record<string, string>> = {},
  changes: Partial<TemplateContext> = {},
): ResolvedText {
  const text = resolveText(resolverOf(variables, changes), template);
  if (!text.ok) throw new Error(text.problem[0].message);
  return text.value;
}

function problemOf(template: string, variables: Readonly<Record<string, string>> = {}): TemplateProblem {
  const text = resolveText(resolverOf(variables), template);
  if (text.ok) throw new Error(`It is ${text.value.text}.`);
  return text.problem[0];
}

describe('variables', () => {
  it('have the value of the nearest layer, which is a template, too', () => {
    const scope = [
      layer('the folder “api”', { host: '{{name}}.local' }),
      layer('the base', { host: 'far', name: 'near' }),
    ];
    const text = resolveText(new TemplateResolver(scope, knownContext()), '{{host}}:{{ name }}');
    expect(text).toMatchObject({ ok: true, value: { text: 'near.local:near' } });
  });

  it('that are unknown are named with where they were looked for, and what was probably meant', () => {
    const scope = [layer('the environment “staging”', { token: '1' }), layer('the base', {})];
    const text = resolveText(new TemplateResolver(scope, knownContext()), 'x{{tokn}}{{other}}');
    expect(text.ok ? [] : text.problem).toEqual([
      {
        code: 'unknown',
        message:
          'There is no variable “tokn” in the environment “staging” or the base. Did you mean “token”?',
        from: 1,
        to: 9,
      },
      expect.objectContaining({ code: 'unknown', from: 9, to: 18 }),
    ]);
  });

  it('that stand for themselves are named with the circle', () => {
    const problem = problemOf('{{a}}', { a: 'x{{b}}', b: '{{$hex:{{c}}}}', c: '{{b}}' });
    expect(problem).toMatchObject({ code: 'circular', from: 0, to: 5 });
    expect(problem.message).toBe(
      '“b” stands for itself: b → $hex → c → b. Look in the base, and give one of them a value of its own.',
    );
  });

  it('go 16 deep at most', () => {
    const links = (count: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `v${index}`,
          index + 1 < count ? `{{v${index + 1}}}` : 'end',
        ]),
      );
    expect(textOf('{{v0}}', links(16))).toBe('end');
    expect(problemOf('{{v0}}', links(17)).code).toBe('tooDeep');
  });

  it('that double each other end at a limit, not at the end of the memory', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 15 }, (_, index) => [`v${index}`, `{{v${index + 1}}}`.repeat(8)]),
    );
    expect(problemOf('{{v0}}', { ...doubling, v15: 'x'.repeat(1000) }).code).toBe('tooLarge');
    expect(textOf('{{v0}}', { ...doubling, v15: '' })).toBe('');
  });

  it('that are given to functions again and again end at a limit of what functions read', () => {
    let hashed = 0;
    const sha256 = (bytes: Uint8Array): Uint8Array => {
      hashed += bytes.length;
      return Uint8Array.of(1);
    };
    const variables = { big: 'x'.repeat(8 * 1024 * 1024) };
    const text = resolveText(resolverOf(variables, { sha256 }), '{{$sha256:{{big}}}}'.repeat(50));
    expect(text).toMatchObject({
      ok: false,
      problem: [{ code: 'tooLarge' }, ...Array.from({ length: 41 }, () => ({}))],
    });
    expect(hashed).toBe(64 * 1024 * 1024);
  });

  it('have one value wherever they stand; a function has a new one each time', () => {
    let drawn = 0;
    const random = (count: number): Uint8Array => new Uint8Array(count).fill((drawn += 1));
    const [first, second, third, fourth] = textOf(
      '{{id}} {{id}} {{$uuid}} {{$uuid}}',
      { id: '{{$uuid}}' },
      { random },
    ).split(' ');
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  it('that are secret are taken as they stand, and never shown', () => {
    const variables = { secretToken: 'p{{host}}w', host: 'h', auth: 'Bearer {{secretToken}}' };
    const text = resolved('{{host}} {{auth}} {{$base64:{{secretToken}}}} {{host}}', variables);
    expect(text.text).toBe(`h Bearer p{{host}}w ${btoa('p{{host}}w')} h`);
    expect(text.shown).toBe('h {{auth}} {{$base64:{{secretToken}}}} h');
    expect(text.secrets).toEqual(['p{{host}}w', btoa('p{{host}}w')]);
  });

  it('that are secret are kept from sight inside others, too, and so is what functions made of them', () => {
    const variables = {
      secretToken: 'hush-hush',
      url: 'ws://h/feed?token={{token}}&sign={{$sha256:a{{token}}}}&id={{$base64:{{$hex:{{token}}}}}}',
      token: '{{secretToken}}',
    };
    const { text, secrets } = resolved('{{url}}', variables);
    const masked = secrets.reduce((rest, secret) => rest.replaceAll(secret, '•'), text);
    expect(masked).toBe('ws://h/feed?token=•&sign=•&id=•');
    expect(secrets).toContain('hush-hush');
  });

  it('of a name that is secret in another environment are secret, and templates all the same', () => {
    const secret = { id: 'x', name: 'token' };
    const environment = (id: string, variables: object[]) =>
      environmentSchema.parse({ version: 1, id, name: id, variables });
    const scope = variableScope({
      ...{ given: new Map(), process: new Map(), folders: [] },
      environments: [
        environment('base', [{ name: 'user', value: 'ada' }]),
        environment('local', [{ name: 'token', value: '{{user}}-pass' }]),
        environment('staging', [{ name: 'token', secret }]),
      ],
      environment: environmentSchema.shape.id.parse('local'),
      secretOf: () => ({ value: 'hush', isSecret: true }),
    });
    const text = resolveText(new TemplateResolver(scope, knownContext()), '{{token}} {{user}}');
    expect(text).toMatchObject({
      ok: true,
      value: { text: 'ada-pass ada', shown: '{{token}} ada', secrets: ['ada-pass'] },
    });
  });

  it('are shown so that the shown text stands for the same', () => {
    expect(resolved('{{a}}', { a: '{{"{{"}}b}}' })).toMatchObject({ text: '{{b}}', shown: '{{"{{"}}b}}' });
  });
});

describe('functions', () => {
  it.each([
    ['{{$uuid}}', '00010203-0405-4607-8809-0a0b0c0d0e0f'],
    ['{{$uuid:v7}}', '01a1fe6a-2333-7607-8809-0a0b0c0d0e0f'],
    ['{{$now}}', '2026-11-21T14:02:11.123Z'],
    ['{{$now:unix}}', '1795269731'],
    ['{{$now:unixMs}}', '1795269731123'],
    ['{{$now:unixUs}}', '1795269731123456'],
    ["{{$now:yyyy-MM-dd'T'HH:mm:ss.SSSSSS}}", '2026-11-21T14:02:11.123456'],
    ['{{$now:DD.MM.YY}}', '21.11.26'],
    ['{{$counter}}', '1'],
    ['{{$counter:10:5}}', '10'],
    ['{{$randomInt:5:5}}', '5'],
    ['{{$randomBytes:3}}', '000102'],
    ['{{$randomText:3}}', 'BTl'],
    ['{{$base64:a:b}}', 'YTpi'],
    ['{{$hex:\u00e9}}', 'c3a9'],
    ['{{$sha256:abc}}', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      '{{$hmacSha256:key:The quick brown fox jumps over the lazy dog}}',
      'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
    ],
    ['{{$base64:{{$sha256:abc}}}}', 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='],
    ['{{$base64:{{$randomBytes:2}}!}}', 'MDAwMSE='],
    ['{{$env:HOME}}/x', '/home/ada/x'],
    ['{{$file:note.txt}}', 'note'],
    ['{{$hex:{{$file:body.bin}}}}', '00ff'],
  ])('%s is %s', (template, text) => {
    expect(textOf(template)).toBe(text);
  });

  it('count how often a message was sent', () => {
    expect(textOf('{{$counter}} {{$counter:10:-5}}', {}, { sentBefore: 3 })).toBe('4 -5');
  });

  it.each([
    ['{{$uid}}', 'unknown', 'Did you mean $uuid?'],
    ['{{$uuid:v9}}', 'argument', 'v4 or v7'],
    ['{{$now:tomorrow}}', 'argument', 'iso, unix, unixMs, unixUs'],
    ['{{$counter:a}}', 'argument', 'whole numbers'],
    ['{{$randomInt:1}}', 'argument', '2 arguments'],
    ['{{$randomInt:9:1}}', 'argument', 'the smaller one first'],
    ['{{$randomBytes:-1}}', 'argument', 'at most 1048576'],
    ['{{$randomBytes:99999999}}', 'argument', 'at most 1048576'],
    ['{{$sha256}}', 'argument', '1 argument'],
    ['{{$env:NOTHING}}', 'unavailable', 'no NOTHING'],
    ['{{$file:gone}}', 'unavailable', 'no gone'],
    ['{{$file:body.bin}}', 'form', 'not UTF-8'],
  ])('say what is wrong: %s', (template, code, message) => {
    const problem = problemOf(`12${template}`);
    expect(problem).toMatchObject({ code, from: 2, to: 2 + template.length });
    expect(problem.message).toContain(message);
  });

  it('do not quote a secret that they were given', () => {
    const message = problemOf('{{$file:a/{{secretToken}}}}', { secretToken: 'hush' }).message;
    expect(message).toBe('no a/•••');
  });

  it('in a variable name the variable and its origin', () => {
    expect(problemOf('{{a}}', { a: '{{b}}', b: '{{$uid}}' }).message).toMatch(
      /^In “b” of the base: There is no function/,
    );
  });

  it('are all described by an example that works', () => {
    for (const { usage } of Object.values(functionFacts)) {
      const read = new TemplateResolver([], dryContext).resolve(`{{${usage}}}`);
      expect(read).toMatchObject({ ok: true });
    }
  });
});

describe('resolving', () => {
  const names = ['a', 'b', 'c', 'd'] as const;
  const part = fc.oneof(
    fc.constantFrom(
      '{{a}}',
      '{{b}}',
      '{{c}}',
      '{{d}}',
      '{{e}}',
      '{{$hex:{{a}}}}',
      '{{$uuid}}',
      '{{$now}}',
      '{{$sha256:{{b}}{{c}}}}',
      '{{$randomInt:{{a}}:9}}',
      '{{$file:{{d}}}}',
      '{{',
    ),
    fc.string({ maxLength: 5 }),
  );
  const template = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  const variables = fc.dictionary(fc.constantFrom(...names), template);

  const ofVariables: ReadonlySet<string> = new Set(['unknown', 'circular', 'tooDeep']);

  it('ends, depends on nothing but what it is given, places every problem in the text, and says where a variable was looked for', () => {
    fc.assert(
      fc.property(template, variables, (text, values) => {
        const resolve = () => resolveText(resolverOf(values), text);
        const first = resolve();
        expect(resolve()).toEqual(first);
        for (const { code, from, to, message } of first.ok ? [] : first.problem) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(message).not.toBe('');
          expect(message).toContain(ofVariables.has(code) ? 'the base' : '');
        }
      }),
    );
  });

  it('leaves a text without references as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{{')),
        (text) => {
          expect(textOf(text)).toBe(text);
        },
      ),
    );
  });
});
