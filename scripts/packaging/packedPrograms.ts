import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The programs of a packed application. */
export interface PackedPrograms {
  /** Opens the window. */
  readonly window: string;
  /** Runs a command. */
  readonly command: string;
}

/** Where a packed application has its programs: `folder` is what its user gets, on macOS the application itself, or it is an AppImage. */
export function programsIn(folder: string, platform: NodeJS.Platform): PackedPrograms {
  if (folder.endsWith('.AppImage')) return { window: folder, command: folder };
  if (platform === 'darwin') {
    const contents = join(folder, 'Contents');
    return {
      window: join(contents, 'MacOS', 'Wirebench'),
      command: join(contents, 'Resources', 'bin', 'wirebench'),
    };
  }
  if (platform === 'win32') {
    return { window: join(folder, 'Wirebench.exe'), command: join(folder, 'bin', 'wirebench.exe') };
  }
  return { window: join(folder, 'wirebench'), command: join(folder, 'bin', 'wirebench') };
}

/** Where electron-builder leaves what it packs for this machine, in `dist`; null where it has not. */
export function packedFolder(dist: string, platform: NodeJS.Platform, arch: string): string | null {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  const names: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(`mac${suffix}`, 'Wirebench.app'),
    win32: `win${suffix}-unpacked`,
    linux: `linux${suffix}-unpacked`,
  };
  const name = names[platform];
  return name !== undefined && existsSync(join(dist, name)) ? join(dist, name) : null;
}
