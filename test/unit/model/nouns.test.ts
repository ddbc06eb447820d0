import { expect, it } from 'vitest';
import { endpointKinds, nounOf } from '../../../shared/model/endpointKinds.ts';

it('calls what a kind carries a chunk, a datagram or a message', () => {
  expect(Object.fromEntries(endpointKinds.map((kind) => [kind, nounOf(kind)]))).toEqual({
    'tcp-client': 'chunk',
    'tcp-server': 'chunk',
    'tls-client': 'chunk',
    'tls-server': 'chunk',
    udp: 'datagram',
    'unix-client': 'chunk',
    'unix-server': 'chunk',
    'ws-client': 'message',
    'ws-server': 'message',
  });
});
