import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, WirebenchError } from '../../../shared/base/errors.ts';
import { largestSecretBytes, secretRefSchema, type SecretRef } from '../../../shared/model/secret.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import {
  fileRefusal,
  makeFolder,
  readSmallFileNow,
  stampOf,
  temporaryEnding,
  writeFileAtomically,
} from '../files/files.ts';
import { Serial } from '../base/serial.ts';
import { closeOnWindows } from './windowsRights.ts';

const ignoreFile = '.gitignore';
/** Files whose names begin like this belong to the authority; no connection refers to them, and none may read them. */
const authorityPrefix = 'authority';

interface SecretsParts {
  /** Created when the first secret is kept. */
  readonly folder: string;
  readonly makeId: () => string;
  /** Told in a sentence where others may read what is kept. Who only reads has nothing to hear. */
  readonly warn?: (sentence: string) => void;
}

/**
 * Private keys, passphrases and passwords: one file each, named by its id, that only the person can read and that git ignores. A kept
 * secret never changes: different content is a different secret.
 */
export class Secrets {
  readonly folder: string;
  private readonly parts: SecretsParts;
  private readonly serial = new Serial();
  private readonly keptIds = new Set<string>();
  private isClosed = false;

  constructor(parts: SecretsParts) {
    this.folder = parts.folder;
    this.parts = parts;
  }

  /** The ids of the secrets that were kept in this run. */
  get keptNow(): ReadonlySet<string> {
    return this.keptIds;
  }

  /** Rejects with LIMIT when the secret is larger than 1 MiB, or with a sentence when it cannot be written. */
  keep(name: string, bytes: Uint8Array): Promise<SecretRef> {
    return this.serial.run(async () => {
      if (bytes.length > largestSecretBytes) {
        throw new WirebenchError('LIMIT', 'A key or password has at most 1 MiB. Choose another file.');
      }
      const { makeId } = this.parts;
      await prepareSecretsFolder(this.folder, makeId());
      await this.closeOnce();
      const ref = secretRefSchema.parse({ id: makeId(), name });
      const temporary = `.${ref.id}${temporaryEnding}`;
      await writeFileAtomically(join(this.folder, ref.id), bytes, temporary, 0o600);
      this.keptIds.add(ref.id);
      return ref;
    });
  }

  /** Rejects with a `LinkProblem` when this machine does not have the secret: the caller adds the field of the option that it reads. */
  async read(ref: SecretRef): Promise<Uint8Array> {
    const bytes = await this.find(ref);
    if (bytes) return bytes;
    throw new LinkProblem(`This machine does not have “${ref.name}”. Choose it again.`, { code: 'ENOENT' });
  }

  /** Null when this machine does not have the secret. Rejects with a sentence when it cannot be read. */
  async find({ id }: SecretRef): Promise<Uint8Array | null> {
    return id.startsWith(authorityPrefix) ? null : this.bytesOf(id);
  }

  /** Deletes the secrets with these ids, never the authority. */
  remove(ids: readonly string[]): Promise<void> {
    return this.serial.run(async () => {
      for (const id of ids) {
        if (!id.startsWith(authorityPrefix)) await rm(join(this.folder, id), { force: true });
      }
    });
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  /** Once in each run: another program may have made the folder, or copied it. */
  private async closeOnce(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await closeOnWindows(this.folder, (sentence) => this.parts.warn?.(sentence));
  }

  /** Without a pause: all of hundreds are read whenever one of them is looked for. */
  private bytesOf(id: string): Uint8Array | null {
    try {
      return readSmallFileNow(join(this.folder, id), largestSecretBytes);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw fileRefusal('A secret of the workspace could not be read', error);
    }
  }
}

/** Creates the folder, for this person only, and keeps it out of git. Rejects with a sentence. */
export async function prepareSecretsFolder(folder: string, freshId: string): Promise<void> {
  try {
    await makeFolder(folder, 0o700);
    // Another program may have made the folder, or copied it. Windows has no such modes, and ignores them: see `closeOnWindows`.
    await chmod(folder, 0o700);
  } catch (error) {
    throw fileRefusal(`${folder} cannot be used`, error);
  }
  if (await stampOf(join(folder, ignoreFile))) return;
  await writeFileAtomically(join(folder, ignoreFile), '*\n', `.${freshId}${temporaryEnding}`);
}
