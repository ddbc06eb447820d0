import { messageOf } from '../../../../shared/base/errors.ts';
import type { HostAndPort } from '../../../../shared/model/address.ts';
import { parseProxyUrl } from '../../../../shared/model/proxyUrl.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import type { Proxy } from './proxy.ts';

const field = 'proxy.use';

/**
 * Asks the settings of the system for the way to a target. Resolves with what a script of these settings answers (“Proxy auto-config”):
 * `PROXY host:port; SOCKS5 host:port; DIRECT`.
 */
export type SystemProxy = (target: HostAndPort) => Promise<string>;

/** The schemes of URLs by the words of these scripts. SOCKS alone is version 4. */
const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS5: 'socks5',
};

async function answerOf(ask: SystemProxy, target: HostAndPort): Promise<string> {
  try {
    return await ask(target);
  } catch (cause) {
    throw new LinkProblem(`The system could not be asked for its proxy: ${messageOf(cause)}`, {
      cause,
      field,
    });
  }
}

/**
 * The proxy that the settings of the system name for this target, or null for the direct way. Of several, it is the first that Wirebench can
 * use. Rejects with a `LinkProblem` where nobody can be asked, and where there is none.
 */
export async function proxyOfSystem(
  ask: SystemProxy | undefined,
  target: HostAndPort,
): Promise<Proxy | null> {
  if (!ask) {
    throw new LinkProblem(
      'Only the desktop app can ask the system for its proxy. Choose that of the environment, or name one.',
      { field },
    );
  }
  const ways = (await answerOf(ask, target)).split(';').map((way) => way.trim().split(/\s+/));
  for (const [word = '', address = ''] of ways) {
    if (word.toUpperCase() === 'DIRECT') return null;
    const scheme = schemes[word.toUpperCase()];
    const parsed = scheme === undefined ? null : parseProxyUrl(`${scheme}://${address}`);
    if (parsed) {
      const { protocol, host, port } = parsed;
      return { protocol, host, port, user: '', password: '', field };
    }
  }
  const named = ways.map(([word = '']) => word).filter((word) => /^[A-Za-z\d]{1,10}$/.test(word));
  throw new LinkProblem(
    `The system names no proxy that Wirebench can use${named.length > 0 ? ` (${named.join(', ')})` : ''}. Choose another way for this connection.`,
    { field },
  );
}
