import { globSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindComparisons } from '../../support/kindComparisons.ts';

const root = resolve(import.meta.dirname, '../../..');
const section =
  /^## How to add an endpoint kind\n(.*?)^## /ms.exec(
    readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'),
  )?.[1] ?? '';
/** The table in CONTRIBUTING, under how to add a kind. */
const allowed = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, path = '']) => path);

const files = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: root })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => !path.endsWith('.d.ts'));

function comparisonsIn(path: string): string[] {
  const found = kindComparisons(path, readFileSync(join(root, path), 'utf8'));
  return found.map(({ line, text }) => `${path}:${line} ${text}`);
}

describe('kinds of endpoints', () => {
  it('are told apart by their names where CONTRIBUTING says so, and nowhere else', () => {
    expect(files.length).toBeGreaterThan(300);
    const elsewhere = files.filter((path) => !allowed.includes(path)).flatMap(comparisonsIn);
    expect(elsewhere).toEqual([]);
  });

  it('are told apart in every place that CONTRIBUTING names', () => {
    expect(allowed.length).toBeGreaterThan(3);
    expect(allowed.filter((path) => comparisonsIn(path).length === 0)).toEqual([]);
  });

  it.each([
    `const a = kind === 'tcp-server';`,
    `const a = 'udp' !== endpoint.kind;`,
    `const a = session?.endpoint.kind === 'udp';`,
    `switch (endpoint.kind) { case 'udp': break; }`,
    `const a = ['ws-client', 'ws-server'].includes(kind);`,
    `const a = kind.endsWith('-server');`,
    `const a = /-server$/.test(info.kind);`,
    `const a = kind.startsWith('ws');`,
    'const a = `${protocol}-client`;',
    `const a = { 'tls-client': 1 };`,
  ])('would be noticed in %s', (source) => {
    expect(kindComparisons('a.ts', source)).toEqual([{ line: 1, text: source }]);
  });

  it.each([
    `const open: Opener<'tls-server'> = (definition) => definition.kind;`,
    `const a = scheme === 'udp' && record.kind === 'data';`,
    `const a = 'tls' in endpoint;`,
    `function f(kind: KindsWith<{ side: 'server' }>): kind is 'tcp-client' { return isServer(kind); }`,
  ])('are not meant by %s', (source) => {
    expect(kindComparisons('a.ts', source)).toEqual([]);
  });
});
