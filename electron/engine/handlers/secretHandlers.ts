import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

/** Secrets of the workspace go in here, and never come out. */
export function createSecretHandlers({ secrets, authority }: Workspace): HandlersOf<'secrets'> {
  return {
    'secrets.keep': ({ name }, { body }) => secrets.keep(name, body),
    'secrets.authority': () => authority.describeAuthority(),
  };
}
