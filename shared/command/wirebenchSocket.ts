import type { Endpoint, EndpointOf } from '../model/connection.ts';
import { isStream } from '../model/endpointKinds.ts';
import type { CommandWriter } from './toolCommand.ts';

/** The options of `wirebench` for the socket itself, where they differ from its defaults. */
export function addWirebenchSocket(writer: CommandWriter, endpoint: Endpoint): void {
  const { socket } = endpoint;
  if ('startTls' in endpoint && endpoint.startTls !== 'none') writer.set('starttls', endpoint.startTls);
  if ('connectTimeoutMs' in endpoint && endpoint.connectTimeoutMs !== 10_000) {
    writer.set('connect-timeout', `${endpoint.connectTimeoutMs}ms`);
  }
  if ('peerLimit' in endpoint && endpoint.peerLimit !== null)
    writer.set('max-peers', String(endpoint.peerLimit));
  if ('family' in socket && socket.family !== 'any') writer.set('family', socket.family);
  if ('localAddress' in socket && socket.localAddress.trim() !== '') {
    writer.set('local-address', socket.localAddress.trim());
  }
  if ('noDelay' in socket) writer.addIf(!socket.noDelay, '--delay');
  if ('keepAliveMs' in socket && socket.keepAliveMs > 0) writer.set('keep-alive', `${socket.keepAliveMs}ms`);
  if ('halfOpen' in socket) writer.addIf(socket.halfOpen && isStream(endpoint.kind), '--half-open');
  if ('bind' in endpoint) addDatagrams(writer, endpoint);
}

function addDatagrams(writer: CommandWriter, { address, bind, socket }: EndpointOf<'udp'>): void {
  if (address.trim() !== '' && bind.trim() !== '') writer.set('bind', bind.trim());
  if (socket.connected !== 'auto') writer.add(socket.connected === 'yes' ? '--connected' : '--unconnected');
  for (const { group, interface: joinedOn } of socket.groups) {
    writer.set('group', joinedOn === '' ? group : `${group}@${joinedOn}`);
  }
  if (socket.multicastInterface !== '') writer.set('interface', socket.multicastInterface);
  if (socket.ttl !== null) writer.set('ttl', String(socket.ttl));
  if (socket.multicastTtl !== null) writer.set('multicast-ttl', String(socket.multicastTtl));
  writer.addIf(!socket.multicastLoopback, '--no-multicast-loopback').addIf(socket.broadcast, '--broadcast');
  writer.addIf(socket.reuseAddress, '--reuse-address');
  if (socket.receiveBufferBytes !== null) writer.set('receive-buffer', String(socket.receiveBufferBytes));
  if (socket.sendBufferBytes !== null) writer.set('send-buffer', String(socket.sendBufferBytes));
}
