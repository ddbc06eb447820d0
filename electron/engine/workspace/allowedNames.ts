import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { z } from 'zod';
import { codeOf, WirebenchError } from '../../../shared/base/errors.ts';
import { Serial } from '../base/serial.ts';
import {
  fileRefusal,
  makeFolder,
  readSmallFile,
  temporaryEnding,
  writeFileAtomically,
} from '../files/files.ts';
import { parseWorkspaceFile } from './workspaceFile.ts';

/** 512 KiB: thousands of names, or a hundred of the longest paths. */
const largestFileBytes = 512 * 1024;

/** The longest name of a variable that is kept is shorter than the longest path. */
const longestEntry = 4096;

/** `workspace` is for people who look into the file: its name is what counts. */
const allowedSchema = z.strictObject({
  version: z.literal(1),
  workspace: z.string(),
  names: z.array(z.string().max(longestEntry)),
});

const lists = ['allowed-environment', 'chosen-files'] as const;

interface AllowedNamesParts {
  /** The folder of the workspace. */
  readonly workspace: string;
  /** The folder of this person's own files; null where there is none. */
  readonly configFolder: string | null;
  readonly makeId: () => string;
  /** The folder in it that has the files of all workspaces. */
  readonly list: (typeof lists)[number];
  /** How many are kept: the newest ones. */
  readonly most: number;
}

/** The folders in which consent is kept, those of all workspaces; none where the system knows no folder of this person. */
export function consentFolders(configFolder: string | null): readonly string[] {
  if (configFolder === null) return [];
  return lists.map((list) => join(configFolder, list));
}

/** The file of a workspace in the person's own folder. */
interface AllowedFile {
  readonly workspace: string;
  readonly path: string;
}

/**
 * What a person has allowed the workspace to use of this machine, by name: the variables of its environment for `{{$env:NAME}}`, or the files
 * outside it that may be sent. They are kept outside the workspace, in a file for each, because a repository may bring along any file of a
 * workspace.
 */
export class AllowedNames {
  private readonly parts: AllowedNamesParts;
  private readonly serial = new Serial();

  constructor(parts: AllowedNamesParts) {
    this.parts = parts;
  }

  /** A file that cannot be read allows nothing. */
  async has(name: string): Promise<boolean> {
    try {
      const file = await this.locate();
      await this.refuseWithin(file);
      return (await read(file)).includes(name);
    } catch {
      return false;
    }
  }

  /** Rejects with a sentence when it cannot be kept. */
  allow(name: string): Promise<void> {
    return this.serial.run(async () => {
      const file = await this.locate();
      await this.prepareFolder();
      await this.refuseWithin(file);
      const names = await read(file);
      if (names.includes(name)) return;
      const { workspace, path } = file;
      const kept = [...names, name].slice(-this.parts.most);
      const content = allowedSchema.parse({ version: 1, workspace, names: kept });
      const text = `${JSON.stringify(content, null, 2)}\n`;
      await writeFileAtomically(path, text, `.${this.parts.makeId()}${temporaryEnding}`, 0o600);
    });
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private get configFolder(): string {
    const { configFolder } = this.parts;
    if (configFolder !== null) return configFolder;
    throw new WirebenchError(
      'WRONG_STATE',
      'What you allow cannot be kept, because the system knows no home folder of yours. Set WIREBENCH_CONFIG to a folder, and start again.',
    );
  }

  private get folder(): string {
    return join(this.configFolder, this.parts.list);
  }

  /** By the real path, so that a link to the workspace is the workspace, and a link that is turned to another folder takes nothing along. */
  private async locate(): Promise<AllowedFile> {
    const workspace = await realpath(this.parts.workspace).catch((error: unknown) => {
      throw fileRefusal(`The workspace folder ${this.parts.workspace} cannot be used`, error);
    });
    const name = createHash('sha256').update(workspace).digest('hex');
    return { workspace, path: join(this.folder, `${name}.json`) };
  }

  private async prepareFolder(): Promise<void> {
    try {
      await makeFolder(this.configFolder, 0o700);
      await makeFolder(this.folder, 0o700);
    } catch (error) {
      throw this.unusable(error);
    }
  }

  /** Below the workspace, a repository could bring along the file after all. */
  private async refuseWithin({ workspace }: AllowedFile): Promise<void> {
    const folder = await realpath(this.folder).catch((error: unknown) => {
      throw this.unusable(error);
    });
    const way = relative(workspace, folder);
    if (isAbsolute(way) || /^\.\.([/\\]|$)/.test(way)) return;
    throw new WirebenchError(
      'WRONG_STATE',
      `What you allow is kept in ${this.folder}, which is inside the workspace, so a copy of the workspace could allow itself anything. Set WIREBENCH_CONFIG to another folder, and start again.`,
    );
  }

  private unusable(error: unknown): WirebenchError {
    return fileRefusal(`${this.folder} cannot be used`, error);
  }
}

async function read({ path }: AllowedFile): Promise<readonly string[]> {
  const bytes = await readSmallFile(path, largestFileBytes).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileRefusal(`${path} could not be read`, error);
  });
  if (bytes === undefined) return [];
  const parsed = bytes && parseWorkspaceFile(bytes, allowedSchema, { subject: 'This file is' });
  if (parsed?.ok) return parsed.value.names;
  throw new WirebenchError('WRONG_STATE', `${path} cannot be used. Correct it, or delete it.`);
}
