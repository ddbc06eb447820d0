import type { Endpoint } from '../../../shared/model/connection.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { EndpointSink, LinkContext, Opener, RunningEndpoint } from './link.ts';
import { openTcpClient } from './tcpClient.ts';
import { openTcpServer } from './tcpServer.ts';
import { openTlsClient } from './tlsClient.ts';
import { openTlsServer } from './tlsServer.ts';
import { openUdp } from './udp/openUdp.ts';
import { openUnixClient } from './unixClient.ts';
import { openUnixServer } from './unixServer.ts';
import { openWsClient } from './ws/client.ts';
import { openWsServer } from './ws/server.ts';

/** The opener of every kind of endpoint. A new kind does not compile until it is listed here. */
const openers: { readonly [Kind in EndpointKind]: Opener<Kind> } = {
  'tcp-client': openTcpClient,
  'tcp-server': openTcpServer,
  'tls-client': openTlsClient,
  'tls-server': openTlsServer,
  udp: openUdp,
  'unix-client': openUnixClient,
  'unix-server': openUnixServer,
  'ws-client': openWsClient,
  'ws-server': openWsServer,
};

/** Starts an endpoint of any kind. Like every opener, returns at once and throws nothing. */
export function startEndpoint(
  definition: Endpoint,
  sink: EndpointSink,
  context: LinkContext,
): RunningEndpoint {
  return open(definition.kind, definition, sink, context);
}

/** The type parameter keeps the kind and its definition together. */
function open<Kind extends EndpointKind>(
  kind: Kind,
  definition: Extract<Endpoint, { kind: Kind }>,
  sink: EndpointSink,
  context: LinkContext,
): RunningEndpoint {
  return openers[kind](definition, sink, context);
}
