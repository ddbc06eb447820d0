import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Names another place for Node's releases, laid out as https://nodejs.org/dist/, with the LICENSE of each beside its files. */
const mirrorVariable = 'WIREBENCH_NODE_MIRROR';
/** 10 minutes for some 90 MB. */
const fetchTimeoutMs = 600_000;

/** The licences of Node and of what is in it, for the version that runs this. */
export async function nodeLicense(): Promise<Uint8Array> {
  // The only place outside an archive.
  const sources = process.env[mirrorVariable] ?? 'https://raw.githubusercontent.com/nodejs/node';
  return fetched(`${sources}/${process.version}/LICENSE`);
}

/**
 * Node for Windows, of the version that runs this, from its release; kept in `cache` for the next time. Its checksum is compared with the
 * release's. Rejects where it cannot be fetched, or is another file.
 */
export async function windowsNode(
  arch: string,
  cache: string,
  releases = process.env[mirrorVariable] ?? 'https://nodejs.org/dist',
): Promise<Uint8Array> {
  const release = `${releases}/${process.version}`;
  const name = `win-${arch}/node.exe`;
  const wanted = checksumIn((await fetched(`${release}/SHASUMS256.txt`)).toString('utf8'), name);
  const kept = join(cache, `node-${process.version}-win-${arch}.exe`);
  const found = await readFile(kept).catch(() => null);
  if (found !== null && checksumOf(found) === wanted) return found;
  const program = await fetched(`${release}/${name}`);
  if (checksumOf(program) !== wanted) {
    throw new Error(`${release}/${name} is not the file of the release: its checksum is another one.`);
  }
  await mkdir(cache, { recursive: true });
  await writeFile(kept, program);
  return program;
}

async function fetched(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

function checksumIn(list: string, name: string): string {
  const line = list.split('\n').find((each) => each.endsWith(`  ${name}`));
  if (line === undefined) throw new Error(`Node ${process.version} has no ${name}.`);
  return line.slice(0, line.indexOf(' '));
}

function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
