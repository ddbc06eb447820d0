/** Makes one program of Node and a script (https://nodejs.org/api/single-executable-applications.html). */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';

const run = promisify(execFile);

/** What Node looks for in itself: a resource of this name, if the character behind this text is a 1. */
export const blobName = 'NODE_SEA_BLOB';
export const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** RT_RCDATA and en-US in UTF-16, as the resources of Windows count them. */
const rawDataType = 10;
const english = { lang: 0x0409, codepage: 1200 };

/** What the properties of a program for Windows show. */
export interface WindowsFacts {
  readonly name: string;
  readonly description: string;
  /** `1.2.3`, with or without more behind it. */
  readonly version: string;
  readonly copyright: string;
  readonly company: string;
  /** An .ico file. */
  readonly icon: Uint8Array;
}

/** A CommonJS script as the Node that runs this prepares it for a Node of the same version, on whatever system. */
export async function prepareBlob(script: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-single-'));
  try {
    const output = join(folder, 'blob');
    const config = join(folder, 'config.json');
    // Arguments are ours, and so is what they mean: nothing in the environment gives Node options.
    const settings = {
      main: script,
      output,
      disableExperimentalSEAWarning: true,
      execArgvExtension: 'none',
    };
    await writeFile(config, JSON.stringify(settings));
    await run(process.execPath, ['--experimental-sea-config', config]);
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Node for Windows with the blob, a name, a version and an icon of its own; without its signature, which no longer holds. */
export function makeWindowsProgram(node: Uint8Array, blob: Uint8Array, facts: WindowsFacts): Uint8Array {
  const program = NtExecutable.from(exactBuffer(node), { ignoreCert: true });
  const resources = NtExecutableResource.from(program);
  const version =
    Resource.VersionInfo.fromEntries(resources.entries)[0] ?? Resource.VersionInfo.createEmpty();
  version.setFileVersion(facts.version);
  version.setProductVersion(facts.version);
  version.setStringValues(english, {
    ProductName: facts.name,
    FileDescription: facts.description,
    CompanyName: facts.company,
    LegalCopyright: facts.copyright,
    FileVersion: facts.version,
    ProductVersion: facts.version,
    InternalName: 'wirebench',
    OriginalFilename: 'wirebench.exe',
  });
  version.outputToResourceEntries(resources.entries);
  const { icons } = Data.IconFile.from(exactBuffer(facts.icon));
  Resource.IconGroupEntry.replaceIconsForResource(
    resources.entries,
    1,
    english.lang,
    icons.map(({ data }) => data),
  );
  resources.entries.push({ type: rawDataType, id: blobName, ...english, bin: exactBuffer(blob) });
  resources.outputResource(program);
  return withFuse(Buffer.from(program.generate()));
}

function withFuse(program: Buffer): Uint8Array {
  const at = program.indexOf(`${fuse}:0`, 0, 'latin1');
  if (at < 0) throw new Error('This is not a Node that can carry a script.');
  program.write('1', at + fuse.length + 1, 'latin1');
  return program;
}

/** resedit reads all of a buffer, whatever part of it is meant. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
