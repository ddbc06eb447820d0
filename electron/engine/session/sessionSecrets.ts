import { type SecretRef, secretsIn } from '../../../shared/model/secret.ts';
import type { LinkContext } from '../link/link.ts';
import type { OpenSessionOptions } from './session.ts';

/** The source of a workspace's secrets. */
export interface SecretSource {
  /** Rejects with a `LinkProblem` when this machine does not have it. */
  read(ref: SecretRef): Promise<Uint8Array>;
}

/**
 * Reads all secrets of a session when it opens: a connection that is given another key meanwhile loses the old one, but the session goes on
 * with it. A secret that cannot be read is reported when it is needed.
 */
export async function readSecrets(
  { endpoint, secrets: given }: Pick<OpenSessionOptions, 'endpoint' | 'secrets'>,
  source: SecretSource,
): Promise<LinkContext['secret']> {
  const known = new Map(given);
  for (const [id, ref] of secretsIn(endpoint)) {
    if (known.has(id)) continue;
    const bytes = await source.read(ref).catch(() => null);
    if (bytes !== null) known.set(id, bytes);
  }
  return async (ref) => known.get(ref.id) ?? source.read(ref);
}
