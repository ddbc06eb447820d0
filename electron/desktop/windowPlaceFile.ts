import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { placesSchema, type WindowPlace } from './windowPlace.ts';

/** The places of a window as they were left; none where the file is missing or was not written by a Wirebench like this one. */
export function readPlaces(path: string): readonly WindowPlace[] {
  try {
    return placesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // A window opens where windows do; nothing is lost that a person would miss.
    return [];
  }
}

/** Written at once, since it is small, and a window that closes may be the last thing that happens. Throws an error of the system. */
export function writePlaces(path: string, places: readonly WindowPlace[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.part`;
  writeFileSync(beside, `${JSON.stringify(places)}\n`);
  renameSync(beside, path);
}
