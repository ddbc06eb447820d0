import { join } from 'node:path';
import { z } from 'zod';
import {
  preferenceNames,
  preferenceTextSchema,
  type PreferenceName,
  type Preferences,
} from '../../../shared/model/preference.ts';
import { Serial } from '../base/serial.ts';
import {
  makeFolder,
  readSmallFile,
  sweepFolder,
  temporaryEnding,
  writeFileAtomically,
} from '../files/files.ts';
import { parseWorkspaceFile } from './workspaceFile.ts';

/** 64 KiB: a text of 16 KiB in JSON, with every character escaped in the usual ways. */
const largestFileBytes = 64 * 1024;

const keptSchema = z.strictObject({ version: z.literal(1), text: preferenceTextSchema });

interface PreferenceFilesParts {
  /** The folder of this person's own files; null where there is none. */
  readonly configFolder: string | null;
  readonly makeId: () => string;
}

/**
 * What a person has chosen for all workspaces, outside of every workspace, in a file for each: several programs may write at once, and none
 * takes away what another has just changed.
 */
export class PreferenceFiles {
  private readonly parts: PreferenceFilesParts;
  private readonly serial = new Serial();

  constructor(parts: PreferenceFilesParts) {
    this.parts = parts;
  }

  /** A file that cannot be read, or has a mistake, is left out, and replaced by the next choice. */
  async read(): Promise<Preferences> {
    const { folder } = this;
    if (folder === null) return {};
    const read = await Promise.all(
      preferenceNames.map(async (name) => [name, await readKept(join(folder, `${name}.json`))] as const),
    );
    return Object.fromEntries(read.filter(([, text]) => text !== null));
  }

  /** Rejects with a sentence where the file cannot be written. */
  keep(name: PreferenceName, text: string): Promise<void> {
    return this.serial.run(async () => {
      const { folder } = this;
      const { configFolder, makeId } = this.parts;
      if (folder === null || configFolder === null) return;
      await makeFolder(configFolder, 0o700);
      await makeFolder(folder, 0o700);
      await sweepFolder(folder);
      const content = `${JSON.stringify({ version: 1, text }, null, 2)}\n`;
      await writeFileAtomically(
        join(folder, `${name}.json`),
        content,
        `.${makeId()}${temporaryEnding}`,
        0o600,
      );
    });
  }

  /** Resolves when nothing is being written any more. */
  settle(): Promise<void> {
    return this.serial.run(() => Promise.resolve());
  }

  private get folder(): string | null {
    const { configFolder } = this.parts;
    return configFolder === null ? null : join(configFolder, 'preferences');
  }
}

async function readKept(path: string): Promise<string | null> {
  const bytes = await readSmallFile(path, largestFileBytes).catch(() => null);
  const parsed = bytes && parseWorkspaceFile(bytes, keptSchema, { subject: 'A preference is' });
  return parsed?.ok ? parsed.value.text : null;
}
