import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, WirebenchError } from '../../../shared/base/errors.ts';
import { Serial } from '../base/serial.ts';
import { fileRefusal, readSmallFile, temporaryEnding, writeFileAtomically } from '../files/files.ts';
import { prepareSecretsFolder } from '../secrets/secrets.ts';
import { parseWorkspaceFile } from './workspaceFile.ts';

/** Among the secrets: git does not see it, so that a colleague does not agree for everybody. No secret has a dot in its name. */
const fileName = 'allowed-environment.json';
/** 64 KiB: a thousand names. */
const largestFileBytes = 64 * 1024;

const allowedSchema = z.strictObject({ version: z.literal(1), names: z.array(z.string().max(200)) });

/** The variables of this machine's environment that a person has allowed the workspace to use with `{{$env:NAME}}`. */
export class AllowedNames {
  private readonly folder: string;
  private readonly makeId: () => string;
  private readonly serial = new Serial();

  /** `folder`: where the secrets are. */
  constructor(folder: string, makeId: () => string) {
    this.folder = folder;
    this.makeId = makeId;
  }

  /** A file that cannot be read allows nothing. */
  async has(name: string): Promise<boolean> {
    return (await this.read().catch((): readonly string[] => [])).includes(name);
  }

  /** Rejects with a sentence when it cannot be kept. */
  allow(name: string): Promise<void> {
    return this.serial.run(async () => {
      const names = await this.read();
      if (names.includes(name)) return;
      await prepareSecretsFolder(this.folder, this.makeId());
      const content = allowedSchema.parse({ version: 1, names: [...names, name] });
      const text = `${JSON.stringify(content, null, 2)}\n`;
      await writeFileAtomically(
        join(this.folder, fileName),
        text,
        `.${this.makeId()}${temporaryEnding}`,
        0o600,
      );
    });
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private async read(): Promise<readonly string[]> {
    const path = join(this.folder, fileName);
    const bytes = await readSmallFile(path, largestFileBytes).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw fileRefusal(`${path} could not be read`, error);
    });
    if (bytes === undefined) return [];
    const parsed = bytes && parseWorkspaceFile(bytes, allowedSchema, { subject: 'This file is' });
    if (parsed?.ok) return parsed.value.names;
    throw new WirebenchError('WRONG_STATE', `${path} cannot be used. Correct it, or delete it.`);
  }
}
