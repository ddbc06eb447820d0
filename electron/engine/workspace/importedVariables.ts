import { isDeepStrictEqual } from 'node:util';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { baseEnvironmentId, emptyBase, type Environment } from '../../../shared/model/environment.ts';
import { freeFolderName } from '../../../shared/model/connectionFolder.ts';
import type { EnvironmentId } from '../../../shared/model/ids.ts';
import { secretRefSchema, type SecretRef } from '../../../shared/model/secret.ts';
import { variablesSchema } from '../../../shared/model/variable.ts';
import type { ImportedCollection, ImportedVariable } from '../../../shared/import/importedTree.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { revisionOfEnvironment, type EnvironmentFiles } from './environmentFiles.ts';

/** What was written, to be told and to be taken back. */
export interface WrittenVariables {
  readonly environments: readonly Environment[];
  /** Variables for a folder, whose secrets are kept, and are taken back with the others. */
  readonly variablesOf: (variables: readonly ImportedVariable[]) => Promise<Environment['variables']>;
  /** Deletes it all again. Rejects with a sentence. */
  readonly undo: () => Promise<void>;
}

interface VariableParts {
  readonly environments: EnvironmentFiles;
  readonly secrets: Secrets;
  readonly makeId: () => string;
}

/** Writes the environments and the variables of the base. Rejects with a sentence, and leaves nothing. */
export async function writeVariables(
  { base, environments }: Pick<ImportedCollection, 'base' | 'environments'>,
  parts: VariableParts,
): Promise<WrittenVariables> {
  const writer = new VariableWriter(parts);
  try {
    for (const { name, colour, variables } of environments) await writer.create(name, colour, variables);
    if (base.length > 0) await writer.extendBase(base);
  } catch (error) {
    await writer.undo();
    throw error;
  }
  return {
    environments: writer.created,
    variablesOf: (variables) => writer.written(variables),
    undo: () => writer.undo(),
  };
}

class VariableWriter {
  readonly created: Environment[] = [];
  private readonly parts: VariableParts;
  private readonly kept: string[] = [];
  private added: Environment['variables'] = [];
  private hadBase = true;

  constructor(parts: VariableParts) {
    this.parts = parts;
  }

  /** One of the same name gets a number. */
  async create(
    wanted: string,
    colour: Environment['colour'],
    variables: readonly ImportedVariable[],
  ): Promise<void> {
    const { environments } = this.parts;
    const names = environments.list.value.environments.map(({ name }) => name);
    const content = { name: freeFolderName(wanted, names), colour, variables: await this.written(variables) };
    this.created.push(await environments.create(content));
  }

  /** Rejects with WRONG_STATE where the base has changed meanwhile in such a way that they no longer fit. */
  async extendBase(added: readonly ImportedVariable[]): Promise<void> {
    const { environments } = this.parts;
    this.hadBase = environments.find(baseEnvironmentId) !== emptyBase;
    this.added = await this.written(added);
    await environments.changeBase((variables) => {
      const extended = variablesSchema.safeParse([...variables, ...this.added]);
      if (extended.success) return extended.data;
      throw new WirebenchError(
        'WRONG_STATE',
        'Nothing was imported: the base environment was changed elsewhere meanwhile. Import it again.',
      );
    });
  }

  /** Takes back what was written, and nothing else: others may have written beside it. */
  async undo(): Promise<void> {
    for (const { id } of this.created) await this.remove(id);
    if (this.added.length > 0) await this.withdraw();
    await this.parts.secrets.remove(this.kept);
  }

  private async withdraw(): Promise<void> {
    const { environments } = this.parts;
    await environments.changeBase((variables) =>
      variables.filter((each) => !this.added.some((added) => isDeepStrictEqual(added, each))),
    );
    const revision = revisionOfEnvironment(emptyBase);
    const base = environments.find(baseEnvironmentId);
    if (!this.hadBase && base && base !== emptyBase && revisionOfEnvironment(base) === revision)
      await (await environments.remove(base.id, revision)).lapse();
  }

  private async remove(id: EnvironmentId): Promise<void> {
    const { environments } = this.parts;
    if (environments.find(id)) await (await environments.remove(id)).lapse();
  }

  async written(variables: readonly ImportedVariable[]): Promise<Environment['variables']> {
    const written: Environment['variables'] = [];
    for (const { name, value, isSecret, on } of variables) {
      const secret = isSecret ? await this.keep(name, value) : null;
      written.push({ name, value: isSecret ? '' : (value ?? ''), secret, on });
    }
    return written;
  }

  /** A secret whose value is not known is one that this machine does not have, as in a workspace that came by git. */
  private async keep(name: string, value: string | null): Promise<SecretRef> {
    const { secrets, makeId } = this.parts;
    if (value === null) return secretRefSchema.parse({ id: makeId(), name });
    const ref = await secrets.keep(name, new TextEncoder().encode(value));
    this.kept.push(ref.id);
    return ref;
  }
}
