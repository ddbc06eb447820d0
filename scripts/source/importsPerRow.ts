import type { Figure } from '../figures.ts';
import { targetOf, type SourceFile } from './sourceFile.ts';
import { readZoneTable, longestZone } from './zoneTable.ts';

/** Of each row of the table: how many modules its files name, how many of those belong to other rows, and to how many. */
export function importsPerRow(guide: string, sources: readonly SourceFile[]): Figure[] {
  const zones = [...readZoneTable(guide).keys()];
  return zones.map((zone) => {
    const files = sources.filter(({ path }) => longestZone(path, zones) === zone);
    const targets = files.flatMap((source) =>
      source.references.map((reference) => longestZone(targetOf(source.path, reference), zones)),
    );
    const outside = targets.filter((target) => target !== undefined && target !== zone);
    return [
      `imports of ${zone}`,
      `${targets.length} in ${files.length} files, ${outside.length} of ${new Set(outside).size} other rows`,
    ];
  });
}
