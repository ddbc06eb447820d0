/** What the files of a row may import: zones of this project, and packages. */
export interface ZoneRule {
  readonly zones: readonly string[];
  readonly packages: readonly string[];
}

/** The table under “Who may import whom” of CONTRIBUTING.md, by zone: what stands between backticks counts, and nothing else. */
export function readZoneTable(markdown: string): ReadonlyMap<string, ZoneRule> {
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

/** True where the path is the zone, or in its folder. */
export function isWithin(path: string, zone: string): boolean {
  return path === zone || path.startsWith(`${zone}/`);
}

/** The zone with the longest matching path. */
export function longestZone(path: string, zones: Iterable<string>): string | undefined {
  let longest: string | undefined;
  for (const zone of zones) if (isWithin(path, zone) && zone.length > (longest?.length ?? -1)) longest = zone;
  return longest;
}
