import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { updateWay, type UpdateWay } from './updateWay.ts';

/** Where releases are. */
export interface UpdateFeed {
  /** The folder that has what each release says of itself; it ends with a slash. */
  readonly url: URL;
  readonly way: UpdateWay;
}

interface Place {
  /** The folder beside the archive. */
  readonly resources: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const configurationSchema = z.object({ provider: z.literal('generic'), url: z.url() });

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Finds where the package that this program came in says that releases are (`app-update.yml`, which electron-builder writes where it was told
 * a place, and whoever packs Wirebench for a system leaves out). Null where it says nothing, or nothing that could be trusted, and where nobody is
 * to be asked.
 */
export async function findFeed({ resources, platform, environment }: Place): Promise<UpdateFeed | null> {
  const way = updateWay({ platform, environment });
  const text = await textOf(join(resources, 'app-update.yml'));
  if (text === null || way === null) return null;
  // Most starts need neither.
  const { parseDocument } = await import('../../../shared/import/documentText.ts');
  const document = parseDocument(text);
  const { data } = configurationSchema.safeParse(document.ok ? document.value : null);
  if (!data) return null;
  const url = new URL(data.url.endsWith('/') ? data.url : `${data.url}/`);
  return isTrustworthy(url) ? { url, way } : null;
}

/** True where nobody on the way can change what is answered: the checksums of a release come from there. */
export function isTrustworthy(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname));
}

/** The page of the releases for a person: the folder that their files are in. */
export function pageOf({ url }: UpdateFeed): URL {
  return new URL('..', url);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
