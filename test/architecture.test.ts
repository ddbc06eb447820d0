import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The import table of CONTRIBUTING.md. A file belongs to the zone with the longest matching prefix, and may import from its own zone,
 * from the zones named, and from the packages named (a trailing `*` stands for any rest). Nothing else may be imported by anything.
 */
const table: Readonly<
  Record<string, { readonly zones: readonly string[]; readonly packages: readonly string[] }>
> = {
  'shared/base': { zones: [], packages: [] },
  'shared/bytes': { zones: ['shared/base'], packages: [] },
  'shared/model': { zones: ['shared/base', 'shared/bytes'], packages: ['zod'] },
  'shared/contract': { zones: ['shared/base', 'shared/bytes', 'shared/model'], packages: ['zod'] },
  'shared/rpc': {
    zones: ['shared/base', 'shared/bytes', 'shared/model', 'shared/contract'],
    packages: ['zod'],
  },
  'electron/engine': { zones: ['shared'], packages: ['node:*', 'ws', 'zod'] },
  'electron/server': { zones: ['shared'], packages: ['node:*', 'ws', 'zod'] },
  'electron/desktop': { zones: ['shared'], packages: ['node:*', 'electron', 'zod'] },
  'electron/cli': {
    zones: [
      'shared',
      'electron/engine',
      'electron/server',
      'electron/headless.ts',
      'electron/storeWorkerUrl.ts',
    ],
    packages: ['node:*', 'zod'],
  },
  'electron/storeWorkerUrl.ts': { zones: [], packages: ['node:*'] },
  'electron/headless.ts': {
    zones: ['shared', 'electron/engine', 'electron/server', 'electron/storeWorkerUrl.ts'],
    packages: ['node:*', 'package.json'],
  },
  'electron/cli.ts': { zones: ['electron/cli'], packages: ['node:*'] },
  'electron/main.ts': {
    zones: ['shared', 'electron/engine', 'electron/desktop', 'electron/cli', 'electron/storeWorkerUrl.ts'],
    packages: ['node:*', 'electron'],
  },
  'electron/preload.ts': { zones: [], packages: ['electron'] },
  'renderer/host': { zones: ['shared', 'renderer/state'], packages: [] },
  'renderer/state': { zones: ['shared', 'renderer/host'], packages: ['zustand/vanilla', 'zod'] },
  'renderer/ui': { zones: ['shared'], packages: ['react', 'react-dom', '@base-ui/react*', 'lucide-react'] },
  'renderer/editor': {
    zones: ['shared', 'renderer/ui', 'renderer/state'],
    packages: ['react', 'monaco-editor*', 'lucide-react'],
  },
  'renderer/features': {
    zones: ['shared', 'renderer/ui', 'renderer/state', 'renderer/editor', 'renderer/host'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'zustand/*',
      'lucide-react',
      'cmdk',
      'react-resizable-panels',
    ],
  },
  renderer: {
    zones: [
      'shared',
      'renderer/ui',
      'renderer/state',
      'renderer/editor',
      'renderer/host',
      'renderer/features',
    ],
    packages: [
      'react',
      'react-dom',
      'react-dom/client',
      'zustand',
      'react-resizable-panels',
      '@fontsource/jetbrains-mono*',
    ],
  },
};

const root = resolve(import.meta.dirname, '..');
const zoneNames = Object.keys(table).toSorted((a, b) => b.length - a.length);

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const target = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier))
          .split(sep)
          .join('/')
      : specifier;
    return { file, target: target.replace(/\?.*$/, '') };
  });
}

const within = (path: string, zone: string): boolean => path === zone || path.startsWith(`${zone}/`);
const zoneOf = (path: string): string | undefined => zoneNames.find((zone) => within(path, zone));
const matches = (name: string, pattern: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

function isAllowed({ file, target }: Import): boolean {
  const zone = zoneOf(file);
  const rule = zone === undefined ? undefined : table[zone];
  if (zone === undefined || !rule) return false;
  const isOurs =
    ['shared', 'electron', 'renderer', 'test', 'scripts'].some((top) => within(target, top)) &&
    target.includes('/');
  if (!isOurs) return rule.packages.some((pattern) => matches(target, pattern));
  return zoneOf(target) === zone || rule.zones.some((allowed) => within(target, allowed));
}

const files = ['shared', 'electron', 'renderer'].flatMap(sources);
const imports = files.flatMap(importsOf);

describe('the architecture', () => {
  it('finds the code it judges', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('has every file in a zone', () => {
    expect(files.filter((file) => zoneOf(file) === undefined)).toEqual([]);
  });

  it('imports only along the arrows of the table', () => {
    const forbidden = imports
      .filter((each) => !isAllowed(each))
      .map(({ file, target }) => `${file} → ${target}`);
    expect(forbidden).toEqual([]);
  });

  it('lets no feature of the window import another', () => {
    const feature = (path: string): string | undefined => /^renderer\/features\/([^/]+)/.exec(path)?.[1];
    const crossing = imports.filter(
      ({ file, target }) => feature(file) && feature(target) && feature(file) !== feature(target),
    );
    expect(crossing.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('would notice a wrong import', () => {
    expect(isAllowed({ file: 'shared/base/x.ts', target: 'node:fs' })).toBe(false);
    expect(isAllowed({ file: 'electron/engine/x.ts', target: 'electron' })).toBe(false);
    expect(isAllowed({ file: 'electron/engine/x.ts', target: 'electron/server/y.ts' })).toBe(false);
    expect(isAllowed({ file: 'renderer/state/x.ts', target: 'react' })).toBe(false);
    expect(isAllowed({ file: 'electron/engine/x.ts', target: 'shared/base/y.ts' })).toBe(true);
  });
});
