import { secretsIn, type SecretRef } from '../../../shared/model/secret.ts';
import { notRead } from './fileRefusals.ts';
import type { Workspace } from './workspace.ts';

/** A secret of the workspace, by the name that a person knows it by, and the environment, folder or connection it belongs to. */
export interface KnownSecret {
  readonly name: string;
  readonly where: string;
  readonly bytes: Uint8Array;
}

/**
 * Every secret of the workspace whose value this machine has, and those that `recorded` refers to. Equal values are named once. Rejects with a
 * sentence where something cannot be read that may name or be one: it would not be looked for.
 */
export async function knownSecrets(
  { connections, environments, secrets }: Pick<Workspace, 'connections' | 'environments' | 'secrets'>,
  recorded: object,
): Promise<readonly KnownSecret[]> {
  const saved = await connections.all();
  const unread = connections.list.value.unread ?? environments.list.value.unread;
  if (unread) throw notRead('What secrets the workspace has', unread);
  const named = new Map<string, Omit<KnownSecret, 'bytes'> & { readonly ref: SecretRef }>();
  const add = (where: string, value: unknown): void => {
    for (const [id, ref] of secretsIn(value))
      if (!named.has(id)) named.set(id, { name: ref.name, where, ref });
  };
  const variablesOf = (
    where: string,
    variables: readonly { name: string; secret: SecretRef | null }[],
  ): void => {
    for (const { name, secret } of variables)
      if (secret && !named.has(secret.id)) named.set(secret.id, { name, where, ref: secret });
  };
  for (const { name, variables } of environments.list.value.environments) variablesOf(name, variables);
  for (const { path, variables = [] } of connections.list.value.folders) variablesOf(path, variables);
  for (const { name, endpoint } of saved) add(name, endpoint);
  add('this recording', recorded);
  const found = new Map<string, KnownSecret>();
  for (const { name, where, ref } of named.values()) {
    const bytes = await secrets.find(ref);
    const value = bytes && Buffer.from(bytes).toString('latin1');
    if (bytes && value !== null && !found.has(value)) found.set(value, { name, where, bytes });
  }
  return [...found.values()];
}
