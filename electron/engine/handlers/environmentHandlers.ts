import type { Environment, SavedEnvironment } from '../../../shared/model/environment.ts';
import { revisionOfEnvironment } from '../workspace/environmentFiles.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contentOfVariables } from '../workspace/writtenContent.ts';
import type { HandlersOf } from './handlersOf.ts';

/** The workspace's environments. */
export function createEnvironmentHandlers({
  environments,
  variables,
  knownSecrets,
  deletions,
}: Workspace): HandlersOf<'environments'> {
  return {
    'environments.list': async function* list(_input, { signal }) {
      const { processVariables } = variables;
      for await (const { environments: all, problems } of environments.list.changes(signal))
        yield { environments: all.map(saved), problems, processVariables };
    },
    'environments.create': async ({ withSecrets, ...content }) => {
      await knownSecrets.mustNotWrite(contentOfVariables(content.variables, content.name), null, withSecrets);
      return saved(await environments.create(content));
    },
    'environments.update': async ({ environment, revision, withSecrets, ...content }) => {
      const before = environments.find(environment);
      await knownSecrets.mustNotWrite(
        contentOfVariables(content.variables, content.name),
        before && contentOfVariables(before.variables, before.name),
        withSecrets,
      );
      return saved(await environments.update(environment, content, revision));
    },
    'environments.move': async ({ environment, before }) =>
      saved(await environments.move(environment, before)),
    'environments.remove': async ({ environment, revision }) => ({
      deletion: await deletions.make(() => environments.remove(environment, revision)),
    }),
    'environments.reveal': async ({ secret }) => ({ value: await variables.reveal(secret) }),
    'environments.allow': async ({ name }) => {
      await variables.allowed.allow(name);
      return {};
    },
  };
}

function saved(environment: Environment): SavedEnvironment {
  return { ...environment, revision: revisionOfEnvironment(environment) };
}
