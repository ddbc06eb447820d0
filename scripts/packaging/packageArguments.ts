import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What a build says of itself that knows its repository: its page, and where its releases are, for which electron-builder then writes what
 * an update looks for (`app-update.yml`, `latest*.yml`). GitHub leads from there to the newest release that is no draft. `notes` is the file
 * that says what is new. None where electron-builder.yml is to have its way.
 */
export function repositoryArguments(environment: NodeJS.ProcessEnv, notes: string): readonly string[] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  if (server === undefined || repository === undefined) return [];
  return [
    `-c.extraMetadata.homepage=${server}/${repository}`,
    '-c.publish.provider=generic',
    `-c.publish.url=${server}/${repository}/releases/latest/download`,
    // A preliminary version looks for the next one that is none.
    '-c.detectUpdateChannel=false',
    `-c.releaseInfo.releaseNotesFile=${notes}`,
  ];
}

/** Which installers for Linux are made where the tool for .rpm is missing; none where all of electron-builder.yml are. */
export function linuxTargets(environment: NodeJS.ProcessEnv): readonly string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  if (folders.some((folder) => existsSync(join(folder, 'rpmbuild')))) return [];
  return ['AppImage', 'deb', 'tar.gz', '--x64', '--arm64'];
}

/** Where a workflow has no such secret, it still sets the variable, to nothing. */
const signing = /^(?:CSC_|WIN_CSC_|APPLE_)/;

/**
 * The environment in which electron-builder signs with what is there, and only with that. It takes an empty `CSC_LINK` for the path of a
 * certificate, and ends; and where it may not look for an identity, it does not look into the certificate that it was given, either.
 */
export function signingEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const given = Object.entries(environment).filter(([name, value]) => value !== '' || !signing.test(name));
  const { CSC_IDENTITY_AUTO_DISCOVERY: discovery, ...others } = Object.fromEntries(given);
  if (discovery === undefined || others['CSC_LINK'] !== undefined) return others;
  return { ...others, CSC_IDENTITY_AUTO_DISCOVERY: discovery };
}
