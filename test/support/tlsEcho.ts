import type { LinkContext } from '../../electron/engine/link/link.ts';
import { RecordedEndpoint } from './recordingSink.ts';

/** A TLS server of ours that answers with what it gets. */
export async function startTlsEcho(
  context: Partial<LinkContext>,
  tls: object = {},
): Promise<{ server: RecordedEndpoint; port: number; url: string }> {
  const server = RecordedEndpoint.start({ kind: 'tls-server', address: 'tls://127.0.0.1:0', tls }, context);
  server.onPayload = (link, { bytes }) => void link.link.send({ kind: 'data', bytes });
  const { url, port } = await server.listens();
  return { server, port, url };
}
