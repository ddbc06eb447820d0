import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Rule {
  readonly zones: readonly string[];
  readonly packages: readonly string[];
}

const root = resolve(import.meta.dirname, '..');
const table = readTable(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));
const zoneNames = [...table.keys()].toSorted((a, b) => b.length - a.length);

/** The table under “Who may import whom”: what stands between backticks counts, and nothing else. */
function readTable(markdown: string): ReadonlyMap<string, Rule> {
  const section = /^## Who may import whom\n(.*?)^## /ms.exec(markdown)?.[1] ?? '';
  const names = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((row) => {
      const [, zone, zones, packages] = row.split('|');
      return [names(zone)[0] ?? '', { zones: names(zones), packages: names(packages) }];
    }),
  );
}

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
  const rule = zone === undefined ? undefined : table.get(zone);
  if (zone === undefined || !rule) return false;
  const isOurs =
    ['shared', 'electron', 'renderer', 'test', 'scripts'].some((top) => within(target, top)) &&
    target.includes('/');
  if (!isOurs) return rule.packages.some((pattern) => matches(target, pattern));
  const targetZone = zoneOf(target);
  return (
    targetZone === zone ||
    rule.zones.some((allowed) => (table.has(allowed) ? targetZone === allowed : within(target, allowed)))
  );
}

const files = ['shared', 'electron', 'renderer'].flatMap(sources);
const imports = files.flatMap(importsOf);

describe('the architecture', () => {
  it('finds the code it judges', () => {
    expect(table.size).toBeGreaterThan(15);
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('has no row without a file', () => {
    const zones = new Set(files.map(zoneOf));
    expect([...table.keys()].filter((zone) => !zones.has(zone))).toEqual([]);
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

  it('has no circle of rows in the window', () => {
    const arrows = new Map<string, Set<string>>();
    for (const { file, target } of imports) {
      const [from = '', to = ''] = [zoneOf(file), zoneOf(target)];
      if (from === to || !within(from, 'renderer') || !within(to, 'renderer')) continue;
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
    // Rows that lead nowhere are taken away, until none is left that leads only to those.
    for (let before = Infinity; arrows.size < before;) {
      before = arrows.size;
      for (const [from, to] of arrows) if ([...to].every((row) => !arrows.has(row))) arrows.delete(from);
    }
    expect([...arrows.keys()]).toEqual([]);
  });

  it('keeps the commands of the window apart from its components', () => {
    const components = imports.filter(
      ({ file, target }) => within(file, 'renderer/commands') && target.endsWith('.tsx'),
    );
    expect(components).toEqual([]);
  });

  it('leads from no row back to itself', () => {
    const next = (zone: string): string[] =>
      (table.get(zone)?.zones ?? []).flatMap((allowed) =>
        table.has(allowed) ? [allowed] : zoneNames.filter((name) => name !== zone && within(name, allowed)),
      );
    const reachable = (zone: string): ReadonlySet<string> => {
      const seen = new Set<string>();
      const visit = (from: string): void =>
        next(from)
          .filter((name) => !seen.has(name))
          .forEach((name) => {
            seen.add(name);
            visit(name);
          });
      visit(zone);
      return seen;
    };
    expect(zoneNames.filter((zone) => reachable(zone).has(zone))).toEqual([]);
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
    expect(isAllowed({ file: 'electron/engine/link/x.ts', target: 'electron' })).toBe(false);
    expect(isAllowed({ file: 'electron/engine/link/x.ts', target: 'electron/server/y.ts' })).toBe(false);
    expect(isAllowed({ file: 'electron/engine/link/x.ts', target: 'electron/engine/session/y.ts' })).toBe(
      false,
    );
    expect(
      isAllowed({ file: 'electron/engine/session/x.ts', target: 'electron/engine/store/worker/y.ts' }),
    ).toBe(false);
    expect(isAllowed({ file: 'electron/engine/session/x.ts', target: 'electron/engine/store/y.ts' })).toBe(
      true,
    );
    expect(isAllowed({ file: 'renderer/state/records/x.ts', target: 'react' })).toBe(false);
    expect(isAllowed({ file: 'electron/engine/base/x.ts', target: 'shared/base/y.ts' })).toBe(true);
  });
});
