import { describe, expect, it } from 'vitest';
import { moduleReferencesOf } from '../../../scripts/source/moduleReferences.ts';

const specifiersOf = (text: string): string[] =>
  moduleReferencesOf('shared/base/example.ts', text).map(({ specifier }) => specifier);

describe('the modules that a file names', () => {
  it.each([
    ["import { one } from './a.ts';", './a.ts'],
    ["import type { One } from './a.ts';", './a.ts'],
    ["import\n  './a.ts';", './a.ts'],
    ["export { one } from './a.ts';", './a.ts'],
    ["export * from './a.ts';", './a.ts'],
    ["const one = await import('./a.ts');", './a.ts'],
    ["let one: import('./a.ts').One;", './a.ts'],
    ["const one = require('./a.ts');", './a.ts'],
    ["const path = require.resolve('ws');", 'ws'],
    ["const worker = new Worker(new URL('./a.ts', import.meta.url));", './a.ts'],
  ])('are found in %s', (text, specifier) => {
    expect(specifiersOf(text)).toEqual([specifier]);
  });

  it('are not what a text or a comment says, nor a folder', () => {
    const text = [
      '// import one from "./a.ts";',
      'const text = `import "./a.ts"`;',
      "const here = new URL('.', import.meta.url);",
      "const page = new URL('./a.ts', origin);",
    ].join('\n');
    expect(specifiersOf(text)).toEqual([]);
  });

  it('come with the names that are taken, where those can be told', () => {
    const text = "import first, { second as own } from './a.ts'; import * as all from './b.ts';";
    expect(moduleReferencesOf('x.ts', text)).toEqual([
      { specifier: './a.ts', names: ['default', 'second'] },
      { specifier: './b.ts', names: null },
    ]);
  });

  it('cannot be told of what is no TypeScript', () => {
    expect(() => moduleReferencesOf('x.ts', 'import from from from')).toThrow('x.ts');
  });
});
