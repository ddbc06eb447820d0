import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, WirebenchError } from '../../../shared/base/errors.ts';
import { largestSecretBytes, secretRefSchema, type SecretRef } from '../../../shared/model/secret.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import {
  fileRefusal,
  makeFolder,
  readSmallFile,
  stampOf,
  temporaryEnding,
  writeFileAtomically,
} from '../files/files.ts';
import { Serial } from '../base/serial.ts';

const ignoreFile = '.gitignore';
/** What begins like this are the files of the authority, which no connection refers to, and none may read. */
const authorityPrefix = 'authority';

export interface SecretsParts {
  /** Made when something is kept for the first time. */
  readonly folder: string;
  readonly makeId: () => string;
}

/**
 * Private keys, passphrases and passwords: one file each, named by its id, that only the person can read and that git ignores. What is
 * kept is never changed: another content is another secret.
 */
export class Secrets {
  readonly folder: string;
  private readonly makeId: () => string;
  private readonly serial = new Serial();
  private readonly keptIds = new Set<string>();

  constructor({ folder, makeId }: SecretsParts) {
    this.folder = folder;
    this.makeId = makeId;
  }

  /** The ids of those that were kept in this run. */
  get keptNow(): ReadonlySet<string> {
    return this.keptIds;
  }

  /** Rejects with LIMIT when it is larger than 1 MiB, or with a sentence when it cannot be written. */
  keep(name: string, bytes: Uint8Array): Promise<SecretRef> {
    return this.serial.run(async () => {
      if (bytes.length > largestSecretBytes) {
        throw new WirebenchError('LIMIT', 'A key or password has at most 1 MiB. Choose another file.');
      }
      await prepareSecretsFolder(this.folder, this.makeId());
      const ref = secretRefSchema.parse({ id: this.makeId(), name });
      const temporary = `.${ref.id}${temporaryEnding}`;
      await writeFileAtomically(join(this.folder, ref.id), bytes, temporary, 0o600);
      this.keptIds.add(ref.id);
      return ref;
    });
  }

  /** Rejects with a `LinkProblem` when this machine does not have it: whoever reads an option of it adds the field. */
  async read({ id, name }: SecretRef): Promise<Uint8Array> {
    const bytes = id.startsWith(authorityPrefix) ? null : await this.bytesOf(id);
    if (bytes) return bytes;
    throw new LinkProblem(`This machine does not have “${name}”. Choose it again.`, { code: 'ENOENT' });
  }

  /** Deletes those that these ids name, never the authority. */
  remove(ids: readonly string[]): Promise<void> {
    return this.serial.run(async () => {
      for (const id of ids) {
        if (!id.startsWith(authorityPrefix)) await rm(join(this.folder, id), { force: true });
      }
    });
  }

  /** Resolves when nothing is being written any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private async bytesOf(id: string): Promise<Uint8Array | null> {
    try {
      return await readSmallFile(join(this.folder, id), largestSecretBytes);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw fileRefusal('A secret of the workspace could not be read', error);
    }
  }
}

/** Makes the folder, for this person only, and keeps git out of it. Rejects with a sentence. */
export async function prepareSecretsFolder(folder: string, freshId: string): Promise<void> {
  try {
    await makeFolder(folder, 0o700);
    // It may have been made by another program, or copied. Windows has no such modes, and takes no notice.
    await chmod(folder, 0o700);
  } catch (error) {
    throw fileRefusal(`${folder} cannot be used`, error);
  }
  if (await stampOf(join(folder, ignoreFile))) return;
  await writeFileAtomically(join(folder, ignoreFile), '*\n', `.${freshId}${temporaryEnding}`);
}
