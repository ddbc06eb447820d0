import type { TlsServerOptions } from '../../../../shared/model/tlsOptions.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { prepareServerTls, type ServerTls } from '../tls/serverTls.ts';
import { withTimeLimit } from './timeLimit.ts';
import type { Upgrade } from './upgrade.ts';

/** 60 s for a client to begin and to finish: at its end, too, a person may start TLS by hand. */
const handshakeTimeoutMs = 60_000;

/** TLS as a server, on links that one server has accepted. Certificate and key are prepared when the first link asks. */
export function serverUpgrade(options: TlsServerOptions, context: LinkContext): Upgrade {
  let ready: Promise<ServerTls> | undefined;
  const prepare = (): Promise<ServerTls> => {
    const preparing = (ready ??= prepareServerTls(options, context));
    preparing.catch(() => {
      // A missing file may exist the next time.
      if (ready === preparing) ready = undefined;
    });
    return preparing;
  };
  return {
    role: 'server',
    prepare: async () => void (await prepare()),
    secure: async (socket, signal, firstBytes) => {
      const tls = await prepare();
      const late = (): Error =>
        new LinkProblem(
          `The client did not finish the TLS handshake within ${handshakeTimeoutMs / 1000} s. Start TLS on its side, too.`,
          { code: 'ETIMEDOUT' },
        );
      return withTimeLimit(handshakeTimeoutMs, signal, late, (inTime) =>
        tls.secure(socket, inTime, firstBytes),
      );
    },
  };
}
