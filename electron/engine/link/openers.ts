import type { Endpoint, EndpointKind } from '../../../shared/model/connection.ts';
import type { EndpointSink, LinkContext, Opener, RunningEndpoint } from './link.ts';
import { openTcpClient } from './tcpClient.ts';
import { openTcpServer } from './tcpServer.ts';
import { openUdp } from './udp.ts';
import { openWsClient } from './wsClient.ts';
import { openWsServer } from './wsServer.ts';

/** Every kind of endpoint and what opens it. A new kind does not compile until it stands here. */
const openers: { readonly [Kind in EndpointKind]: Opener<Kind> } = {
  'tcp-client': openTcpClient,
  'tcp-server': openTcpServer,
  udp: openUdp,
  'ws-client': openWsClient,
  'ws-server': openWsServer,
};

/** Starts an endpoint of any kind. As every opener: returns at once and throws nothing. */
export function startEndpoint(
  definition: Endpoint,
  sink: EndpointSink,
  context: LinkContext,
): RunningEndpoint {
  return open(definition.kind, definition, sink, context);
}

/** The kind and its definition belong together; the type parameter keeps them so. */
function open<Kind extends EndpointKind>(
  kind: Kind,
  definition: Extract<Endpoint, { kind: Kind }>,
  sink: EndpointSink,
  context: LinkContext,
): RunningEndpoint {
  return openers[kind](definition, sink, context);
}
