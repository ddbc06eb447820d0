import { describe, expect, it } from 'vitest';
import { brunoDialect } from '../../../shared/import/bruno.ts';
import { translateText } from '../../../shared/import/foreignText.ts';
import { insomniaDialect } from '../../../shared/import/insomniaText.ts';
import { postmanDialect } from '../../../shared/import/postmanText.ts';
import { parseTemplate } from '../../../shared/template/parseTemplate.ts';

const dialects = { postman: postmanDialect, bruno: brunoDialect, insomnia: insomniaDialect };
type Program = keyof typeof dialects;

const become = (program: Program, written: string): ReturnType<typeof translateText> =>
  translateText(written, dialects[program], (name) => name);

describe('what stands for something else in another program', () => {
  it.each<[Program, string, string]>([
    ['postman', '{{name}}', '{{name}}'],
    ['postman', '{{$guid}}{{$randomUUID}}', '{{$uuid}}{{$uuid}}'],
    ['postman', '{{$timestamp}} {{$isoTimestamp}}', '{{$now:unix}} {{$now}}'],
    ['bruno', '{{$randomInt}}', '{{$randomInt:0:1000}}'],
    ['bruno', '{{process.env.USER}}', '{{$env:USER}}'],
    ['insomnia', '{{ _.a.b }}{{_["c"]}}', '{{a.b}}{{c}}'],
    ['insomnia', "{% uuid 'v4' %}{% now 'unix', '' %}{# left out #}", '{{$uuid}}{{$now:unix}}'],
  ])('has a counterpart here: %s %s', (program, written, ours) => {
    expect(become(program, written)).toEqual({ text: ours, problems: [] });
  });

  it.each<[Program, string]>([
    ['postman', '{{$randomFirstName}}'],
    ['postman', '{{vault:token}}'],
    ['bruno', '{{?question}}'],
    ['bruno', '{{$randomFullName}}'],
    ['insomnia', '{{ _.name | upper }}'],
    ['insomnia', "{{ _.name | default('{}') }}"],
    ['insomnia', "{% prompt 'How many %?' %}"],
    ['insomnia', '{% if _.a %}'],
  ])('stays as text, with a sentence: %s %s', (program, written) => {
    const { text, problems } = become(program, written);
    expect(problems).toHaveLength(1);
    const parsed = parseTemplate(text);
    expect(parsed.ok && parsed.value.every(({ kind }) => kind === 'text')).toBe(true);
  });
});
