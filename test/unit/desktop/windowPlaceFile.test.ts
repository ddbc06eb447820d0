import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WindowPlace } from '../../../electron/desktop/windowPlace.ts';
import { readPlaces, writePlaces } from '../../../electron/desktop/windowPlaceFile.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const place: WindowPlace = {
  display: '1920x1080+0+0@1',
  bounds: { x: -5, y: 0, width: 900, height: 700 },
  state: 'maximized',
  zoomLevel: 0.5,
};

describe('the file of a window’s places', () => {
  it('is read as it was written, and nothing is left beside it', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'profile', 'window.json');
    writePlaces(path, []);
    writePlaces(path, [place]);
    expect(readPlaces(path)).toEqual([place]);
    expect(await readdir(join(folder.path, 'profile'))).toEqual(['window.json']);
  });

  it('may be missing, or a folder', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'folder'));
    expect(readPlaces(join(folder.path, 'missing'))).toEqual([]);
    expect(readPlaces(join(folder.path, 'folder'))).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['of another shape', '{"version":2}'],
    ['of values that no window has', JSON.stringify([{ ...place, bounds: { ...place.bounds, x: 1e9 } }])],
    ['too long', JSON.stringify(Array.from({ length: 100 }, () => place))],
  ])('counts for nothing where it is %s', async (_, text) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'window.json');
    await writeFile(path, text);
    expect(readPlaces(path)).toEqual([]);
  });
});
