import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources, targetOf } from '../scripts/source/sourceFile.ts';
import { isWithin as within, longestZone, readZoneTable } from '../scripts/source/zoneTable.ts';

const root = resolve(import.meta.dirname, '..');
const table = readZoneTable(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));
const zoneNames = [...table.keys()];
const zoneOf = (path: string): string | undefined => longestZone(path, zoneNames);

interface Import {
  readonly file: string;
  readonly target: string;
}

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

const sources = readSources(root, ['shared', 'electron', 'renderer']);
const files = sources.map(({ path }) => path);
const imports = sources.flatMap((source): Import[] =>
  source.references.map((reference) => ({ file: source.path, target: targetOf(source.path, reference) })),
);

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
