import type { Endpoint, EndpointOf } from '../model/connection.ts';
import type { EndpointKind } from '../model/endpointKinds.ts';
import { curlHandshake, curlTelnet } from './curlCommand.ts';
import { ncatClient, ncatServer, ncatUdp, ncatUnix } from './ncatCommand.ts';
import { opensslClient, opensslServer } from './opensslCommand.ts';
import { canBePasted } from './shellText.ts';
import { socatClient, socatServer, socatUdp, socatUnix } from './socatCommand.ts';
import type { ToolCommand } from './toolCommand.ts';
import { websocatClient, websocatServer } from './websocatCommand.ts';
import { wirebenchCommand } from './wirebenchCommand.ts';

/** Gives null for an endpoint whose options the program cannot do. */
type Writer<Kind extends EndpointKind> = (endpoint: EndpointOf<Kind>) => ToolCommand | null;

/** The programs that can do each kind beside Wirebench, which can do all of them. */
const writers: { readonly [Kind in EndpointKind]: readonly Writer<Kind>[] } = {
  'tcp-client': [ncatClient, socatClient, opensslClient, curlTelnet],
  'tcp-server': [ncatServer, socatServer],
  'tls-client': [ncatClient, socatClient, opensslClient],
  'tls-server': [ncatServer, socatServer, opensslServer],
  udp: [ncatUdp, socatUdp],
  'unix-client': [ncatUnix, socatUnix],
  'unix-server': [ncatUnix, socatUnix],
  'ws-client': [websocatClient, curlHandshake],
  'ws-server': [websocatServer],
};

/**
 * The connection as commands of other programs, of those that can do it. What an endpoint keeps secret is in none of them. Empty for an
 * address that cannot be read, and for one that could not be pasted into a terminal without danger.
 */
export function commandsFor(endpoint: Endpoint): ToolCommand[] {
  return [wirebenchCommand(endpoint), ...commandsOfOthers(endpoint.kind, endpoint)]
    .filter((command) => command !== null)
    .filter(canBePasted);
}

function commandsOfOthers<Kind extends EndpointKind>(
  kind: Kind,
  endpoint: EndpointOf<Kind>,
): readonly (ToolCommand | null)[] {
  return writers[kind].map((write) => write(endpoint));
}
