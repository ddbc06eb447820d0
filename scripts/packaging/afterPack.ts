import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { withOwnUuid } from './machO.ts';

/** What electron-builder calls when an application is in its folder, before fuses and signature: gives programs for macOS a UUID of their own. */
export default async function afterPack(context: AfterPackContext): Promise<void> {
  if (context.electronPlatformName !== 'darwin') return;
  const { appInfo } = context.packager;
  const contents = join(context.appOutDir, `${appInfo.productFilename}.app`, 'Contents');
  for await (const name of glob(['MacOS/*', 'Frameworks/*.app/Contents/MacOS/*'], { cwd: contents })) {
    const path = join(contents, name);
    await writeFile(path, withOwnUuid(await readFile(path), appInfo.id));
  }
}
