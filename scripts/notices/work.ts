import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Something of others that is in what we ship. */
export interface Work {
  readonly name: string;
  /** Empty where it has none. */
  readonly version: string;
  /** As SPDX writes it. */
  readonly license: string;
  readonly homepage: string | null;
  /** Copyright and licence, word for word. */
  readonly text: string;
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  homepage: z.string().optional(),
});

const licenseFile = /^(?:licen[cs]e|copying|copyright|notice|third-?party-?notices)[^/]*$/i;

/** Where a package says by which licence, but comes without its text: the folder of another of the same author under the same one. */
const textsElsewhere: Readonly<Record<string, string>> = {
  'lazy-val': 'builder-util-runtime',
  'react-remove-scroll-bar': 'react-remove-scroll',
};

/** The folder of the package that a file belongs to, in the innermost `node_modules`; null for a file of ours. */
export function packageFolder(file: string): string | null {
  const found = /^(?:.*[/\\])?node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(file);
  return found?.[0] ?? null;
}

/** What a package says of itself. Throws where it has no text of a licence, and no other has it. */
export function workOfPackage(folder: string): Work {
  const { name, version, license, homepage } = manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const elsewhere = textsElsewhere[name];
  const from = elsewhere === undefined ? folder : join(rootOf(folder, name), elsewhere);
  const files = readdirSync(from).filter((file) => licenseFile.test(file));
  if (files.length === 0) {
    throw new Error(
      `${name} comes without the text of its licence. Say in scripts/notices/work.ts where it is.`,
    );
  }
  const text = files.toSorted().map((file) => readFileSync(join(from, file), 'utf8').trim());
  return {
    name,
    version,
    license: license.replace(/^\((.*)\)$/, '$1'),
    homepage: homepage ?? null,
    text: text.join('\n\n\n'),
  };
}

/** The `node_modules` that a package is in. */
function rootOf(folder: string, name: string): string {
  return name.startsWith('@') ? dirname(dirname(folder)) : dirname(folder);
}
