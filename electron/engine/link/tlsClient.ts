import { formatHostAndPort } from '../../../shared/model/address.ts';
import { addressOf } from './address.ts';
import { startClient } from './connecting.ts';
import { dial } from './dial/dial.ts';
import type { Opener } from './link.ts';
import { neverOpened } from './neverOpened.ts';
import { StreamLink } from './stream/streamLink.ts';
import { secureClient, TlsSessions } from './tls/secureClient.ts';

/** Connects to a TLS server, whose certificate must verify unless the options say otherwise. */
export const openTlsClient: Opener<'tls-client'> = (definition, sink, context) => {
  const address = addressOf(definition.kind, definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const { host, port } = address.value;
  const { socket: options, proxy, tls: tlsOptions, connectTimeoutMs } = definition;
  const sessions = context.tlsSessions ?? new TlsSessions();
  return startClient(
    {
      where: formatHostAndPort(host, port),
      connectTimeoutMs,
      connect: async ({ route, signal }) => {
        const below = await dial({ host, port, socket: options, proxy }, route, context, signal);
        const parts = { host, where: formatHostAndPort(host, port), route, context, signal, sessions };
        const { socket, tls, warning } = await secureClient(below, tlsOptions, parts);
        const atUs = context.clock.nowUs();
        if (warning !== undefined) sink.warned(warning, atUs);
        const linkParts = {
          socket,
          below,
          tls,
          halfOpen: options.halfOpen,
          ends: route.ends,
          proxy: route.facts.proxy,
        };
        return new StreamLink(linkParts, context, sink, atUs, (outcome, at) => sink.closed(outcome, at));
      },
    },
    sink,
    context,
  );
};
