import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../../..');

/**
 * The day of each major's first stable release (`npm view electron time`). Electron supports the latest three majors and releases one
 * every eight weeks (https://www.electronjs.org/docs/latest/tutorial/electron-timelines), so each is supported for 24 weeks.
 */
const electronReleases: Readonly<Record<number, string>> = {
  44: '2026-08-25',
  45: '2026-10-21',
};
const supportedMs = 24 * 7 * 24 * 3600 * 1000;

/** The first versions without the holes that are known today; older than this is never shipped. */
const floors = { electron: '45.0.0', ws: '8.23.0' };
/** The major of Node that each major of Electron embeds: tests run on what the desktop runs on. */
const nodeOfElectron: Readonly<Record<number, number>> = { 44: 24, 45: 24 };

function isSupported(major: number, now: number): boolean {
  const released = electronReleases[major];
  return released !== undefined && now < Date.parse(released) + supportedMs;
}

async function installedVersion(name: string): Promise<string> {
  const text = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

const majorOf = (version: string): number => Number(version.split('.')[0]);

describe('the versions that are shipped', () => {
  it('have an Electron that gets security fixes', async () => {
    const version = await installedVersion('electron');
    expect(
      isSupported(majorOf(version), Date.now()),
      `Electron ${version} is out of support, or not in the table. Take the newest major, and write its date into this test.`,
    ).toBe(true);
  });

  it('would notice one that does not', () => {
    expect(isSupported(45, Date.parse('2027-04-06'))).toBe(true);
    expect(isSupported(45, Date.parse('2027-04-08'))).toBe(false);
    expect(isSupported(22, Date.now())).toBe(false);
  });

  it.each(Object.entries(floors))('have %s %s or newer', async (name, floor) => {
    const version = await installedVersion(name);
    expect(version.localeCompare(floor, 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
  });

  it('run the tests on the Node that the desktop embeds', async () => {
    expect(majorOf(process.versions.node)).toBe(nodeOfElectron[majorOf(await installedVersion('electron'))]);
  });
});
