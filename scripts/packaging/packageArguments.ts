import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The home page of a build that knows its repository; none where electron-builder.yml is to have its way. */
export function homepageArguments(environment: NodeJS.ProcessEnv): readonly string[] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  if (server === undefined || repository === undefined) return [];
  return [`-c.extraMetadata.homepage=${server}/${repository}`];
}

/** Which installers for Linux are made where the tool for .rpm is missing; none where all of electron-builder.yml are. */
export function linuxTargets(environment: NodeJS.ProcessEnv): readonly string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  if (folders.some((folder) => existsSync(join(folder, 'rpmbuild')))) return [];
  return ['AppImage', 'deb', 'tar.gz', '--x64', '--arm64'];
}
