import { messageOf } from '../../../shared/base/errors.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointFinding } from '../../../shared/model/endpointCheck.ts';
import { describeSecrets, type KnownSecrets } from './knownSecrets.ts';
import { contentOfEndpoint } from './writtenContent.ts';

/**
 * Warns of options in which the value of a secret is written: connections are saved while they are typed. Where secrets cannot be looked for,
 * it says so at the address.
 */
export async function secretsInOptions(
  endpoint: Endpoint,
  known: KnownSecrets,
): Promise<readonly EndpointFinding[]> {
  const contents = contentOfEndpoint(endpoint);
  const found = await known.standingIn([...contents.values()]).catch(messageOf);
  if (typeof found === 'string') return [{ field: 'address', tone: 'warning', message: found }];
  return [...contents.keys()].flatMap((field, index): EndpointFinding[] => {
    const secrets = found[index] ?? [];
    if (secrets.length === 0) return [];
    const what = secrets.length === 1 ? 'the value of a secret' : 'the values of secrets';
    const message = `It has ${what} in it, and git sees the file of the connection: ${describeSecrets(secrets)}. Write the variable in its place.`;
    return [{ field, tone: 'warning', message }];
  });
}
