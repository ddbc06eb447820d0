import type { OnReadOpts } from 'node:net';
import { formatHostAndPort } from '../../../shared/model/address.ts';
import { addressOf } from './address.ts';
import { startClient } from './connecting.ts';
import { dial } from './dial/dial.ts';
import type { Opener } from './link.ts';
import { neverOpened } from './neverOpened.ts';
import { clientUpgrade } from './startTls/clientUpgrade.ts';
import { StreamLink } from './stream/streamLink.ts';
import { TlsSessions } from './tls/tlsSessions.ts';

/** 64 KiB is what Node reads at once by default: chunks have the same size as without this buffer. */
const readBufferBytes = 64 * 1024;

/** Connects to a TCP server. TLS can be started later, or a dialogue starts it as the options say. */
export const openTcpClient: Opener<'tcp-client'> = (definition, sink, context) => {
  const address = addressOf(definition.kind, definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const { host, port } = address.value;
  const where = formatHostAndPort(host, port);
  const { socket: options, proxy, connectTimeoutMs } = definition;
  const sessions = context.tlsSessions ?? new TlsSessions();
  return startClient(
    {
      where,
      connectTimeoutMs,
      connect: async ({ route, signal }) => {
        const reader = new BufferReader();
        const request = { host, port, socket: options, proxy, onread: reader.options };
        const socket = await dial(request, route, context, signal);
        const atUs = context.clock.nowUs();
        const upgrade = clientUpgrade(definition, { host, where, route, context, sessions });
        const parts = {
          socket,
          halfOpen: options.halfOpen,
          ends: route.ends,
          proxy: route.facts.proxy,
          upgrade,
        };
        const link = new StreamLink(parts, context, sink, atUs, (outcome, at) => sink.closed(outcome, at));
        reader.readInto(link);
        return link;
      },
    },
    sink,
    context,
  );
};

/** One buffer for all incoming bytes: a link's bytes are recorded before the next ones are read, so no chunk needs its own. */
class BufferReader {
  readonly options: OnReadOpts;
  private link: StreamLink | undefined;

  constructor() {
    this.options = {
      buffer: new Uint8Array(readBufferBytes),
      callback: (size, bytes) => {
        this.link?.received(size === bytes.length ? bytes : bytes.subarray(0, size));
        return true;
      },
    };
  }

  /** Call it in the turn in which the link is made: the link starts its socket by itself, unless it is held. */
  readInto(link: StreamLink): void {
    this.link = link;
  }
}
