import type { Endpoint, EndpointOf } from '../model/connection.ts';
import type { EndpointKind } from '../model/endpointKinds.ts';
import { curlHandshake, curlTelnet } from './curlCommand.ts';
import { ncatClient, ncatServer, ncatUdp, ncatUnix } from './ncatCommand.ts';
import { opensslClient, opensslServer } from './opensslCommand.ts';
import { canBePasted } from './shellText.ts';
import { socatClient, socatServer, socatUdp, socatUnix } from './socatCommand.ts';
import type { ToolCommand } from './toolCommand.ts';
import { websocatClient, websocatServer } from './websocatCommand.ts';
import { wirebenchCommand, type WrittenEndpoint } from './wirebenchCommand.ts';

/** Returns null for an endpoint with options that the program does not have. */
type Writer<Kind extends EndpointKind> = (endpoint: EndpointOf<Kind>) => ToolCommand | null;

/** The programs that can do each kind, besides Wirebench, which can do them all. */
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
 * The connection as commands of the other programs that can make it. None of them contains the endpoint's secrets. Empty for an address
 * that cannot be read, and for one that is not safe to paste into a terminal. Only `wirebench` knows variables: `written` is for it.
 */
export function commandsFor(endpoint: Endpoint, written?: WrittenEndpoint): ToolCommand[] {
  return [wirebenchCommand(endpoint, written), ...commandsOfOthers(endpoint.kind, endpoint)]
    .filter((command) => command !== null)
    .filter(canBePasted);
}

function commandsOfOthers<Kind extends EndpointKind>(
  kind: Kind,
  endpoint: EndpointOf<Kind>,
): readonly (ToolCommand | null)[] {
  return writers[kind].map((write) => write(endpoint));
}
