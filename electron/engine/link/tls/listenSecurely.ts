import type { Server, Socket } from 'node:net';
import type { TlsServerOptions } from '../../../../shared/model/tlsOptions.ts';
import type { EndpointSink, LinkContext, RunningEndpoint } from '../link.ts';
import type { Listening } from '../listening.ts';
import type { SecuredSocket } from './secureClient.ts';
import { prepareServerTls } from './serverTls.ts';
import { TlsHandshakes } from './tlsHandshakes.ts';

/** A server of plain sockets that should speak TLS. */
interface SecureListeningParts {
  readonly server: Server;
  readonly listening: Listening;
  readonly host: string;
  readonly port: number;
  readonly options: TlsServerOptions;
  readonly sink: EndpointSink;
  readonly context: LinkContext;
  /** Called for each client in the turn in which its handshake finishes; `below` is the socket under TLS. */
  readonly accepted: (secured: SecuredSocket, below: Socket) => void;
}

/** Listens once certificate and key are ready, and hands on each client after its handshake. */
export function listenSecurely(parts: SecureListeningParts): RunningEndpoint {
  const { server, listening, host, port, sink, context } = parts;
  let handshakes: TlsHandshakes | undefined;
  let isClosed = false;
  const begin = async (): Promise<void> => {
    const tls = await prepareServerTls(parts.options, context);
    if (isClosed) return;
    const clients = new TlsHandshakes(tls, (message, detail) =>
      sink.warned(message, context.clock.nowUs(), detail),
    );
    handshakes = clients;
    const accept = async (below: Socket): Promise<void> => {
      const secured = await clients.accept(below);
      if (secured !== null) parts.accepted(secured, below);
    };
    server.on('connection', (below) => void accept(below));
    server.listen({ host, port });
  };
  begin().catch((error: unknown) => {
    if (!isClosed) listening.failed(error);
  });
  return {
    close: () => {
      isClosed = true;
      listening.close();
      handshakes?.closeAll();
    },
  };
}
