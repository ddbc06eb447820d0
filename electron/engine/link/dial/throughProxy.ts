import type { Socket } from 'node:net';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import type { Route } from '../route.ts';
import { askHttpProxy } from './httpProxy.ts';
import { formatProxy, type Proxy } from './proxy.ts';
import { secureProxy } from './secureProxy.ts';
import { askSocksProxy } from './socksProxy.ts';

/**
 * Lets a connected proxy connect to the target, which `forProxy` has made; the socket is then the target's. Bytes that the target has sent
 * already remain to be read. One step of the route. Rejects with a `LinkProblem` or with the signal's reason; the socket is then destroyed.
 */
export function throughProxy(
  socket: Socket,
  proxy: Proxy,
  target: HostAndPort,
  route: Route,
  signal: AbortSignal,
): Promise<Socket> {
  return route.run(
    'proxy',
    formatProxy(proxy),
    signal,
    async () => {
      try {
        signal.throwIfAborted();
        return await ask(socket, proxy, target, signal);
      } catch (error) {
        socket.destroy();
        throw signal.aborted ? signal.reason : error;
      }
    },
    () => `It connected to ${formatHostAndPort(target.host, target.port)}.`,
  );
}

async function ask(socket: Socket, proxy: Proxy, target: HostAndPort, signal: AbortSignal): Promise<Socket> {
  switch (proxy.protocol) {
    case 'http':
      return askHttpProxy(socket, proxy, target, signal);
    case 'https':
      return askHttpProxy(await secureProxy(socket, proxy, signal), proxy, target, signal);
    case 'socks5':
      return askSocksProxy(socket, proxy, target, signal);
  }
}
